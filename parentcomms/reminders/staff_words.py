"""Why somebody is not reminded today, in words."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.reminders.rules import NotNow

NOT_NOW: dict[NotNow, LazyString] = {
    NotNow.NOT_ASKED_YET: _l("Has not had the first request yet"),
    NotNow.HOLIDAY: _l("Today is no school day"),
    NotNow.TOO_SOON: _l("Was written to only a few days ago"),
    NotNow.ENOUGH: _l("Has had as many reminders as the school allows"),
}
