"""What kinds of school and parts of the settings are called on staff pages."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.school.rules import SchoolType

TYPE_NAMES: dict[SchoolType, LazyString] = {
    SchoolType.COMMUNITY: _l("Community school"),
    SchoolType.VOLUNTARY_CONTROLLED: _l("Voluntary controlled school"),
    SchoolType.VOLUNTARY_AIDED: _l("Voluntary aided school"),
    SchoolType.FOUNDATION: _l("Foundation school"),
    SchoolType.ACADEMY: _l("Academy or free school"),
    SchoolType.INDEPENDENT: _l("Independent school"),
    SchoolType.OTHER: _l("Another kind of school"),
}
SECTION_NAMES: dict[str, LazyString] = {
    "details": _l("About the school"),
    "safeguarding": _l("Local safeguarding numbers"),
    "organisations": _l("Who is named in the photo questions"),
    "look": _l("Colour"),
    "answers": _l("How answers are counted"),
    "publications": _l("Pictures already published"),
    "newsletters": _l("Newsletters and approval"),
    "reminders": _l("Reminders"),
    "going-live": _l("Going live"),
}
YES_NO: dict[bool, str] = {True: "yes", False: "no"}
