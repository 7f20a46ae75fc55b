"""What the columns of the board and the parts of its chart are called."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.coverage.queries import EVERYONE, NO_CLASS, YEAR
from parentcomms.coverage.rules import Mark, Part, Row
from parentcomms.filters import year_group
from parentcomms.languages import gettext

MARK_NAMES: dict[Mark, LazyString] = {
    Mark.DUE: _l("Due a letter"),
    Mark.HELD_BACK: _l("Held back"),
    Mark.WAITING: _l("Waiting to leave"),
    Mark.TO_PRINT: _l("To be printed"),
    Mark.SENT: _l("Sent"),
    Mark.DELIVERED: _l("Delivered, as far as known"),
    Mark.BOUNCED: _l("Came back"),
    Mark.FAILED: _l("Did not arrive"),
    Mark.KEPT: _l("Kept in a folder, not sent"),
    Mark.PRINTED: _l("Printed"),
    Mark.HANDED_OUT: _l("Handed out"),
    Mark.SENT_ELSEWHERE: _l("Sent elsewhere"),
    Mark.CHOSE_NOT: _l("Chose not to receive newsletters"),
    Mark.TOLD: _l("Told"),
    Mark.ACKNOWLEDGED: _l("Acknowledged"),
}
PART_NAMES: dict[Part, LazyString] = {
    Part.TOLD: _l("Told"),
    Part.NO_SIGN: _l("Sent, no sign yet"),
    Part.NOT_REACHED: _l("Not reached"),
}
# Shown only where somebody stands in them: most schools never see these columns.
SELDOM = (
    Mark.TO_PRINT, Mark.BOUNCED, Mark.FAILED, Mark.KEPT, Mark.SENT_ELSEWHERE, Mark.CHOSE_NOT,
)  # fmt: skip


def group_name(row: Row) -> str:
    """What a line of the board is called."""
    return named(row.group, row.name)


def named(group: str, name: str) -> str:
    """A class by its name; a year, those in no class, and the school in words."""
    if group == EVERYONE:
        return gettext("The whole school")
    if group == NO_CLASS:
        return gettext("In no class")
    return str(year_group(name)) if group.startswith(YEAR) else name


def columns(whole: Row) -> list[Mark]:
    """The columns worth showing."""
    return [mark for mark in Mark if mark not in SELDOM or whole.of(mark)]
