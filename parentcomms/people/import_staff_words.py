"""The words in which the office sees kinds of file, columns and changed facts."""

from flask_babel import lazy_gettext as _l

KINDS = {
    "ctf": _l("Common Transfer File"),
    "oneroster-1.1": _l("OneRoster 1.1"),
    "oneroster-1.2": _l("OneRoster 1.2"),
    "sds-2.1": _l("School Data Sync 2.1"),
    "sds-1": _l("School Data Sync, older form"),
    "csv-pupils": _l("list, one row for each child"),
    "csv-pupils-contacts": _l("list with several contacts in each row"),
    "xlsx-pupils": _l("workbook, one row for each child"),
    "xlsx-pupils-contacts": _l("workbook with several contacts in each row"),
    "unclear": _l("a table whose columns are not clear"),
}
_CHILD = {
    "upn": _l("UPN"),
    "admission_number": _l("Admission number"),
    "forename": _l("Forename"),
    "surname": _l("Surname"),
    "preferred_forename": _l("Preferred forename"),
    "preferred_surname": _l("Preferred surname"),
    "full_name": _l("Full name"),
    "date_of_birth": _l("Date of birth"),
    "year_group": _l("Year group"),
    "class_name": _l("Registration class"),
    "status": _l("On roll or left"),
    "leaving_date": _l("Leaving date"),
    "care": _l("In care"),
    "court_order": _l("Court order, about any of the adults"),
    "language": _l("Home language"),
    "role": _l("Pupil or somebody else"),
}
_ADULT = {
    "contact_id": _l("Number in your system"),
    "title": _l("Title"),
    "forename": _l("Forename"),
    "surname": _l("Surname"),
    "full_name": _l("Full name"),
    "email": _l("E-mail address"),
    "phone": _l("Telephone"),
    "address": _l("Address"),
    "address_line_1": _l("Address, line 1"),
    "address_line_2": _l("Address, line 2"),
    "address_line_3": _l("Address, line 3"),
    "town": _l("Town"),
    "county": _l("County"),
    "postcode": _l("Postcode"),
    "relationship": _l("Relationship"),
    "responsibility": _l("Parental responsibility"),
    "lives_with": _l("Lives with the child"),
    "court_order": _l("Court order"),
    "order": _l("Order of contacts"),
    "language": _l("Language"),
}
MOST_CONTACTS = 4
MEANINGS = {f"pupil:{key}": _l("Child: %(what)s", what=words) for key, words in _CHILD.items()} | {
    f"contact {number}:{key}": _l("Contact %(number)s: %(what)s", number=number, what=words)
    for number in range(1, MOST_CONTACTS + 1)
    for key, words in _ADULT.items()
}
FACTS = (
    _CHILD
    | _ADULT
    | {
        "kind": _l("Relationship"),
        "pr": _l("Parental responsibility"),
        "contact_order": _l("Order of contacts"),
        "child": _l("a child more"),
        "on_roll": _l("on roll or left"),
        "ended": _l("taken off the record by hand"),
    }
)
