"""What pages of posts call things. No sentence says whose answer changed, or why."""

from flask_babel import lazy_gettext as _l

from parentcomms.approvals.rules import CommunicationState
from parentcomms.languages import gettext
from parentcomms.publishing.facts import Verdict
from parentcomms.publishing.post_rules import CheckNow, KindOfPost, NotStanding, Standing
from parentcomms.publishing.words import PROBLEMS

KIND_WORDS = {
    KindOfPost.LEARNING: _l("What we did in class"),
    KindOfPost.EVENT: _l("An event or a trip"),
    KindOfPost.ACHIEVEMENT: _l("Well done: work, sport, music"),
    KindOfPost.NOTICE: _l("Something families need to know"),
    KindOfPost.OTHER: _l("Something else"),
}
STATE_WORDS = {
    CommunicationState.DRAFT: (_l("Not sent to the head yet"), "grey"),
    CommunicationState.AWAITING_APPROVAL: (_l("Waiting for the head"), "yellow"),
    CommunicationState.APPROVED: (_l("Approved"), "green"),
    CommunicationState.SENT_BACK: (_l("Sent back"), "orange"),
}
WITHDRAWN = (_l("Withdrawn"), "grey")
LAPSED = (_l("No longer good"), "red")
STANDING_WORDS = {
    Standing.WAITING: (_l("Waiting"), "yellow"),
    Standing.AGREED: (_l("Agreed"), "green"),
    Standing.REFUSED: (_l("Not agreed"), "red"),
    Standing.OVER: (_l("Over"), "grey"),
    Standing.WITHDRAWN: (_l("Withdrawn"), "grey"),
}
NOT_STANDING_WORDS = {
    NotStanding.PUBLIC: _l(
        "Anybody can see what is posted there, so every post goes to the head. Choose a place "
        "for families only"
    ),
    NotStanding.POINTS: _l("Tick all five points: an approval covers all of them"),
    NotStanding.NOBODY: _l("Choose who it is for"),
    NotStanding.OVER: _l("The last day has passed. Choose a later one"),
    NotStanding.TOO_LONG: _l("Choose a last day within a year"),
}


def not_now(check: CheckNow) -> str:
    """What changed, for those who wrote it and those who decide."""
    if check.said is not Verdict.POST:
        return gettext("The check did not say yes. Check the picture again.")
    if check.missing is not None:
        return gettext("%(problem)s.", problem=PROBLEMS[check.missing])
    return gettext(
        "An answer it relies on has changed since the check. The picture cannot be posted there "
        "as it is. Check it again to see what can be done."
    )
