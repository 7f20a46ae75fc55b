"""The Common Transfer File (DfE), version 12 and every later one, and its admissions sister (ATF).

Elements are found by name and never by version. Read: UPN, names, date of birth, year, care and
contacts. Everything else (ethnicity, SEN, meals, medical, attendance, results) is passed over
before it reaches memory. A transfer file holds no class; and the e-mail address beside the pupil is
somebody's, nobody knows whose, so it is never read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

from parentcomms.people.importing.contact_columns import contact_from
from parentcomms.people.importing.dates import DateReader
from parentcomms.people.importing.problems import NO_ADULTS, Remark, UnreadableFile
from parentcomms.people.importing.pupil_rows import pupil_from
from parentcomms.people.importing.records import ContactRecord, Reading
from parentcomms.people.importing.small_xml import Element, SmallTrees
from parentcomms.people.importing.synonyms import ContactField, PupilField
from parentcomms.people.importing.tables import MAX_ROWS
from parentcomms.people.importing.words import BadCell

KIND = "ctf"
_ADDRESS = tuple(
    """
    SAON PAON Street Locality Town PostTown AdministrativeArea AddressLine1 AddressLine2
    AddressLine3 AddressLine4 AddressLine5 County
    """.split()  # noqa: SIM905 - a list of quoted words is no easier to read
)
_WANTED = frozenset(
    """
    UPN Surname Forename LegalSurname LegalForename DOB BasicDetails
    PreferredSurname PreferredForename NCyearActual
    LookedAfter InCare Address BS7666Address AddressLines PostCode AddressAsPupil Contacts Contact
    Order Title Relationship Responsibility Phones Phone TelephoneType PhoneNo Email
    """.split()  # noqa: SIM905
).union(_ADDRESS)
_OF_THE_CHILD = (
    (PupilField.UPN, "UPN"),
    (PupilField.FORENAME, "Forename"),
    (PupilField.SURNAME, "Surname"),
    (PupilField.DATE_OF_BIRTH, "DOB"),
)
# Where some programs put them, though the standard has them one step up.
_ALSO_THERE = (
    (PupilField.FORENAME, "LegalForename"),
    (PupilField.SURNAME, "LegalSurname"),
    (PupilField.DATE_OF_BIRTH, "DOB"),
)
_BASIC_DETAILS = (
    (PupilField.PREFERRED_FORENAME, "PreferredForename"),
    (PupilField.PREFERRED_SURNAME, "PreferredSurname"),
    (PupilField.YEAR_GROUP, "NCyearActual"),
)
_OF_THE_ADULT = (
    (ContactField.ORDER, "Order"),
    (ContactField.TITLE, "Title"),
    (ContactField.FORENAME, "Forename"),
    (ContactField.SURNAME, "Surname"),
    (ContactField.RELATIONSHIP, "Relationship"),
    (ContactField.RESPONSIBILITY, "Responsibility"),
    (ContactField.EMAIL, "Email"),
)
_PREFERRED_PHONES = ("M", "H", "A", "W")


def read_transfer_file(stream: BinaryIO) -> Reading:
    """Every pupil of the file. Raises UnreadableFile with a sentence."""
    reader = _Reader()
    trees = SmallTrees(each="Pupil", wanted=_WANTED, take=reader.take)
    trees.read(stream)
    if trees.root not in ("CTfile", "ATfile"):
        raise UnreadableFile(
            "This is a web page or an XML file, but not a Common Transfer File, even if its name "
            "ends in .xml. Please export a CTF, or the list of pupils as CSV."
        )
    if not reader.number:
        raise UnreadableFile("The transfer file holds no pupils.")
    reader.reading.warnings.append(
        Remark(0, "A transfer file does not say classes: those on our record stay as they are.")
    )
    if not any(pupil.contacts for pupil in reader.reading.pupils):
        reader.reading.warnings.append(Remark(0, NO_ADULTS))
    return reader.reading


@dataclass(slots=True)
class _Reader:
    reading: Reading = field(default_factory=lambda: Reading(kind=KIND))
    dates: DateReader = field(default_factory=lambda: DateReader(month_first=False))
    number: int = 0

    def take(self, pupil: Element) -> None:
        """One pupil; `number` is their place in the file, which has no rows."""
        self.number += 1
        if self.number > MAX_ROWS:
            raise UnreadableFile(f"The file has more than {MAX_ROWS:,} pupils.")
        try:
            record = pupil_from(
                _pupil_cells(pupil),
                row=self.number,
                contacts=lambda: self._contacts(pupil),
                dates=self.dates,
            )
        except BadCell as bad:
            self.reading.refused.append(Remark(self.number, str(bad)))
        else:
            self.reading.pupils.append(record)

    def _contacts(self, pupil: Element) -> tuple[ContactRecord, ...]:
        listed = pupil.find("Contacts")
        home = _address(pupil)
        found = (
            contact_from(_contact_cells(each, home), row=self.number, reading=self.reading)
            for each in (listed.every("Contact") if listed else ())
        )
        return tuple(contact for contact in found if contact)


def _pupil_cells(pupil: Element) -> dict[PupilField, str]:
    cells = {what: pupil.value(name) for what, name in _OF_THE_CHILD}
    if in_care := pupil.find("LookedAfter"):
        cells[PupilField.CARE] = in_care.value("InCare")
    if basic := pupil.find("BasicDetails"):
        cells |= {what: basic.value(name) for what, name in _BASIC_DETAILS}
        for what, name in _ALSO_THERE:
            cells[what] = cells[what] or basic.value(name)
    return cells


def _contact_cells(contact: Element, home: dict[ContactField, str]) -> dict[ContactField, str]:
    given = contact.find("Address")
    said = given.value("AddressAsPupil") if given else ""
    with_pupil = said.casefold() in ("true", "1", "yes")
    address = home if with_pupil else _address(contact)
    cells = {what: text for what, name in _OF_THE_ADULT if (text := contact.value(name))}
    if phone := _phone(contact):
        cells[ContactField.PHONE] = phone
    cells |= address
    if with_pupil:
        cells[ContactField.LIVES_WITH] = "yes"
    elif address and home and address != home:
        cells[ContactField.LIVES_WITH] = "no"
    return cells


def _address(of: Element) -> dict[ContactField, str]:
    found = of.find("Address")
    if found is None:
        return {}
    lines = found.find("BS7666Address") or found.find("AddressLines") or found
    parts = [text for name in _ADDRESS if (text := lines.value(name) or found.value(name))]
    cells = {
        ContactField.ADDRESS: "\n".join(dict.fromkeys(parts)),
        ContactField.POSTCODE: found.value("PostCode") or lines.value("PostCode"),
    }
    return {what: text for what, text in cells.items() if text}


def _phone(contact: Element) -> str:
    """A mobile before a telephone at home or at work; never a fax."""
    listed = contact.find("Phones")
    numbers: dict[str, str] = {}
    for each in listed.every("Phone") if listed else ():
        numbers.setdefault(each.value("TelephoneType")[:1].upper() or "H", each.value("PhoneNo"))
    return next((numbers[kind] for kind in _PREFERRED_PHONES if numbers.get(kind)), "")
