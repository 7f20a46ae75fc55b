"""The older School Data Sync files: student.csv, studentenrollment.csv, section.csv, and for the
adults user.csv with guardianrelationship.csv, which joins an e-mail address to a student's SIS ID.
"""

from __future__ import annotations

from collections import defaultdict

from parentcomms.people.importing.archives import Archive
from parentcomms.people.importing.contact_columns import contact_from
from parentcomms.people.importing.dates import DateReader
from parentcomms.people.importing.problems import Remark, UnreadableFile
from parentcomms.people.importing.pupil_rows import pupil_from
from parentcomms.people.importing.records import ContactRecord, Reading
from parentcomms.people.importing.roster_files import Line, is_active, lines_of, without_case
from parentcomms.people.importing.synonyms import ContactField, PupilField
from parentcomms.people.importing.words import BadCell

KIND = "sds-1"
NO_NAMES = (
    "The file student.csv does not say the children’s names. Please export it again with First "
    "Name and Last Name."
)
_NOT_FAMILY = frozenset({"aide", "doctor", "child", "administrator"})
Adults = dict[str, list[tuple[Line, str]]]


def read_sds_1(archive: Archive, dates: DateReader) -> Reading:
    """Every pupil, with the adults joined to them. Raises UnreadableFile with a sentence."""
    if "student.csv" not in archive.names():
        raise UnreadableFile("The parents are there, but the file student.csv is missing.")
    reading, adults = Reading(kind=KIND), _adults(archive)
    for line in lines_of(archive, "student.csv"):
        try:
            pupil = pupil_from(
                _cells(line),
                row=line.row,
                contacts=lambda line=line: _contacts(  # type: ignore[misc]
                    line, adults[line.get("sisid")], reading
                ),
                dates=dates,
            )
        except BadCell as bad:
            reading.refused.append(Remark(line.row, str(bad)))
        else:
            reading.pupils.append(pupil)
    if not reading.pupils and not reading.refused:
        raise UnreadableFile("The files name no pupils.")
    if not any(line.get("firstname") for line in lines_of(archive, "student.csv")):
        raise UnreadableFile(NO_NAMES)
    reading.warnings.append(
        Remark(0, "This kind of file says neither classes nor parental responsibility.")
    )
    return reading


def _adults(archive: Archive) -> Adults:
    """By the student's SIS ID. Two people of one address stay two: both are joined by it."""
    by_email: dict[str, list[Line]] = defaultdict(list)
    for line in lines_of(archive, "user.csv"):
        by_email[line.get("email").casefold()].append(line)
    found: Adults = defaultdict(list)
    for line in lines_of(archive, "guardianrelationship.csv"):
        role = without_case(line.get("role"))
        if role not in _NOT_FAMILY and line.get("email"):
            people = by_email.get(line.get("email").casefold(), ())
            found[line.get("sisid")].extend((person, role) for person in people)
    return found


def _cells(line: Line) -> dict[PupilField, str]:
    return {
        PupilField.ADMISSION_NUMBER: line.get("studentnumber") or line.get("sisid"),
        PupilField.FORENAME: line.get("firstname"),
        PupilField.SURNAME: line.get("lastname"),
        PupilField.YEAR_GROUP: line.get("grade"),
        PupilField.DATE_OF_BIRTH: line.get("birthdate"),
        PupilField.STATUS: "" if is_active(line) else "left",
    }


def _contacts(
    line: Line, adults: list[tuple[Line, str]], reading: Reading
) -> tuple[ContactRecord, ...]:
    found = (
        contact_from(
            {
                ContactField.CONTACT_ID: person.get("sisid"),
                ContactField.FORENAME: person.get("firstname"),
                ContactField.SURNAME: person.get("lastname"),
                ContactField.EMAIL: person.get("email"),
                ContactField.PHONE: person.get("phone"),
                ContactField.RELATIONSHIP: role,
            },
            row=line.row,
            reading=reading,
        )
        for person, role in adults
    )
    return tuple(contact for contact in found if contact)
