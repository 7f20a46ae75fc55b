"""Finding the row of headings, and what each column says about whom.

Shape (a): one row per pupil, perhaps with one parent's columns. Shape (b): one row per pupil
with columns for Contact 1, Contact 2 and so on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from parentcomms.people.importing.problems import UnclearHeadings, UnreadableFile
from parentcomms.people.importing.synonyms import (
    CONTACT_HEADINGS,
    NAMED,
    NUMBERED,
    NUMBERED_BEHIND,
    NUMBERED_LAST,
    SINGLE,
    UNPREFIXED_CONTACT_FIELDS,
    ContactField,
    PupilField,
    normalise,
    pupil_field,
)
from parentcomms.people.importing.tables import Row

F = TypeVar("F", PupilField, ContactField)

SINGLE_CONTACT = "only"


@dataclass(slots=True)
class ContactColumns:
    """Where one adult's facts stand in each row."""

    key: str
    columns: dict[ContactField, int] = field(default_factory=dict)

    @property
    def says_relationship(self) -> str:
        """`Mother's e-mail` tells the relationship in the heading itself."""
        return self.key if self.key in ("mother", "father") else ""


@dataclass(slots=True)
class Headings:
    """What every column means."""

    row: int
    titles: list[str]
    pupil: dict[PupilField, int] = field(default_factory=dict)
    contacts: list[ContactColumns] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    classes_apart: bool = False
    """The class stands in a block of its own: one row for each of a child's classes."""

    @property
    def signature(self) -> str:
        """What the office says about these headings is remembered under it."""
        return signature_of(self.titles) if self.row else f"no headings, {len(self.titles)} columns"

    @property
    def kind(self) -> str:
        """The name of the shape."""
        several = any(group.key != SINGLE_CONTACT for group in self.contacts)
        return "csv-pupils-contacts" if several else "csv-pupils"

    @property
    def usable(self) -> bool:
        """A child needs a name, and something that tells two of one name apart."""
        named = PupilField.FULL_NAME in self.pupil or (
            bool(self.pupil.keys() & {PupilField.FORENAME, PupilField.PREFERRED_FORENAME})
            and bool(self.pupil.keys() & {PupilField.SURNAME, PupilField.PREFERRED_SURNAME})
        )
        told_apart = {PupilField.UPN, PupilField.ADMISSION_NUMBER, PupilField.DATE_OF_BIRTH}
        return named and bool(self.pupil.keys() & told_apart)


def signature_of(titles: Iterable[str]) -> str:
    """The same for the same headings, however they are spaced or capitalised."""
    return "|".join(normalise(title) for title in titles)


def find_headings(first_rows: Iterable[Row]) -> Headings:
    """The row whose cells are headings we know best, else a sentence saying what is missing."""
    best: Headings | None = None
    for row in first_rows:
        _refuse_part_of_a_roster(row)
        found = read_headings(row)
        if best is None or len(found.pupil) > len(best.pupil):
            best = found
    if best is None or not best.usable:
        raise UnclearHeadings(_what_is_missing(best))
    _refuse_repeated(best)
    return best


def read_headings(row: Row) -> Headings:
    """Give every column of this row its meaning, as if the row were the headings."""
    found = Headings(row=row.number, titles=row.cells)
    ranks: dict[tuple[str, str], int] = {}
    groups: dict[str, ContactColumns] = {}
    loose: list[tuple[ContactField, int]] = []
    for index, title in enumerate(row.cells):
        if pupil := pupil_field(title):
            _take(found.pupil, pupil[0], index, rank=pupil[1], ranks=ranks, group="pupil")
        elif contact := contact_field(title):
            group = groups.setdefault(contact[0], ContactColumns(contact[0]))
            _take(group.columns, contact[1], index, rank=contact[2], ranks=ranks, group=group.key)
        elif (bare := CONTACT_HEADINGS.get(normalise(title))) and (
            bare[0] in UNPREFIXED_CONTACT_FIELDS
        ):
            loose.append((bare[0], index))
        elif title:
            found.unread.append(title)
    found.contacts = _contacts_in_order(groups)
    _hand_out(found, loose)
    return found


def contact_field(title: str) -> tuple[str, ContactField, int] | None:
    """Whose column it is, what it says, and how good a heading it is: `Contact 2 - Mobile`."""
    name = normalise(title)
    for pattern, group, rest in (
        (NUMBERED, 1, 2),
        (NUMBERED_BEHIND, 2, 1),
        (NUMBERED_LAST, 2, 1),
        (NAMED, 1, 2),
    ):
        if (match := pattern.fullmatch(name)) and (known := _known(match[rest])):
            key = match[group]
            return (str(int(key)) if key.isdigit() else key), *known
    if (match := SINGLE.fullmatch(name)) and (known := _known(match[1])):
        return SINGLE_CONTACT, *known
    return None


def _known(rest: str) -> tuple[ContactField, int] | None:
    """`Contact 1` alone is a column of full names."""
    rest = rest or "name"
    return CONTACT_HEADINGS.get(rest) or CONTACT_HEADINGS.get(rest.removeprefix("home"))


def _take(
    columns: dict[F, int],
    what: F,
    index: int,
    *,
    rank: int,
    ranks: dict[tuple[str, str], int],
    group: str,
) -> None:
    """The better heading wins where two mean the same; among equals the first."""
    key = (group, what.value)
    if what not in columns or rank < ranks[key]:
        columns[what] = index
        ranks[key] = rank


def _contacts_in_order(groups: dict[str, ContactColumns]) -> list[ContactColumns]:
    """Only groups that can name or reach somebody; an e-mail alone is enough."""
    reaching = {
        ContactField.FULL_NAME,
        ContactField.FORENAME,
        ContactField.SURNAME,
        ContactField.EMAIL,
    }
    if (only := groups.get(SINGLE_CONTACT)) and (first := groups.get("1")):
        first.columns.update(only.columns | first.columns)
        del groups[SINGLE_CONTACT]
    return [group for group in groups.values() if group.columns.keys() & reaching]


def _hand_out(found: Headings, loose: list[tuple[ContactField, int]]) -> None:
    """A bare `Relationship` belongs to the only adult there is; to one of several, to nobody.

    A court order is the child's then, and holds letters to each adult back.
    """
    for what, index in loose:
        if len(found.contacts) == 1:
            found.contacts[0].columns.setdefault(what, index)
        elif what is ContactField.COURT_ORDER:
            found.pupil.setdefault(PupilField.COURT_ORDER, index)
        else:
            found.unread.append(found.titles[index])


def _refuse_repeated(found: Headings) -> None:
    """Two columns of one name: whose forename is which cannot be known, so we do not guess."""
    counts = Counter(normalise(title) for title in found.titles if title)
    used = {*found.pupil.values(), *(i for g in found.contacts for i in g.columns.values())}
    for index in sorted(used):
        if counts[normalise(found.titles[index])] > 1:
            raise UnclearHeadings(
                f"Two columns are both called “{found.titles[index]}”, so it is not clear which "
                "one to read. Please export one row for each child, with columns such as "
                "“Contact 1 Forename” for the parents."
            )


def _refuse_part_of_a_roster(row: Row) -> None:
    """Teachers and parents stand in it as well: nobody should say that its rows are pupils."""
    if "sourcedid" in map(normalise, row.cells):
        raise UnreadableFile(
            "This is one file of a OneRoster or School Data Sync export, which has several. "
            "Please zip all of its files together, and choose the zip."
        )


def _what_is_missing(best: Headings | None) -> str:
    if best is None or not best.pupil:
        return (
            "No headings were found in the first 15 rows. The file needs a row of headings such "
            "as UPN, Forename, Surname, Date of Birth and Class."
        )
    return (
        f"The headings in row {best.row} do not say enough. The file needs each child’s "
        "Forename and Surname (or Name), and a UPN, an Admission Number or a Date of Birth."
    )
