"""One child as a file gives it, and one row of a pupil list, as a PupilRecord with its adults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from parentcomms.people.importing.contact_columns import read_contacts, read_language
from parentcomms.people.importing.contact_words import says_court_order
from parentcomms.people.importing.dates import DateReader
from parentcomms.people.importing.headings import Headings
from parentcomms.people.importing.problems import Remark
from parentcomms.people.importing.records import ContactRecord, PupilRecord, Reading
from parentcomms.people.importing.synonyms import PupilField
from parentcomms.people.importing.tables import Row
from parentcomms.people.importing.words import (
    BadCell,
    names_in_normal_case,
    plain,
    read_care,
    read_yes_or_no,
    safe_number,
    safe_text,
    split_full_name,
)
from parentcomms.people.importing.year_groups import read_year_group
from parentcomms.people.names import normalised_name
from parentcomms.people.rules import RelationshipKind

# By a name of their own: through the enum each costs more than the cell it stands for.
_UPN = PupilField.UPN
_ADMISSION_NUMBER = PupilField.ADMISSION_NUMBER
_FORENAME = PupilField.FORENAME
_SURNAME = PupilField.SURNAME
_PREFERRED_FORENAME = PupilField.PREFERRED_FORENAME
_PREFERRED_SURNAME = PupilField.PREFERRED_SURNAME
_FULL_NAME = PupilField.FULL_NAME
_DATE_OF_BIRTH = PupilField.DATE_OF_BIRTH
_YEAR_GROUP = PupilField.YEAR_GROUP
_CLASS_NAME = PupilField.CLASS_NAME
_STATUS = PupilField.STATUS
_LEAVING_DATE = PupilField.LEAVING_DATE
_CARE = PupilField.CARE
_COURT_ORDER = PupilField.COURT_ORDER
_LANGUAGE = PupilField.LANGUAGE
_ROLE = PupilField.ROLE
_CARE_MIXED_WITH_ADOPTED = PupilField.CARE_MIXED_WITH_ADOPTED
_LEFT = frozenset({"leaver", "left", "former", "offroll", "l", "f", "inactive", "notonroll"})
_CHILD = frozenset({"", "pupil", "student", "child", "learner", "p", "s"})
_K = RelationshipKind
# A foster carer or a social worker does not speak the child's language by being theirs.
_FAMILY = frozenset(
    {_K.MOTHER, _K.FATHER, _K.STEP_PARENT, _K.CARER, _K.GRANDPARENT, _K.OTHER_FAMILY}
)
Cells = Mapping[PupilField, str]


@dataclass(slots=True)
class RowReader:
    """Reads row after row into one Reading."""

    headings: Headings
    reading: Reading
    dates: DateReader = field(default_factory=lambda: DateReader(month_first=False))
    others: int = 0
    """Rows about staff and others, passed over."""

    def read(self, row: Row) -> None:
        """Add this row's pupil, or the reason why it is set aside."""
        try:
            if any(row.cells[len(self.headings.titles) :]):
                raise BadCell("The row has more cells than there are headings.")
            cells = _cells(row, self.headings.pupil)
            if (role := cells.get(_ROLE)) and normalised_name(role) not in _CHILD:
                self.others += 1
                return
            pupil = pupil_from(
                cells,
                row=row.number,
                contacts=lambda: read_contacts(row, self.headings, self.reading),
                dates=self.dates,
            )
            _note_mixed_care(row.number, cells, self.reading)
        except BadCell as bad:
            self.reading.refused.append(Remark(row.number, str(bad)))
        else:
            self.reading.pupils.append(pupil)


def pupil_from(
    cells: Cells, *, row: int, contacts: Callable[[], tuple[ContactRecord, ...]], dates: DateReader
) -> PupilRecord:
    """The child these cells name; the adults are read once the child could be.

    Raises BadCell with the reason where nobody can be read.
    """
    forename, surname, legal_forename, legal_surname = _names(cells)
    get = cells.get
    adults = contacts()
    if says_court_order(get(_COURT_ORDER, "")):
        adults = tuple(replace(adult, court_order=True) for adult in adults)
    if spoken := read_language(get(_LANGUAGE, "")):
        adults = tuple(
            replace(adult, childs_language=spoken) if adult.kind in _FAMILY else adult
            for adult in adults
        )
    return PupilRecord(
        row=row,
        upn=safe_number(get(_UPN, ""), what="UPN").upper().replace(" ", ""),
        admission_number=safe_number(get(_ADMISSION_NUMBER, ""), what="admission number"),
        forename=forename,
        surname=surname,
        legal_forename=legal_forename,
        legal_surname=legal_surname,
        date_of_birth=dates.read(get(_DATE_OF_BIRTH, ""), what="date of birth", row=row),
        year_group=read_year_group(safe_text(get(_YEAR_GROUP, ""), what="year group")),
        class_name=safe_text(get(_CLASS_NAME, ""), what="class"),
        care=read_care(get(_CARE, "")),
        leaving_date=dates.read(get(_LEAVING_DATE, ""), what="leaving date", row=row),
        has_left=_has_left(get(_STATUS, "")),
        contacts=adults,
    )


def _note_mixed_care(row: int, cells: Cells, reading: Reading) -> None:
    """Looked after *or adopted*: two things with opposite consequences. A person decides."""
    if _CARE_MIXED_WITH_ADOPTED not in cells:
        return
    mixed = plain(cells[_CARE_MIXED_WITH_ADOPTED])
    if mixed and read_yes_or_no(mixed) is not False:
        reading.for_dsl.append(
            Remark(
                row,
                "The file says this child is looked after or adopted, without saying which. "
                "Please record what is so.",
            )
        )


def _cells(row: Row, columns: Mapping[PupilField, int]) -> dict[PupilField, str]:
    """Short rows happen: programs leave out the empty cells at the end."""
    cells, width = row.cells, len(row.cells)
    return {what: cells[place] for what, place in columns.items() if place < width}


def _names(cells: Cells) -> tuple[str, str, str, str]:
    """The name in use, then the legal one. A row without a name is nobody."""
    get = cells.get
    legal_forename = safe_text(get(_FORENAME, ""), what="forename")
    legal_surname = safe_text(get(_SURNAME, ""), what="surname")
    if full := safe_text(get(_FULL_NAME, ""), what="name"):
        from_full = split_full_name(full)
        legal_forename = legal_forename or from_full[0]
        legal_surname = legal_surname or from_full[1]
    forename = safe_text(get(_PREFERRED_FORENAME, ""), what="preferred forename")
    surname = safe_text(get(_PREFERRED_SURNAME, ""), what="preferred surname") or legal_surname
    if surname and forename.casefold().endswith(f" {surname.casefold()}"):
        forename = forename[: -len(surname) - 1]  # some write the preferred name in full
    forename = forename or legal_forename
    if not normalised_name(forename) or not normalised_name(surname):
        raise BadCell("The row has no forename or no surname.")
    return (
        *names_in_normal_case(forename, surname),
        *names_in_normal_case(legal_forename, legal_surname),
    )


def _has_left(status: str) -> bool:
    return bool(status) and normalised_name(status) in _LEFT
