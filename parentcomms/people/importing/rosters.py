"""OneRoster 1.1 and 1.2, and Microsoft School Data Sync: several CSV files that name each other.

Which of them it is, is told by the files and their headings. All say who is a child, who is an
adult, and who belongs to whom; none says parental responsibility, so that it stays unknown. Columns
we do not need, passwords first of all, are never read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from parentcomms.people.importing.archives import Archive
from parentcomms.people.importing.asking import read_asking
from parentcomms.people.importing.choices import Memory
from parentcomms.people.importing.contact_columns import contact_from
from parentcomms.people.importing.dates import DateReader
from parentcomms.people.importing.problems import NO_ADULTS, Remark, UnreadableFile
from parentcomms.people.importing.pupil_rows import pupil_from
from parentcomms.people.importing.records import ContactRecord, Reading
from parentcomms.people.importing.roster_files import Line, is_active, lines_of, without_case
from parentcomms.people.importing.rosters_sds1 import read_sds_1
from parentcomms.people.importing.synonyms import ContactField, PupilField
from parentcomms.people.importing.words import BadCell

ROSTER, OLD_SDS = "roster", "sds-1"
_FAMILY = frozenset({"parent", "guardian", "relative"})
_UPN = re.compile(r"[A-Z]\d{11}[0-9A-Z]")
_UPN_AMONG_IDS = re.compile(r"\{?\s*UPN\s*:\s*([A-Z]\d{11}[0-9A-Z])\s*\}?", re.I)
NOT_A_ROSTER = (
    "The zip or folder holds no list of pupils we know: neither OneRoster nor School Data Sync "
    "(users.csv or student.csv). Please choose the file itself."
)
NO_STUDENTS = (
    "The files name no pupils: nobody has the role of a student. If the export has a file "
    "roles.csv, zip it together with the others."
)
DELTA = (
    "This export only holds what changed since the last one (its manifest says “delta”). Please "
    "export everything (“bulk”)."
)


def is_roster(archive: Archive) -> bool:
    """Whether the files are told by their names; one alone may be a list that somebody zipped."""
    return not archive.names().isdisjoint({"users.csv", "student.csv"})


def read_roster(archive: Archive, memory: Memory) -> Reading:
    """Every pupil, with the adults joined to them. Raises UnreadableFile with a sentence."""
    names = archive.names()
    if "users.csv" in names:
        return read_asking(lambda dates: _Roster(archive, dates).read(), memory, signature=ROSTER)
    if "student.csv" in names or {"user.csv", "guardianrelationship.csv"} <= names:
        return read_asking(lambda dates: read_sds_1(archive, dates), memory, signature=OLD_SDS)
    raise UnreadableFile(NOT_A_ROSTER)


@dataclass(slots=True)
class _Roster:
    """The new layout: users, roles, relationships, classes, enrolments, demographics."""

    archive: Archive
    dates: DateReader
    users: dict[str, Line] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    adults: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """For each child: the adults and what each is."""

    def read(self) -> Reading:
        reading = Reading(kind=self._kind())
        self._refuse_delta()
        for line in lines_of(self.archive, "users.csv"):
            if identity := line.get("sourcedid"):
                self.users.setdefault(identity, line)
        self._read_roles()
        self._read_relationships()
        born = {
            line.get("usersourcedid") or line.get("sourcedid"): line.get("birthdate")
            for line in lines_of(self.archive, "demographics.csv")
        }
        classes = self._classes()
        for identity, line in self.users.items():
            if "student" in self.roles[identity]:
                cells = _pupil_cells(identity, line) | {
                    PupilField.DATE_OF_BIRTH: born.get(identity, ""),
                    PupilField.CLASS_NAME: classes.get(identity, ""),
                    PupilField.YEAR_GROUP: _year(line),
                }
                self._add(identity, cells, line.row, reading=reading)
        if not reading.pupils and not reading.refused:
            raise UnreadableFile(NO_STUDENTS)
        _say_what_is_not_there(reading)
        return reading

    def _kind(self) -> str:
        names = self.archive.names()
        if "relationships.csv" in names or ("manifest.csv" not in names and "roles.csv" in names):
            return "sds-2.1"
        return "oneroster-1.2" if "roles.csv" in names else "oneroster-1.1"

    def _refuse_delta(self) -> None:
        for line in lines_of(self.archive, "manifest.csv"):
            name, value = line.get("propertyname"), line.get("value")
            if without_case(value) == "delta" and without_case(name) in ("fileusers", "fileroles"):
                raise UnreadableFile(DELTA)

    def _read_roles(self) -> None:
        for identity, line in self.users.items():
            if role := line.get("role"):
                self.roles[identity].add(without_case(role))
        for line in lines_of(self.archive, "roles.csv"):
            identity = line.get("usersourcedid")
            if is_active(line):
                self.roles[identity].add(without_case(line.get("role")))
                if line.get("grade") and identity in self.users:
                    self.users[identity].setdefault("grade", line.get("grade"))

    def _read_relationships(self) -> None:
        """Named by the child, by the adult or by both. Who is only a teacher is never joined."""
        for identity, line in self.users.items():
            for other in filter(None, re.split(r"[,;\s]+", line.get("agentsourcedids"))):
                child, adult = (identity, other) if self._is_child(identity) else (other, identity)
                role = next(iter(self.roles[adult] & _FAMILY), "")
                if role and self._is_child(child):
                    self.adults[child].setdefault(adult, role)
        for line in lines_of(self.archive, "relationships.csv"):
            role = without_case(line.get("relationshiprole"))
            if is_active(line):
                adult = line.get("relationshipusersourcedid")
                self.adults[line.get("usersourcedid")].setdefault(adult, role)

    def _is_child(self, identity: str) -> bool:
        return "student" in self.roles[identity]

    def _classes(self) -> dict[str, str]:
        """The homeroom each child is in. Where no class is called so, none is guessed."""
        homerooms = {
            line.get("sourcedid"): line.get("title")
            for line in lines_of(self.archive, "classes.csv")
            if without_case(line.get("classtype")) == "homeroom" and is_active(line)
        }
        found: dict[str, str] = {}
        for line in lines_of(self.archive, "enrollments.csv") if homerooms else ():
            room = homerooms.get(line.get("classsourcedid"), "")
            if room and is_active(line) and without_case(line.get("role")) in ("student", ""):
                found.setdefault(line.get("usersourcedid"), room)
        return found

    def _add(
        self,
        identity: str,
        cells: dict[PupilField, str],
        row: int,
        *,
        reading: Reading,
    ) -> None:
        try:
            pupil = pupil_from(
                cells,
                row=row,
                contacts=lambda: self._contacts(identity, row, reading),
                dates=self.dates,
            )
        except BadCell as bad:
            reading.refused.append(Remark(row, str(bad)))
        else:
            reading.pupils.append(pupil)

    def _contacts(self, child: str, row: int, reading: Reading) -> tuple[ContactRecord, ...]:
        found = []
        for adult, role in self.adults[child].items():
            line = self.users.get(adult)
            if line is None or not is_active(line):
                continue
            contact = contact_from(_adult_cells(adult, line, role), row=row, reading=reading)
            if contact:
                found.append(contact)
        return tuple(found)


def _pupil_cells(identity: str, line: Line) -> dict[PupilField, str]:
    number = line.get("identifier")
    ids = _UPN_AMONG_IDS.search(line.get("userids"))
    upn = ids[1] if ids else number if _UPN.fullmatch(number) else ""
    return {
        PupilField.UPN: upn,
        PupilField.ADMISSION_NUMBER: number if number and number != upn else identity,
        PupilField.FORENAME: line.get("givenname"),
        PupilField.SURNAME: line.get("familyname"),
        PupilField.PREFERRED_FORENAME: line.get("preferredgivenname")
        or line.get("preferredfirstname"),
        PupilField.PREFERRED_SURNAME: line.get("preferredfamilyname")
        or line.get("preferredlastname"),
        PupilField.STATUS: "" if is_active(line) else "left",
    }


def _year(line: Line) -> str:
    """One year; in SDS 2.1 the role says it. A list of several years says none."""
    grades = line.get("grades") or line.get("grade")
    return "" if "," in grades else grades


def _adult_cells(identity: str, line: Line, role: str) -> dict[ContactField, str]:
    return {
        ContactField.CONTACT_ID: identity,
        ContactField.FORENAME: line.get("givenname"),
        ContactField.SURNAME: line.get("familyname"),
        ContactField.EMAIL: line.get("email"),
        ContactField.PHONE: line.get("sms") or line.get("phone"),
        ContactField.RELATIONSHIP: role,
    }


def _say_what_is_not_there(reading: Reading) -> None:
    if any(pupil.contacts for pupil in reading.pupils):
        text = (
            "This kind of file never says parental responsibility: confirm it for the new parents "
            "before their answers can count as a yes."
        )
    else:
        text = NO_ADULTS
    reading.warnings.append(Remark(0, text))
