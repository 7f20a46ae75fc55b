"""What the pages about retention say."""

from flask_babel import lazy_gettext as _l

from parentcomms.retention.rules import HoldScope, Rule

RULE_NAMES = {
    Rule.CHECKS: _l("Checks that led to no publication"),
    Rule.POSTS: _l("Posts that never went out"),
    Rule.PUBLICATIONS: _l("Records of pictures long taken down"),
    Rule.ANSWERS: _l("Answers about children who left"),
    Rule.ACKNOWLEDGEMENTS: _l("Acknowledgements"),
    Rule.SENT_LOG: _l("What was sent to whom"),
    Rule.MAIL_BODIES: _l("What e-mails said"),
    Rule.MAIL_RECIPIENTS: _l("Whom old e-mails went to"),
    Rule.SCANS: _l("Scanned forms"),
    Rule.IMPORTS: _l("Names in the records of imports"),
    Rule.LISTS: _l("What printed lists and exports said"),
    Rule.LEAVERS: _l("Details of children and adults who left"),
    Rule.NAMES: _l("Names no evidence speaks of any more"),
}
RULE_REASONS = {
    Rule.CHECKS: _l("Kept for the school year in which they were made."),
    Rule.POSTS: _l("Kept as long as the checks made for them."),
    Rule.PUBLICATIONS: _l(
        "Kept while anybody can see the picture, and for a time after it came down."
    ),
    Rule.ANSWERS: _l(
        "Kept while the child is on roll and for a time after; longer while a picture that relies "
        "on them can be seen, and as long after it came down as its record."
    ),
    Rule.ACKNOWLEDGEMENTS: _l(
        "Kept to the end of the school year and a time after; the newest while a child is on roll."
    ),
    Rule.SENT_LOG: _l(
        "Kept to the end of the school year and a time after; the last joining letter while the "
        "child is on roll."
    ),
    Rule.MAIL_BODIES: _l("Kept until September; then which text it was, and who got it."),
    Rule.MAIL_RECIPIENTS: _l("Kept as long as the record of what was sent."),
    Rule.SCANS: _l("Kept as long as the answers they prove."),
    Rule.IMPORTS: _l("Kept for a time after the school year; then the numbers only."),
    Rule.LISTS: _l("Kept for a time after the school year."),
    Rule.LEAVERS: _l(
        "Numbers, birthday, addresses and reasons go with the answers' period; the name stays "
        "while evidence needs it."
    ),
    Rule.NAMES: _l("Kept until the last answer, check and picture of that child is gone."),
}
SCOPE_NAMES = {
    HoldScope.EVERYTHING: _l("Everything"),
    HoldScope.PUPIL: _l("One child"),
    HoldScope.PERSON: _l("One adult and their children"),
    HoldScope.PUBLICATION: _l("One publication and the children in it"),
}
