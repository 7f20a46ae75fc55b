"""The adults in one row: each from its own group of columns."""

from __future__ import annotations

import re
from collections.abc import Mapping

from parentcomms.people.importing.contact_words import AdultName, Tie, adult_name, tie_from
from parentcomms.people.importing.headings import Headings
from parentcomms.people.importing.problems import Remark
from parentcomms.people.importing.records import ContactRecord, Reading
from parentcomms.people.importing.synonyms import ContactField
from parentcomms.people.importing.tables import Row
from parentcomms.people.importing.words import (
    BadCell,
    plain,
    read_email,
    read_phone,
    safe_number,
    safe_text,
)
from parentcomms.people.names import normalised_name
from parentcomms.people.rules import RelationshipKind

Cells = Mapping[ContactField, str]
# By a name of their own: through the enum each costs more than the cell it stands for.
_CONTACT_ID = ContactField.CONTACT_ID
_TITLE = ContactField.TITLE
_FORENAME = ContactField.FORENAME
_SURNAME = ContactField.SURNAME
_FULL_NAME = ContactField.FULL_NAME
_EMAIL = ContactField.EMAIL
_PHONE = ContactField.PHONE
_POSTCODE = ContactField.POSTCODE
_RELATIONSHIP = ContactField.RELATIONSHIP
_RESPONSIBILITY = ContactField.RESPONSIBILITY
_LIVES_WITH = ContactField.LIVES_WITH
_COURT_ORDER = ContactField.COURT_ORDER
_ORDER = ContactField.ORDER
_LANGUAGE = ContactField.LANGUAGE
_NEVER_LOADED = {
    RelationshipKind.PROFESSIONAL: "is not family or a carer (a doctor, teacher or the like)",
    RelationshipKind.SELF: "is the child",
}
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
    name = adult_name(get(_FULL_NAME, ""), get(_TITLE, ""), get(_FORENAME, ""), get(_SURNAME, ""))
    email = read_email(get(_EMAIL, ""))
    if not (name.forename or name.surname or email):
        _warn_if_nameless(row, cells, reading)
        return None
    tie = tie_from(
        get(_RELATIONSHIP, ""),
        said,
        get(_RESPONSIBILITY, ""),
        get(_LIVES_WITH, ""),
        get(_COURT_ORDER, ""),
    )
    if why := _NEVER_LOADED.get(tie.kind):
        reading.warnings.append(Remark(row, f"A contact was not loaded: this person {why}."))
        return None
    found = _record(cells, row=row, key=key, name=name, email=email, tie=tie)
    _warn_about_unread(cells, found, tie, reading)
    return found


def _record(
    cells: Cells, *, row: int, key: str, name: AdultName, email: str, tie: Tie
) -> ContactRecord:
    get = cells.get
    return ContactRecord(
        row=row,
        contact_id=safe_number(get(_CONTACT_ID, ""), what="contact’s id"),
        title=name.title,
        forename=name.forename,
        surname=name.surname,
        email=email,
        phone=read_phone(get(_PHONE, "")),
        address=_address(cells),
        postcode=safe_text(get(_POSTCODE, ""), what="postcode").upper(),
        language=read_language(get(_LANGUAGE, "")),
        kind=tie.kind,
        says_kind=tie.says_kind,
        birth_relative=tie.birth_relative,
        pr=tie.pr,
        lives_with=tie.lives_with,
        court_order=tie.court_order,
        order=_order(get(_ORDER, ""), key),
    )


def read_language(text: str) -> str:
    """The code of a language the service writes in, else nothing."""
    return _LANGUAGES.get(normalised_name(text), "") if text else ""


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


def _order(text: str, key: str) -> int | None:
    value = plain(text) or key
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else None


def _warn_if_nameless(row: int, cells: Cells, reading: Reading) -> None:
    reached = (_PHONE, _EMAIL)
    if any(plain(cells.get(what, "")) for what in reached):
        reading.warnings.append(
            Remark(row, "A contact has neither a name nor an e-mail address, and was not loaded.")
        )


def _warn_about_unread(cells: Cells, found: ContactRecord, tie: Tie, reading: Reading) -> None:
    """Say which facts were left out rather than load half of one."""
    left_out = []
    if not found.email and plain(cells.get(_EMAIL, "")):
        left_out.append("A contact’s e-mail address could not exist, and was left out.")
    if not found.phone and plain(cells.get(_PHONE, "")):
        left_out.append("A contact’s telephone number could not be read, and was left out.")
    if tie.pr_is_unclear:
        left_out.append("Parental responsibility is neither yes nor no: taken as not known.")
    reading.warnings += [Remark(found.row, sentence) for sentence in left_out]
