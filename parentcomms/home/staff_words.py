"""What the steps of a letter and of answering are called."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.communications.coverage_facts import Answered, Step

STEP_NAMES: dict[Step, LazyString] = {
    Step.DUE: _l("Due a letter"),
    Step.HELD_BACK: _l("Not to be written to yet"),
    Step.WAITING: _l("On the way"),
    Step.TO_PRINT: _l("To be printed"),
    Step.SENT: _l("Sent"),
    Step.KEPT: _l("Kept in a folder, not sent"),
    Step.FAILED: _l("Did not arrive"),
    Step.PRINTED: _l("Printed"),
    Step.HANDED_OUT: _l("Handed out"),
}
ANSWERED_NAMES: dict[Answered, LazyString] = {
    Answered.ALL: _l("Answered"),
    Answered.PART: _l("Answered in part"),
    Answered.SILENT: _l("Not answered"),
}
