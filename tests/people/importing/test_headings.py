"""Headings as the management systems write them."""

import pytest

from parentcomms.people.importing.headings import contact_field, find_headings
from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.importing.readers import read_file
from parentcomms.people.importing.synonyms import ContactField, PupilField, pupil_field
from parentcomms.people.importing.tables import Row
from tests.people.importing import files


def found(*titles: str):
    return find_headings([Row(1, list(titles))])


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("Unique Pupil Number", PupilField.UPN),
        ("Adno", PupilField.ADMISSION_NUMBER),
        ("Student ID", PupilField.ADMISSION_NUMBER),
        ("LegalForename", PupilField.FORENAME),
        ("Chosen Surname", PupilField.PREFERRED_SURNAME),
        ("D.O.B.", PupilField.DATE_OF_BIRTH),
        ("Curriculum Year", PupilField.YEAR_GROUP),
        ("Registration Form", PupilField.CLASS_NAME),
        ("EnrolementStatus", PupilField.STATUS),
        ("In Care", PupilField.CARE),
        ("LAC", PupilField.CARE),
        ("IsLookedAfterorAdoptedFromCare", PupilField.CARE_MIXED_WITH_ADOPTED),
        ("Looked After or Adopted", PupilField.CARE_MIXED_WITH_ADOPTED),
    ],
)
def test_pupil_headings(heading: str, what: PupilField) -> None:
    meaning = pupil_field(heading)
    assert meaning is not None
    assert meaning[0] is what


@pytest.mark.parametrize("heading", ["Email", "Student Email", "Pupil Email Address", "Ethnicity"])
def test_the_childs_own_email_and_what_we_do_not_need_is_never_read(heading: str) -> None:
    assert pupil_field(heading) is None
    assert contact_field(heading) is None


@pytest.mark.parametrize(
    ("heading", "whose", "what"),
    [
        ("Contact 1 Forename", "1", ContactField.FORENAME),
        ("Contact 1 - Email", "1", ContactField.EMAIL),
        ("Parent 2 Name", "2", ContactField.FULL_NAME),
        ("Parent 2", "2", ContactField.FULL_NAME),
        ("Priority 1 Surname", "1", ContactField.SURNAME),
        ("Parent/Carer 3: Mobile", "3", ContactField.PHONE),
        ("Guardian1Relationship", "1", ContactField.RELATIONSHIP),
        ("Contact 02 Parental Responsibility", "2", ContactField.RESPONSIBILITY),
        ("Email (Contact 2)", "2", ContactField.EMAIL),
        ("Parent Email 2", "2", ContactField.EMAIL),
        ("Contact 1 Lives with Pupil", "1", ContactField.LIVES_WITH),
        ("Contact 1 Court Order", "1", ContactField.COURT_ORDER),
        ("Contact 1 Home Address Line 1", "1", ContactField.ADDRESS_LINE_1),
        ("Parent Email", "only", ContactField.EMAIL),
        ("Primary Contact Email", "only", ContactField.EMAIL),
        ("ContactId", "only", ContactField.CONTACT_ID),
        ("Mother's Email", "mother", ContactField.EMAIL),
        ("Father Forename", "father", ContactField.FORENAME),
    ],
)
def test_contact_headings(heading: str, whose: str, what: ContactField) -> None:
    meaning = contact_field(heading)
    assert meaning is not None
    assert meaning[:2] == (whose, what)


def test_one_row_per_pupil_is_shape_a() -> None:
    assert found("UPN", "Forename", "Surname", "Year", "Reg").kind == "csv-pupils"


def test_one_parents_columns_are_still_shape_a() -> None:
    headings = found("UPN", "Forename", "Surname", "Parent Name", "Parent Email", "Relationship")
    assert headings.kind == "csv-pupils"
    assert ContactField.RELATIONSHIP in headings.contacts[0].columns


def test_numbered_contacts_are_shape_b() -> None:
    headings = found("UPN", "Name", "Contact 1 Name", "Contact 2 Name", "Parental Responsibility")
    assert headings.kind == "csv-pupils-contacts"
    assert [group.key for group in headings.contacts] == ["1", "2"]
    assert headings.unread == ["Parental Responsibility"], "whose it is cannot be known"


def test_a_court_order_of_a_child_with_several_adults_is_about_each_of_them() -> None:
    names = ("UPN", "Forename", "Surname", "Court Order", "Contact 1 Name", "Contact 2 Name")
    assert found(*names).pupil[PupilField.COURT_ORDER] == 3
    alone = found(*names[:-1])
    assert PupilField.COURT_ORDER not in alone.pupil
    assert alone.contacts[0].columns[ContactField.COURT_ORDER] == 3


def test_the_legal_name_wins_over_a_plain_one_wherever_it_stands() -> None:
    headings = found("UPN", "Forename", "Legal Forename", "Surname")
    assert headings.pupil[PupilField.FORENAME] == 2


def test_titles_above_the_headings_are_passed_over() -> None:
    rows = [Row(1, ["Greenfield Primary"]), Row(3, ["Printed", "1/9/2026"])]
    headings = find_headings([*rows, Row(4, ["UPN", "Forename", "Surname"])])
    assert headings.row == 4


@pytest.mark.parametrize(
    ("titles", "says"),
    [
        (["apple", "pear"], "No headings were found"),
        (["Forename", "Surname", "Class"], "do not say enough"),
        (["UPN", "Date of Birth"], "do not say enough"),
        (["ID", "Forename", "Surname", "DOB", "ID", "Forename", "Surname"], "both called “ID”"),
        (["UPN", "Name", "Contact 1 Email", "Contact 1 Email"], "both called"),
    ],
)
def test_unusable_headings_get_a_sentence(titles: list[str], says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        found(*titles)


ORDERED = (
    ("UPN", "Forename", "Surname", "Court Order", "Contact 1 Name", "Contact 2 Name"),
    ("A1", "Ada", "Moss", "Yes - see file", "Ann Moss", "Bo Moss"),
    ("B2", "Ben", "Lee", "No", "Cy Lee", "Di Lee"),
    ("C3", "Cem", "Kaya", "", "Eda Kaya", "Fil Kaya"),
)


def test_an_order_about_the_child_holds_every_adult_back_and_a_plain_no_holds_nobody() -> None:
    reading = read_file(files.table(*ORDERED))
    held = [[adult.court_order for adult in child.contacts] for child in reading.pupils]
    assert held == [[True, True], [False, False], [False, False]]


@pytest.mark.parametrize("heading", ["Restricted Info", "Court notes", "NO CONTACT with"])
def test_a_column_that_may_be_about_an_order_is_not_passed_over_in_silence(heading: str) -> None:
    reading = read_file(files.table((*ORDERED[0][:3], heading), ("A1", "Ada", "Moss", "father")))
    assert any(
        heading in remark.reason and "Before you load" in remark.reason
        for remark in reading.warnings
    )
