"""The rows of the routing table in words."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.concerns.rules import Row

ROWS: dict[Row, LazyString] = {
    Row.HEAD: _l("About the head"),
    Row.CHAIR: _l("About the chair"),
    Row.DSL: _l("About the safeguarding lead"),
    Row.GOVERNOR: _l("About a governor"),
    Row.AT_RISK_ADULT: _l("A child at risk, and about an adult of the school"),
    Row.AT_RISK: _l("A child at risk"),
    Row.QUERY: _l("A question"),
    Row.CONCERN_ABOUT_STAFF: _l("A worry about staff"),
    Row.FOR_THE_HEAD: _l("Any other worry or complaint"),
}
