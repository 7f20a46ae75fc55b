"""The adults in one row: each from its own group of columns."""

from __future__ import annotations

import re
from collections.abc import Mapping

from parentcomms.people.importing.headings import Headings
from parentcomms.people.importing.problems import Remark
from parentcomms.people.importing.records import ContactRecord, Reading
from parentcomms.people.importing.synonyms import ContactField
from parentcomms.people.importing.tables import Row
from parentcomms.people.importing.words import (
    BadCell,
    names_in_normal_case,
    plain,
    read_email,
    read_phone,
    read_responsibility,
    read_yes_or_no,
    safe_text,
    split_full_name,
)
from parentcomms.people.names import normalised_name
from parentcomms.people.relationships import hold_from, relationship_from
from parentcomms.people.rules import RelationshipKind

Cells = Mapping[ContactField, str]
_NEVER_LOADED = {
    RelationshipKind.PROFESSIONAL: "is not family or a carer (a doctor, teacher or the like)",
    RelationshipKind.SELF: "is the child",
}
_TITLES = frozenset(
    {"mr", "mrs", "miss", "ms", "mx", "dr", "rev", "revd", "prof", "sir", "lady", "lord", "master"}
)
_TWO_ADULTS = re.compile(r"(?i)\b(mr|mrs|miss|ms|dr)\b\.?\s*(&|and|/|\+)\s*\b(mr|mrs|miss|ms|dr)\b")
_LANGUAGES = {"english": "en", "eng": "en", "en": "en", "polish": "pl", "pol": "pl", "pl": "pl"}
_ADDRESS_PARTS = (
    ContactField.ADDRESS,
    ContactField.ADDRESS_LINE_1,
    ContactField.ADDRESS_LINE_2,
    ContactField.ADDRESS_LINE_3,
    ContactField.TOWN,
    ContactField.COUNTY,
)


def read_contacts(row: Row, headings: Headings, reading: Reading) -> tuple[ContactRecord, ...]:
    """Every adult the row names. One that cannot be read is set aside, not the child."""
    found: list[ContactRecord] = []
    width = len(row.cells)
    for group in headings.contacts:
        cells = {
            what: cell
            for what, index in group.columns.items()
            if index < width and (cell := row.cells[index])
        }
        if cells and (
            contact := contact_from(
                cells, row=row.number, reading=reading, said=group.says_relationship, key=group.key
            )
        ):
            found.append(contact)
    return tuple(found)


def contact_from(
    cells: Cells, *, row: int, reading: Reading, said: str = "", key: str = ""
) -> ContactRecord | None:
    """The adult these cells name, or None with a remark. `said`: what the heading calls them;
    `key`: their place among the child's contacts."""
    try:
        return _contact(cells, row=row, reading=reading, said=said, key=key)
    except BadCell as bad:
        reading.refused.append(
            Remark(row, f"{bad} Only this contact is set aside; the child is not.")
        )
        return None


def _contact(
    cells: Cells, *, row: int, reading: Reading, said: str, key: str
) -> ContactRecord | None:
    get = cells.get
    title, forename, surname = _adult_name(cells)
    email = read_email(get(ContactField.EMAIL, ""))
    if not (forename or surname or email):
        _warn_if_nameless(row, cells, reading)
        return None
    said = plain(get(ContactField.RELATIONSHIP, "")) or said
    kind = relationship_from(said)
    if why := _NEVER_LOADED.get(kind):
        reading.warnings.append(Remark(row, f"A contact was not loaded: this person {why}."))
        return None
    _warn_about_unread(row, cells, email=email, reading=reading)
    return ContactRecord(
        row=row,
        contact_id=safe_text(get(ContactField.CONTACT_ID, ""), what="contact’s id"),
        title=title,
        forename=forename,
        surname=surname,
        email=email,
        phone=read_phone(get(ContactField.PHONE, "")),
        address=_address(cells),
        postcode=safe_text(get(ContactField.POSTCODE, ""), what="postcode").upper(),
        language=read_language(get(ContactField.LANGUAGE, "")),
        kind=kind,
        says_kind=bool(said),
        birth_relative=hold_from(said, court_order=False) is not None,
        pr=read_responsibility(get(ContactField.RESPONSIBILITY, "")),
        lives_with=read_yes_or_no(get(ContactField.LIVES_WITH, "")),
        court_order=says_court_order(get(ContactField.COURT_ORDER, "")),
        order=_order(get(ContactField.ORDER, ""), key),
    )


def read_language(text: str) -> str:
    """The code of a language the service writes in, else nothing."""
    return _LANGUAGES.get(normalised_name(text), "") if text else ""


def _adult_name(cells: Cells) -> tuple[str, str, str]:
    """Title, forename, surname; a title in front of a full name is taken off it."""
    full = safe_text(cells.get(ContactField.FULL_NAME, ""), what="contact’s name")
    title = safe_text(cells.get(ContactField.TITLE, ""), what="contact’s title", limit=30)
    forename = safe_text(cells.get(ContactField.FORENAME, ""), what="contact’s forename")
    surname = safe_text(cells.get(ContactField.SURNAME, ""), what="contact’s surname")
    if any(part and _TWO_ADULTS.search(part) for part in (full, title, forename)):
        raise BadCell("Two adults share one name here. Each adult needs a place of their own.")
    if full and not (forename or surname):
        first, _, rest = full.partition(" ")
        if first.strip(".").casefold() in _TITLES and rest:
            title, full = title or first, rest
        forename, surname = split_full_name(full)
    return title, *names_in_normal_case(forename, surname)


def _address(cells: Cells) -> str:
    """Lines as on an envelope, however the file cut them."""
    lines: list[str] = []
    if cells.keys().isdisjoint(_ADDRESS_PARTS):
        return ""
    for part in _ADDRESS_PARTS:
        if not cells.get(part):
            continue
        for line in re.split(r"[\r\n]+|, ", cells.get(part, "")):
            tidy = safe_text(line, what="address", limit=200)
            if tidy and tidy not in lines:
                lines.append(tidy)
    return "\n".join(lines)


def says_court_order(text: str) -> bool:
    """Anything but a plain no: a word we cannot read here must hold letters back."""
    return bool(plain(text)) and read_yes_or_no(text) is not False


def _order(text: str, key: str) -> int | None:
    value = plain(text) or key
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else None


def _warn_if_nameless(row: int, cells: Cells, reading: Reading) -> None:
    reached = (ContactField.PHONE, ContactField.EMAIL)
    if any(plain(cells.get(what, "")) for what in reached):
        reading.warnings.append(
            Remark(row, "A contact has neither a name nor an e-mail address, and was not loaded.")
        )


def _warn_about_unread(row: int, cells: Cells, *, email: str, reading: Reading) -> None:
    """Say which facts were left out rather than load half of one."""
    if not email and plain(cells.get(ContactField.EMAIL, "")):
        reading.warnings.append(
            Remark(row, "A contact’s e-mail address could not exist, and was left out.")
        )
    phone = cells.get(ContactField.PHONE, "")
    if phone and plain(phone) and not read_phone(phone):
        reading.warnings.append(
            Remark(row, "A contact’s telephone number could not be read, and was left out.")
        )
    pr = cells.get(ContactField.RESPONSIBILITY, "")
    if pr and plain(pr) and read_yes_or_no(pr) is None:
        reading.warnings.append(
            Remark(row, "Parental responsibility is neither yes nor no: taken as not known.")
        )
