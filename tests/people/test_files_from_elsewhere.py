"""Shapes of export that others publish: each goes in, or is refused in words one can act on."""

from datetime import date

import pytest

from parentcomms.people.importing.problems import UnclearHeadings, UnreadableFile
from parentcomms.people.importing.readers import read_file
from parentcomms.people.importing.records import Reading
from tests.people.importing import files

BRITISH_STUDENTS = (
    "ID,School DfE Number,First Name,Last Name,Username,Password,Grade,Status,Birthdate\n"
    "13001,10001,Ora,Klein,OKlein,P@ss,9,Active,2012-04-13\n"
    "13002,10001,Beulah,Lunn,BLunn,P@ss,9,Inactive,2012-04-14\n"
)


def refusal(content: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as problem:
        read_file(content)
    return problem.value


def said(reading: Reading) -> str:
    return " ".join(remark.reason for remark in reading.warnings)


@pytest.mark.parametrize("roster", [files.oneroster_11, files.oneroster_12, files.sds_21])
def test_one_file_of_a_roster_alone_is_asked_for_with_the_others(roster) -> None:
    problem = refusal(roster()["users.csv"].encode())
    assert "zip all of its files together" in problem.sentence
    assert not isinstance(problem, UnclearHeadings), "nobody is asked to call teachers pupils"


def test_a_zip_of_one_roster_file_is_read_as_a_roster() -> None:
    alone = files.zipped({"Export/users.csv": files.oneroster_11()["users.csv"]})
    assert read_file(alone).pupils[0].forename == "Zoë"
    without_roles = files.zipped({"users.csv": files.sds_21()["users.csv"]})
    assert "roles.csv" in refusal(without_roles).sentence


def test_the_british_form_of_the_older_school_data_sync_joins_its_adults_by_id() -> None:
    content = {
        "Student.csv": BRITISH_STUDENTS,
        "User.csv": "Email,First Name,Last Name\nada@example.org,Ada,Klein\n",
        "GuardianRelationship.csv": "ID,Email,Role\n13001,ada@example.org,Guardian\n",
    }
    reading = read_file(files.zipped(content))
    ora, beulah = reading.pupils
    assert [contact.full_name for contact in ora.contacts] == ["Ada Klein"]
    assert (ora.admission_number, ora.has_left, beulah.has_left) == ("13001", False, True)


def test_students_without_names_are_refused_whole() -> None:
    content = files.zipped({"Student.csv": "ID,School DfE Number,Username\n13001,10001,OKlein\n"})
    assert "First Name and Last Name" in refusal(content).sentence


@pytest.mark.parametrize(
    ("preferred", "forename"),
    [
        ("Em Carter", "Em"),
        ("Emma CARTER", "Emma"),
        ("Em", "Em"),
        ("", "Emma"),
        ("Carter", "Carter"),
    ],
)
def test_a_preferred_name_in_full_does_not_double_the_surname(
    preferred: str, forename: str
) -> None:
    top = ("Admission No", "Legal Surname", "Legal Forename", "Preferred Name")
    child = read_file(files.table(top, ("A1", "Carter", "Emma", preferred))).pupils[0]
    assert (child.forename, child.surname) == (forename, "Carter")


def test_a_transfer_file_of_results_alone_says_that_it_names_no_parents() -> None:
    body = (
        "<CTfile><Header><CTFversion>24.0</CTFversion></Header><CTFpupilData><Pupil>"
        "<UPN>A123456789012</UPN><Surname>Jones</Surname><Forename>Ann</Forename>"
        "<DOB>2014-03-12</DOB><StageAssessments/></Pupil></CTFpupilData></CTfile>"
    )
    reading = read_file(body.encode())
    assert [pupil.full_name for pupil in reading.pupils] == ["Ann Jones"]
    assert "names no parents" in said(reading)


def test_names_and_birthday_are_found_among_the_basic_details_too() -> None:
    content = (
        "<CTfile><CTFpupilData><Pupil><UPN>A123456789001</UPN><BasicDetails>"
        "<LegalSurname>Ash</LegalSurname><LegalForename>Nia</LegalForename><DOB>2014-10-02</DOB>"
        "</BasicDetails></Pupil></CTFpupilData></CTfile>"
    )
    (nia,) = read_file(content.encode()).pupils
    assert (nia.forename, nia.surname, nia.date_of_birth) == ("Nia", "Ash", date(2014, 10, 2))
