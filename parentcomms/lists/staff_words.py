"""What answers, lists and sheets are called on staff pages and on paper."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.consent.rules import Standing
from parentcomms.documents.answer_list import Sign
from parentcomms.lists.rules import HowFar, SheetState
from parentcomms.people.rules import GroupKind

# A differing pair, `never`, a child in care and a plain no are one word here.
SHORT_NAMES: dict[Standing, LazyString] = {
    Standing.YES: _l("Yes"),
    Standing.UNRECOGNISABLE: _l("Only unrecognisable"),
    Standing.NO: _l("No"),
    Standing.NOT_ANSWERED: _l("Not answered"),
    Standing.NO_OBJECTION: _l("School's task, no objection"),
}
# Columns on paper are narrow.
PAPER_NAMES: dict[Standing, LazyString] = SHORT_NAMES | {
    Standing.UNRECOGNISABLE: _l("Only hidden"),
    Standing.NO_OBJECTION: _l("School's task"),
}
# School's task is drawn as open and not as a yes: nobody said one.
SIGNS: dict[Standing, Sign] = {
    Standing.YES: Sign.YES,
    Standing.UNRECOGNISABLE: Sign.PART,
    Standing.NO: Sign.NO,
    Standing.NOT_ANSWERED: Sign.OPEN,
    Standing.NO_OBJECTION: Sign.OPEN,
}
SIGN_MARKS: dict[Sign, str] = {Sign.YES: "✓", Sign.PART: "◐", Sign.NO: "×", Sign.OPEN: "?"}
GROUP_NAMES: dict[GroupKind, LazyString] = {
    GroupKind.CLUB: _l("Club"),
    GroupKind.TRIP: _l("Trip"),
    GroupKind.LIST: _l("Saved list"),
}
STATE_NAMES: dict[SheetState, LazyString] = {
    SheetState.STILL_SAFE: _l("Still safe"),
    SheetState.NO_LONGER_SAFE: _l("No longer safe: print it again"),
}
HOW_FAR_NAMES: dict[HowFar, LazyString] = {
    HowFar.ANSWERED: _l("Answered"),
    HowFar.WAITING: _l("Waiting"),
    HowFar.SILENT: _l("Silent"),
}
NOTES = (
    _l("Yes: may be shown. Only hidden: only if nobody could recognise the child."),
    _l("No, and not answered: leave the child out. School's task: nobody has objected."),
    _l("Answers change. Before you use this sheet again, type its code on the page of lists."),
    _l("Throw it away with confidential paper."),
)
