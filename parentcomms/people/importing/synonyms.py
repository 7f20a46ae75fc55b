"""The headings management systems write, and the field each one means.

Collected from the exports schools really have (SIMS, Arbor, Bromcom, ScholarPack, RM Integris).
Written here as people see them; compared lower-case with everything but letters and digits gone.
Within a field the better heading comes first: the legal name before the preferred one.
"""

from __future__ import annotations

import re
from enum import StrEnum


class PupilField(StrEnum):
    """What a column can say about a child. Whatever is not here is not read."""

    UPN = "upn"
    ADMISSION_NUMBER = "admission_number"
    FORENAME = "forename"
    SURNAME = "surname"
    PREFERRED_FORENAME = "preferred_forename"
    PREFERRED_SURNAME = "preferred_surname"
    FULL_NAME = "full_name"
    DATE_OF_BIRTH = "date_of_birth"
    YEAR_GROUP = "year_group"
    CLASS_NAME = "class_name"
    STATUS = "status"
    LEAVING_DATE = "leaving_date"
    CARE = "care"
    CARE_MIXED_WITH_ADOPTED = "care_mixed_with_adopted"
    COURT_ORDER = "court_order"
    """Which adult it is about the file does not say: every adult of the child waits."""
    LANGUAGE = "language"
    """The child's home language: a suggestion for those adults of whom the file says none."""
    ROLE = "role"
    """Pupil, staff, parent: a list of everybody holds rows that are no children."""


class ContactField(StrEnum):
    """What a column can say about an adult, or about what the adult is to the child."""

    CONTACT_ID = "contact_id"
    TITLE = "title"
    FORENAME = "forename"
    SURNAME = "surname"
    FULL_NAME = "full_name"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    ADDRESS_LINE_1 = "address_line_1"
    ADDRESS_LINE_2 = "address_line_2"
    ADDRESS_LINE_3 = "address_line_3"
    TOWN = "town"
    COUNTY = "county"
    POSTCODE = "postcode"
    RELATIONSHIP = "relationship"
    RESPONSIBILITY = "responsibility"
    LIVES_WITH = "lives_with"
    COURT_ORDER = "court_order"
    ORDER = "order"
    LANGUAGE = "language"


def normalise(heading: str) -> str:
    """`(Contact) Home E-mail ` and `ContactHomeEmail` are the same heading."""
    return re.sub(r"[\W_]", "", heading.casefold())


_PUPIL = {
    PupilField.UPN: "UPN, Unique Pupil Number, Pupil UPN, UPN Number, Student UPN",
    PupilField.ADMISSION_NUMBER: (
        "Admission No, Admission Number, Adno, Adm No, Pupil Admission Number, LearnerCode, "
        "Student ID, Pupil ID, ID, SIS ID, Student Number, Pupil Number"
    ),
    PupilField.FORENAME: (
        "Legal Forename, Legal First Name, Forename, First Name, Forenames, Given Name, "
        "Pupil Forename, Pupil First Name, Student Forename, Student First Name, "
        "Child Forename, Child First Name"
    ),
    PupilField.SURNAME: (
        "Legal Surname, Legal Last Name, Surname, Last Name, Family Name, Pupil Surname, "
        "Pupil Last Name, Student Surname, Student Last Name, Child Surname, Child Last Name"
    ),
    PupilField.PREFERRED_FORENAME: (
        "Preferred Forename, Preferred First Name, Chosen Forename, Chosen First Name, "
        "Preferred Name, Chosen Name, Known As"
    ),
    PupilField.PREFERRED_SURNAME: (
        "Preferred Surname, Preferred Last Name, Chosen Surname, Chosen Last Name"
    ),
    PupilField.FULL_NAME: (
        "Name, Full Name, Pupil Name, Student Name, Child Name, Pupil, Student, Legal Name, "
        "Pupil Full Name, Student Full Name"
    ),
    PupilField.DATE_OF_BIRTH: (
        "DOB, Date of Birth, Birth Date, Pupil DOB, Student DOB, D.o.B., Pupil Date of Birth"
    ),
    PupilField.YEAR_GROUP: (
        "Year Group, NC Year, Year, Yr, Curriculum Year, Year Group Name, "
        "National Curriculum Year, NC Year Actual"
    ),
    PupilField.CLASS_NAME: (
        "Reg Group, Reg, Registration Form, Registration Group, Form, Form Group, Tutor Group, "
        "Class, Class Name, Reg Form, Registration"
    ),
    PupilField.STATUS: "Enrolment Status, Enrolement Status, Status, On Roll, Pupil Status",
    PupilField.LEAVING_DATE: "Leaving Date, Date of Leaving, Leave Date, Left Date",
    PupilField.CARE: (
        "Looked After, In Care, LAC, CLA, Looked After Child, Child Looked After, Is Looked After, "
        "In LEA Care, In LA Care, Care Status"
    ),
    PupilField.LANGUAGE: (
        "Home Language, First Language, Language, Mother Tongue, Pupil Home Language, "
        "Pupil First Language, Child Home Language, Student Home Language, Student First Language, "
        "Language Spoken at Home, Main Language"
    ),
}

_CONTACT = {
    ContactField.CONTACT_ID: "Parent ID, Contact ID, Person ID, ID, Guardian ID",
    ContactField.TITLE: "Title, Salutation Title",
    ContactField.FORENAME: "Forename, First Name, Given Name, Legal Forename, Forenames",
    ContactField.SURNAME: "Surname, Last Name, Family Name, Legal Surname",
    ContactField.FULL_NAME: "Name, Full Name",
    ContactField.EMAIL: (
        "Primary Email, Home Email, Email, E-mail Address, Main Email, Email 1, Personal Email, "
        "Primary Email Address, Home Email Address, Default Email"
    ),
    ContactField.PHONE: (
        "Mobile Number, Mobile, Main Telephone, Mobile Phone, Telephone, Phone, Phone Number, "
        "Telephone Number, Tel, Home Telephone, Home Phone, Primary Phone, Main Phone, "
        "Mobile Telephone, Contact Number"
    ),
    ContactField.ADDRESS: "Address, Home Address, Full Address, Postal Address, Address Block",
    ContactField.ADDRESS_LINE_1: "Address Line 1, Address 1, Street, House and Street",
    ContactField.ADDRESS_LINE_2: "Address Line 2, Address 2, Locality",
    ContactField.ADDRESS_LINE_3: "Address Line 3, Address 3",
    ContactField.TOWN: "Town, City, Post Town, Town or City",
    ContactField.COUNTY: "County, Administrative Area",
    ContactField.POSTCODE: "Postcode, Post Code, Address Postcode",
    ContactField.RELATIONSHIP: (
        "Relationship, Relation, Description, Relationship to Pupil, Relationship to Student, "
        "Relationship Type, Relationship to Child"
    ),
    ContactField.RESPONSIBILITY: (
        "Parental Responsibility, PR, Legal Guardian, Is Legal Guardian, Responsibility, "
        "Has Parental Responsibility"
    ),
    ContactField.LIVES_WITH: (
        "Lives with Pupil, HomeAddressLink, Lives with, Lives with Student, Lives with Child, "
        "Same Address as Pupil, Resident"
    ),
    ContactField.COURT_ORDER: (
        "Court Order, Has Court Order, Court Orders, Court Order Flag, Court Order in Place, "
        "Court Order Details, Contact Restrictions, Restricted Contact, Access Restrictions"
    ),
    ContactField.ORDER: "Priority, Contact Priority, Contact Order, Order, Call Order",
    ContactField.LANGUAGE: "Language, First Language, Home Language, Preferred Language",
}


def _ranked(fields: dict[PupilField, str]) -> dict[str, tuple[PupilField, int]]:
    return {
        normalise(name): (field, rank)
        for field, names in fields.items()
        for rank, name in enumerate(names.split(", "))
    }


def _ranked_contact(fields: dict[ContactField, str]) -> dict[str, tuple[ContactField, int]]:
    return {
        normalise(name): (field, rank)
        for field, names in fields.items()
        for rank, name in enumerate(names.split(", "))
    }


PUPIL_HEADINGS = _ranked(_PUPIL)
CONTACT_HEADINGS = _ranked_contact(_CONTACT)

UNPREFIXED_CONTACT_FIELDS = frozenset(
    {
        ContactField.RELATIONSHIP,
        ContactField.RESPONSIBILITY,
        ContactField.LIVES_WITH,
        ContactField.COURT_ORDER,
    }
)
"""Never true of a child, so beside one parent's columns they mean that parent. An e-mail address
or a telephone number could be the child's own, and is never taken."""

_ADULT = r"(?:contact|parentcarer|parentguardian|parent|guardian|carer|priority|adult)s?"
NUMBERED = re.compile(rf"(?:pupil|student|child)?{_ADULT}(\d{{1,2}})(.*)")
NUMBERED_LAST = re.compile(rf"(?:pupil|student|child)?{_ADULT}(\D.*?)(\d{{1,2}})")
NUMBERED_BEHIND = re.compile(rf"(\D.*?){_ADULT}(\d{{1,2}})")
SINGLE = re.compile(rf"(?:pupil|student|child|primary|main)?{_ADULT}(\D.*)")
NAMED = re.compile(r"(mother|father)s?(.*)")


def pupil_field(heading: str) -> tuple[PupilField, int] | None:
    """The field and how good a heading it is for it (0 is best)."""
    name = normalise(heading)
    if "lookedafter" in name and "adopted" in name:
        return PupilField.CARE_MIXED_WITH_ADOPTED, 0
    return PUPIL_HEADINGS.get(name)
