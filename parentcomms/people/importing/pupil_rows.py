"""One row of a pupil list as a PupilRecord with its adults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parentcomms.people.importing.contact_columns import read_contacts
from parentcomms.people.importing.headings import Headings
from parentcomms.people.importing.problems import Remark
from parentcomms.people.importing.records import PupilRecord, Reading
from parentcomms.people.importing.synonyms import PupilField
from parentcomms.people.importing.tables import Row
from parentcomms.people.importing.words import (
    BadCell,
    names_in_normal_case,
    plain,
    read_care,
    read_date,
    read_yes_or_no,
    safe_text,
    split_full_name,
)
from parentcomms.people.importing.year_groups import read_year_group
from parentcomms.people.names import normalised_name

_LEFT = frozenset({"leaver", "left", "former", "offroll", "l", "f", "inactive", "notonroll"})


@dataclass(slots=True)
class RowReader:
    """Reads row after row into one Reading."""

    headings: Headings
    reading: Reading

    def read(self, row: Row) -> None:
        """Add this row's pupil, or the reason why it is set aside."""
        try:
            if any(row.cells[len(self.headings.titles) :]):
                raise BadCell("The row has more cells than there are headings.")
            pupil = self._pupil(row)
        except BadCell as bad:
            self.reading.refused.append(Remark(row.number, str(bad)))
        else:
            self.reading.pupils.append(pupil)

    def _pupil(self, row: Row) -> PupilRecord:
        cells = _cells(row, self.headings.pupil)
        forename, surname, legal_forename, legal_surname = _names(cells)
        number = row.number
        self._note_mixed_care(row, cells)
        return PupilRecord(
            row=number,
            upn=safe_text(cells[PupilField.UPN], what="UPN").upper().replace(" ", ""),
            admission_number=safe_text(cells[PupilField.ADMISSION_NUMBER], what="admission number"),
            forename=forename,
            surname=surname,
            legal_forename=legal_forename,
            legal_surname=legal_surname,
            date_of_birth=read_date(
                cells[PupilField.DATE_OF_BIRTH], what="date of birth", row=number
            ),
            year_group=read_year_group(safe_text(cells[PupilField.YEAR_GROUP], what="year group")),
            class_name=safe_text(cells[PupilField.CLASS_NAME], what="class"),
            care=read_care(cells[PupilField.CARE]),
            leaving_date=read_date(cells[PupilField.LEAVING_DATE], what="leaving date", row=number),
            has_left=_has_left(cells[PupilField.STATUS]),
            contacts=read_contacts(row, self.headings, self.reading),
        )

    def _note_mixed_care(self, row: Row, cells: Mapping[PupilField, str]) -> None:
        """Looked after *or adopted*: two things with opposite consequences. A person decides."""
        mixed = plain(cells[PupilField.CARE_MIXED_WITH_ADOPTED])
        if mixed and read_yes_or_no(mixed) is not False:
            self.reading.for_dsl.append(
                Remark(
                    row.number,
                    "The file says this child is looked after or adopted, without saying which. "
                    "Please record what is so.",
                )
            )


def _cells(row: Row, columns: Mapping[PupilField, int]) -> dict[PupilField, str]:
    """Short rows happen: programs leave out the empty cells at the end."""
    width = len(row.cells)
    return {
        what: row.cells[columns[what]] if columns.get(what, width) < width else ""
        for what in PupilField
    }


def _names(cells: Mapping[PupilField, str]) -> tuple[str, str, str, str]:
    """The name in use, then the legal one. A row without a name is nobody."""
    legal_forename, legal_surname = (
        safe_text(cells[PupilField.FORENAME], what="forename"),
        safe_text(cells[PupilField.SURNAME], what="surname"),
    )
    if full := safe_text(cells[PupilField.FULL_NAME], what="name"):
        from_full = split_full_name(full)
        legal_forename = legal_forename or from_full[0]
        legal_surname = legal_surname or from_full[1]
    forename = safe_text(cells[PupilField.PREFERRED_FORENAME], what="preferred forename")
    surname = safe_text(cells[PupilField.PREFERRED_SURNAME], what="preferred surname")
    forename, surname = forename or legal_forename, surname or legal_surname
    if not normalised_name(forename) or not normalised_name(surname):
        raise BadCell("The row has no forename or no surname.")
    return (
        *names_in_normal_case(forename, surname),
        *names_in_normal_case(legal_forename, legal_surname),
    )


def _has_left(status: str) -> bool:
    return normalised_name(status) in _LEFT
