"""What each column of a table means: found out, remembered, or said by the office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from parentcomms.people.importing.choices import Memory
from parentcomms.people.importing.heading_blocks import in_blocks
from parentcomms.people.importing.headings import (
    ContactColumns,
    Headings,
    find_headings,
)
from parentcomms.people.importing.problems import UnclearHeadings
from parentcomms.people.importing.synonyms import ContactField, PupilField
from parentcomms.people.importing.tables import Row
from parentcomms.people.importing.year_groups import read_year_group

_YEARS = frozenset({"R", "N1", "N2", "E1", "E2", "M", *map(str, range(1, 15))})
_ROLES = frozenset({"pupil", "student", "staff", "teacher", "parent", "contact", "learner", ""})
_POSITIONS = (
    PupilField.ADMISSION_NUMBER,
    PupilField.FORENAME,
    PupilField.SURNAME,
    PupilField.CLASS_NAME,
    PupilField.YEAR_GROUP,
    PupilField.ROLE,
)
"""The one list without headings that is in use: shape (e)."""


def find_columns(first_rows: Sequence[Row], memory: Memory) -> Headings:
    """What the office said last time, else what the headings say, else what the values look like.

    Raises UnclearHeadings, with a sentence, where only a person can say it.
    """
    if remembered := _remembered(first_rows, memory):
        return remembered
    try:
        return find_headings(first_rows)
    except UnclearHeadings:
        found = in_blocks(first_rows) or _by_position(first_rows)
        if found is None:
            raise
        return found


def _remembered(first_rows: Sequence[Row], memory: Memory) -> Headings | None:
    for row in first_rows:
        for table in (Headings(row.number, row.cells), _without_headings(row)):
            said = memory.get(table.signature)
            if said and said.columns:
                return headings_from(said.columns, table)
    return None


def _without_headings(row: Row) -> Headings:
    return Headings(0, [f"Column {place}" for place in range(1, len(row.cells) + 1)])


def _by_position(first_rows: Sequence[Row]) -> Headings | None:
    """Admission number, forename, surname, class, year, role: only where every row fits."""
    if not first_rows or not all(_fits(row.cells) for row in first_rows):
        return None
    found = _without_headings(max(first_rows, key=lambda row: len(row.cells)))
    found.pupil.update({what: place for place, what in enumerate(_POSITIONS)})
    return found


def _fits(cells: Sequence[str]) -> bool:
    if not 5 <= len(cells) <= 6:
        return False
    number, forename, surname, _, year = cells[:5]
    return (
        number.isalnum()
        and any(letter.isdigit() for letter in number)
        and all(
            name and not any(letter.isdigit() for letter in name) for name in (forename, surname)
        )
        and read_year_group(year) in _YEARS
        and "".join(cells[5:]).casefold() in _ROLES
    )


def best_guess(first_rows: Sequence[Row]) -> Headings:
    """A table nobody could read, for the office to say what its columns are.

    Raises UnclearHeadings where it is no table worth asking about.
    """
    widths = Counter(len(row.cells) for row in first_rows)
    width = max(widths, key=lambda each: (widths[each], each), default=0)
    row = next((row for row in first_rows if len(row.cells) == width), None)
    if row is None or width < 3 or len(first_rows) < 2:
        raise UnclearHeadings("The file has no table with three columns or more.")
    titled = not any(letter.isdigit() for cell in row.cells for letter in cell)
    return Headings(row.number, row.cells) if titled else _without_headings(row)


def meanings_of(headings: Headings) -> dict[int, str]:
    """By the place of each column, as `pupil:upn` or `contact 1:email`."""
    found = {place: f"pupil:{what}" for what, place in headings.pupil.items()}
    for number, group in enumerate(headings.contacts, start=1):
        found |= {place: f"contact {number}:{what}" for what, place in group.columns.items()}
    return found


def headings_from(columns: Mapping[int, str], table: Headings) -> Headings:
    """The table as the office says it is. Raises UnclearHeadings while that is not enough."""
    found = Headings(table.row, table.titles)
    groups: dict[str, ContactColumns] = {}
    for place, meaning in sorted(columns.items()):
        whose, _, what = meaning.partition(":")
        if place >= len(table.titles) or not what:
            continue
        if whose == "pupil":
            found.pupil.setdefault(PupilField(what), place)
        else:
            group = groups.setdefault(whose, ContactColumns(whose.removeprefix("contact ")))
            group.columns.setdefault(ContactField(what), place)
    found.contacts = list(groups.values())
    known = meanings_of(found)
    found.unread = [
        title for place, title in enumerate(table.titles) if title and place not in known
    ]
    if not found.usable:
        raise UnclearHeadings(
            "Say which columns hold each child’s forename and surname (or full name), and one of "
            "UPN, admission number or date of birth."
        )
    return found
