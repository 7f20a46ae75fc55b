"""What files of links are called."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.reach.rules import FileState, Whom

WHOM_NAMES: dict[Whom, LazyString] = {
    Whom.EVERYONE: _l("Every adult who may be written to"),
    Whom.NOT_TOLD: _l("Those who have not been told yet"),
    Whom.NOT_ANSWERED: _l("Those who have not answered about pictures"),
}
STATE_NAMES: dict[FileState, LazyString] = {
    FileState.TO_FETCH: _l("Not noted as sent yet"),
    FileState.TO_CONFIRM: _l("Was it sent? Please say so"),
    FileState.SENT: _l("Sent elsewhere"),
    FileState.DISCARDED: _l("Not sent"),
}
