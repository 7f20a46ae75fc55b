"""What loading a file would do: joiners, changes, and which adults are one person."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentcomms.people.importing.differences import compare
from parentcomms.people.importing.plan import Outcome, Plan
from parentcomms.people.importing.readers import read_file
from parentcomms.people.importing.records import ContactRecord, PupilRecord, Reading
from parentcomms.people.importing.snapshot import School
from parentcomms.people.rules import Care, ParentalResponsibility, RelationshipKind
from tests.people.importing.school_after import school_after

TODAY = date(2026, 11, 22)
EMPTY = School()
TOP = (
    "UPN,Admission No,Forename,Surname,DOB,Year,Class,In Care,Leaving Date,"
    "Contact 1 Name,Contact 1 Email,Contact 1 Relationship,Contact 1 PR,Contact 1 Court Order,"
    "Contact 2 Name,Contact 2 Email,Contact 2 Relationship,Contact 2 PR,Contact 2 Court Order"
)
MUM = "Jane Lee,jane@example.org,Mother,Y,"
DAD = "Tom Lee,tom@example.org,Father,Y,"
NOBODY = ",,,,"


def row(
    upn: str = "A",
    forename: str = "Ann",
    *,
    number: str = "",
    born: str = "03/09/2018",
    care: str = "",
    left: str = "",
    one: str = NOBODY,
    two: str = NOBODY,
) -> str:
    return f"{upn},{number},{forename},Lee,{born},3,Oak,{care},{left},{one},{two}"


def plan(*rows: str, school: School = EMPTY, top: str = TOP) -> Plan:
    return compare(school, read_file("\n".join([top, *rows]).encode()), today=TODAY)


def school_with(*rows: str) -> School:
    return school_after(EMPTY, plan(*rows))


def reasons(found: Plan) -> str:
    return " | ".join(f"{remark.row} {remark.reason}" for remark in found.refused)


def test_a_first_import_brings_joiners_and_new_adults() -> None:
    found = plan(row(one=MUM, two=DAD))
    assert found.kind == "csv-pupils-contacts"
    assert found.pupil_counts() == {"joiners": 1, "changed": 0, "unchanged": 0, "missing": 0}
    assert found.adult_counts() == {"new": 2, "changed": 0}
    assert [step.facts.kind for step in found.links] == [
        RelationshipKind.MOTHER,
        RelationshipKind.FATHER,
    ]


def test_the_same_file_again_changes_nothing() -> None:
    rows = [row(one=MUM, two=DAD), row("B", "Bo", one=MUM, two="Tom Lee,,Father,,")]
    assert plan(*rows, school=school_with(*rows)).changes_nothing


def test_two_siblings_have_one_mother() -> None:
    found = plan(row(one=MUM), row("B", "Bo", one="JANE LEE,Jane@Example.org,Mother,Y,"))
    assert len(found.adults) == 1
    assert len(found.links) == 2
    assert [(alike.name, alike.rows) for alike in found.taken_as_one] == [("Jane Lee", (2, 3))]


def test_two_adults_sharing_one_address_are_two_people_and_offered() -> None:
    found = plan(row(one=MUM, two="Tom Lee,jane@example.org,Father,Y,"))
    assert len(found.adults) == 2
    assert [alike.why for alike in found.perhaps_one] == ["same e-mail address"]


def test_two_fathers_of_one_name_with_different_addresses_are_two_people() -> None:
    found = plan(
        row(one="Ali Khan,ali@example.org,Father,Y,"),
        row("B", "Bo", one="Ali Khan,khan@example.org,Father,Y,"),
    )
    assert len(found.adults) == 2
    assert [alike.why for alike in found.perhaps_one] == ["same name"]


def test_one_name_without_any_address_stays_two_people() -> None:
    rows = [row(one="Jane Lee,,Mother,Y,"), row("B", "Bo", one="Jane Lee,,Mother,Y,")]
    assert len(plan(*rows).adults) == 2
    assert plan(*rows, school=school_with(*rows)).changes_nothing


def test_father_and_son_of_one_name_and_address_are_kept_apart_by_responsibility() -> None:
    rows = [
        row(one="Ali Khan,ali@example.org,Father,Y,"),
        row("B", "Bo", one="Ali Khan,ali@example.org,Brother,N,"),
    ]
    assert len(plan(*rows).adults) == 2
    assert plan(*rows, school=school_with(*rows)).changes_nothing


ID_TOP = (
    "UPN,Forename,Surname,Contact 1 ID,Contact 1 Forename,Contact 1 Surname,Contact 1 Email,"
    "Contact 2 ID,Contact 2 Forename,Contact 2 Surname,Contact 2 Email"
)


def test_a_contact_id_wins_over_another_address() -> None:
    found = plan(
        "A,Ann,Lee,7,Jane,Lee,jane@example.org,,,,",
        "B,Bo,Lee,7,Jane,Lee,jane@work.example.org,,,,",
        top=ID_TOP,
    )
    assert len(found.adults) == 1


def test_two_contact_ids_keep_one_name_and_address_apart_and_are_offered() -> None:
    rows = ["A,Ann,Lee,7,Jane,Lee,j@example.org,,,,", "B,Bo,Lee,8,Jane,Lee,j@example.org,,,,"]
    found = plan(*rows, top=ID_TOP)
    assert len(found.adults) == 2
    assert found.perhaps_one
    school = school_after(EMPTY, found)
    assert plan(*rows, school=school, top=ID_TOP).changes_nothing


def test_a_contact_id_of_two_names_is_set_aside_without_the_children() -> None:
    found = plan(
        "A,Ann,Lee,7,Jane,Lee,jane@example.org,,,,",
        "B,Bo,Moss,7,Peter,Moss,peter@example.org,,,,",
        top=ID_TOP,
    )
    assert "3 The contact’s id belongs to somebody with another name." in reasons(found)
    assert found.pupil_counts()["joiners"] == 2
    assert len(found.adults) == 1


def test_new_ids_after_a_change_of_system_double_nobody() -> None:
    before = plan("A,Ann,Lee,7,Jane,Lee,jane@example.org,,,,", top=ID_TOP)
    school = school_after(EMPTY, before)
    again = plan("A,Ann,Lee,9001,Jane,Lee,jane@example.org,,,,", school=school, top=ID_TOP)
    assert again.adult_counts() == {"new": 0, "changed": 1}


def test_an_adult_with_a_new_address_is_changed_not_doubled() -> None:
    found = plan(row(one="Jane Lee,new@example.org,Mother,Y,"), school=school_with(row(one=MUM)))
    assert found.adult_counts() == {"new": 0, "changed": 1}
    assert found.adults[0].changes == {"email": "new@example.org"}


def test_a_blank_cell_rubs_nothing_out() -> None:
    school = school_with(row(one=MUM, two=DAD))
    found = plan("A,,Ann,Lee,,,,,,Jane Lee,,,,,Tom Lee,,,,", school=school)
    assert found.changes_nothing


def test_a_court_order_is_taken_over_and_never_lifted() -> None:
    ordered = school_with(row(one="Jane Lee,jane@example.org,Mother,Y,Yes"))
    assert ordered.links[0].court_order
    assert plan(row(one="Jane Lee,jane@example.org,Mother,Y,No"), school=ordered).changes_nothing


def test_responsibility_changes_both_ways_but_not_to_unknown() -> None:
    school = school_with(row(one=MUM))
    assert plan(row(one="Jane Lee,jane@example.org,Mother,,"), school=school).changes_nothing
    found = plan(row(one="Jane Lee,jane@example.org,Mother,N,"), school=school)
    assert found.links[0].changes == {"pr": ParentalResponsibility.NO}


def test_a_child_is_known_by_upn_then_number_then_name_and_birthday() -> None:
    school = school_with(row("A", number="1"), row("", "Bo", number="2"), row("", "Cy"))
    found = plan(
        row("A", "Anna", number="9"),
        row("B", "Bo", number="2"),
        row("C", "CY"),
        school=school,
    )
    assert [step.pupil_id for step in found.pupils] == [1, 2, 3]
    assert found.pupil_counts()["joiners"] == 0


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([row("", "Ann", born="")], "no UPN, no admission number and no date of birth"),
        ([row("A", "")], "no forename or no surname"),
        ([row("A", "Ann"), row("A", "Bo")], "more than once, with different facts"),
        ([row("A", "Ann"), row("", "Ann")], "more than once"),
        ([row("A", "=cmd|x")], "formula"),
        ([row("A", born="31/02/2018")], "is not a date"),
        ([row("A", born="03/09/2027")], "in the future"),
        ([row("A") + ",extra,"], "more cells than there are headings"),
        ([row("A", one="Mr & Mrs Lee,x@example.org,Parent,Y,")], "Two adults share one name"),
        ([row("A", one="@Jane Lee,x@example.org,Parent,Y,")], "Only this contact is set aside"),
    ],
)
def test_rows_that_cannot_be_trusted_are_refused_with_a_reason(rows: list[str], says: str) -> None:
    assert says in reasons(plan(*rows))


def test_every_row_of_a_contradiction_stands_aside() -> None:
    found = plan(row("A", "Ann"), row("A", "Bo"), row("C", "Cy"))
    assert [remark.row for remark in found.refused] == [2, 3]
    assert found.pupil_counts()["joiners"] == 1


def test_a_upn_that_is_another_childs_is_refused() -> None:
    school = school_with(row("A", "Ann"))
    found = plan("A,,Zed,Moss,01/01/2015,3,Oak,,,,,,,,,,,,", school=school)
    assert "belongs to a child with another name" in reasons(found)
    assert found.pupil_counts()["missing"] == 1


def test_the_same_child_twice_with_the_same_facts_pools_the_adults() -> None:
    found = plan(row(one=MUM), row(one=DAD))
    assert not found.refused
    assert len(found.pupils) == 1
    assert len(found.links) == 2


def test_missing_from_the_file_does_not_mean_left() -> None:
    school = school_with(row("A", one=MUM), row("B", "Bo"))
    found = plan(row("A", two=DAD), school=school)
    assert found.missing == [2]
    assert len(found.pupils) == 1
    assert any("not in the file" in remark.reason for remark in found.warnings)


def test_a_leaving_date_in_the_past_ends_and_a_return_begins_again() -> None:
    school = school_with(row("A"))
    leaving = plan(row("A", left="20/10/2026"), school=school)
    assert leaving.pupils[0].outcome is Outcome.LEAVER
    gone = school_after(school, leaving)
    assert plan(row("A", left="20/10/2026"), school=gone).changes_nothing
    assert plan(row("A"), school=gone).pupils[0].outcome is Outcome.RETURNER


def test_a_child_who_left_before_we_knew_them_is_not_loaded() -> None:
    found = plan(row("A", left="20/10/2020", one=MUM))
    assert not found.pupils
    assert not found.adults


def test_a_upn_problem_is_a_warning_and_the_child_is_kept() -> None:
    found = plan(row("Z123"))
    assert any("13 characters" in remark.reason for remark in found.warnings)
    assert found.pupils[0].record.upn == "Z123"


def test_care_is_taken_over_but_never_lifted_by_a_file() -> None:
    school = school_with(row("A", care="Care order"))
    assert school.pupils[0].care is Care.CARE_ORDER
    found = plan(row("A", care="No"), school=school)
    assert not found.pupils[0].changes
    assert [remark.row for remark in found.for_dsl] == [2]


def test_looked_after_or_adopted_is_never_care_but_a_question_to_the_dsl() -> None:
    found = plan(
        "A,Ann,Lee,Yes",
        "B,Bo,Lee,No",
        top="UPN,Forename,Surname,IsLookedAfterorAdoptedFromCare",
    )
    assert all(step.record.care is None for step in found.pupils)
    assert [remark.row for remark in found.for_dsl] == [2]
    assert all("looked after" not in remark.reason for remark in found.warnings)


def test_a_childs_own_email_is_never_an_adults() -> None:
    found = plan("A,Ann,Lee,ann@example.org", top="UPN,Forename,Surname,Email")
    assert not found.adults


def test_an_adult_known_by_address_alone_is_one_adult() -> None:
    rows = ["A,Ann,Lee,mum@example.org", "B,Bo,Lee,mum@example.org"]
    top = "UPN,Forename,Surname,Parent Email"
    found = plan(*rows, top=top)
    assert found.kind == "csv-pupils"
    assert len(found.adults) == 1
    assert plan(*rows, school=school_after(EMPTY, found), top=top).changes_nothing


names = st.sampled_from(["Jane", "Tom", ""])
contacts = st.builds(
    ContactRecord,
    row=st.just(0),
    contact_id=st.sampled_from(["", "", "1", "2"]),
    forename=names,
    surname=st.sampled_from(["Lee", "Khan"]),
    email=st.sampled_from(["", "a@example.org", "b@example.org"]),
    phone=st.sampled_from(["", "01234 567890", "01234 567891"]),
    pr=st.sampled_from(ParentalResponsibility),
    kind=st.sampled_from([RelationshipKind.MOTHER, RelationshipKind.OTHER]),
    says_kind=st.booleans(),
    lives_with=st.sampled_from([None, True, False]),
    court_order=st.booleans(),
    order=st.sampled_from([None, 1, 2]),
)
pupils = st.builds(
    PupilRecord,
    row=st.just(0),
    upn=st.sampled_from(["", "A", "B", "C"]),
    admission_number=st.sampled_from(["", "1", "2"]),
    forename=st.sampled_from(["Ann", "Bo"]),
    surname=st.sampled_from(["Lee", "Khan"]),
    date_of_birth=st.sampled_from([None, date(2018, 9, 3), date(2017, 1, 1)]),
    care=st.sampled_from([None, *Care]),
    contacts=st.lists(contacts, max_size=3).map(tuple),
)


def with_ids(contact: ContactRecord, *, ids: bool) -> ContactRecord:
    return replace(contact, contact_id=(contact.contact_id or "3") if ids else "")


def numbered(rows: list[PupilRecord], ids: bool) -> Reading:
    """A file has a column of contact ids, filled in for everybody, or it has none."""
    return Reading(
        kind="csv-pupils",
        pupils=[
            replace(
                pupil,
                row=number,
                contacts=tuple(with_ids(contact, ids=ids) for contact in pupil.contacts),
            )
            for number, pupil in enumerate(rows, start=2)
        ],
    )


files = st.builds(numbered, st.lists(pupils, max_size=6), st.booleans())


@settings(max_examples=200)
@given(files)
def test_a_file_loaded_twice_changes_nothing_the_second_time(reading: Reading) -> None:
    first = compare(EMPTY, reading, today=TODAY)
    second = compare(school_after(EMPTY, first), reading, today=TODAY)
    assert second.changes_nothing
    assert [remark.row for remark in second.refused] == [remark.row for remark in first.refused]


@given(files, files)
def test_no_upn_or_contact_id_ever_belongs_to_two(one: Reading, two: Reading) -> None:
    school = school_after(EMPTY, compare(EMPTY, one, today=TODAY))
    school = school_after(school, compare(school, two, today=TODAY))
    upns = [pupil.upn for pupil in school.pupils if pupil.upn]
    ids = [adult.contact_id for adult in school.adults if adult.contact_id]
    assert len(upns) == len(set(upns))
    assert len(ids) == len(set(ids))


@given(files, files)
def test_no_import_lifts_care_or_a_court_order(one: Reading, two: Reading) -> None:
    before = school_after(EMPTY, compare(EMPTY, one, today=TODAY))
    after = school_after(before, compare(before, two, today=TODAY))
    now = {pupil.id: pupil for pupil in after.pupils}
    for pupil in before.pupils:
        if pupil.care is not Care.NONE:
            assert now[pupil.id].care is not Care.NONE
    ordered = {link.id for link in before.links if link.court_order}
    assert ordered <= {link.id for link in after.links if link.court_order}
