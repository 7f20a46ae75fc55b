"""Shape (d): one row per pupil, contact and class, with ID, Forename and Surname for each.

Where a heading comes again a new block begins. The first is the pupil's; what the others are is
told by headings only a contact or only a class has, or by there being just three of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from parentcomms.people.importing.headings import ContactColumns, Headings, read_headings
from parentcomms.people.importing.synonyms import (
    CONTACT_HEADINGS,
    ContactField,
    PupilField,
    normalise,
    pupil_field,
)
from parentcomms.people.importing.tables import Row

_ANYBODYS = frozenset(
    {
        ContactField.CONTACT_ID,
        ContactField.FORENAME,
        ContactField.SURNAME,
        ContactField.FULL_NAME,
        ContactField.TITLE,
    }
)
_ONLY_A_CLASS_HAS = frozenset({"subject", "teacher", "room", "period", "classcode", "course"})


def in_blocks(first_rows: Iterable[Row]) -> Headings | None:
    """The table with its blocks told apart, or None where that would be guessing."""
    for row in first_rows:
        blocks = _blocks(row.cells)
        if len(blocks) > 1 and (found := _told_apart(row, blocks)):
            return found
    return None


def _blocks(titles: list[str]) -> list[range]:
    starts, seen = [0], set[str]()
    for place, title in enumerate(titles):
        name = normalise(title)
        if name and name in seen:
            starts.append(place)
            seen = set()
        seen.add(name)
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(titles)], strict=True)]


def _told_apart(row: Row, blocks: list[range]) -> Headings | None:
    first = read_headings(Row(row.number, row.cells[: blocks[0].stop]))
    if not first.usable or first.contacts:
        return None
    found = Headings(row.number, row.cells, pupil=first.pupil, unread=first.unread)
    for number, block in enumerate(blocks[1:], start=1):
        kind = _kind(row.cells, block) or _by_order(number, of=len(blocks))
        if kind == "contact":
            _add_contact(found, block)
        elif kind == "class":
            _add_class(found, block)
        else:
            return None
    return found if found.contacts else None


def _kind(titles: list[str], block: range) -> str:
    names = [normalise(titles[place]) for place in block]
    known = {CONTACT_HEADINGS[name][0] for name in names if name in CONTACT_HEADINGS}
    if known - _ANYBODYS:
        return "contact"
    fields = {found[0] for place in block if (found := pupil_field(titles[place]))}
    is_class = PupilField.CLASS_NAME in fields or not _ONLY_A_CLASS_HAS.isdisjoint(names)
    return "class" if is_class else ""


def _by_order(number: int, *, of: int) -> str:
    return {1: "contact", 2: "class"}[number] if of == 3 else ""


def _add_contact(found: Headings, block: range) -> None:
    group = ContactColumns(str(len(found.contacts) + 1))
    for place in block:
        if known := CONTACT_HEADINGS.get(normalise(found.titles[place])):
            group.columns.setdefault(known[0], place)
        elif found.titles[place]:
            found.unread.append(found.titles[place])
    found.contacts.append(group)


def _add_class(found: Headings, block: range) -> None:
    """Read only where the pupil's own block names no class: a registration class comes first."""
    for place in block:
        known = pupil_field(found.titles[place])
        if known and known[0] is PupilField.CLASS_NAME and PupilField.CLASS_NAME not in found.pupil:
            found.pupil[PupilField.CLASS_NAME] = place
            found.classes_apart = True
