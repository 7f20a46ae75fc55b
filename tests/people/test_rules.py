"""Whether the school may write to an adult, and whether two rows are one adult."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.people.rules import (
    AdultRow,
    ContactDecision,
    HoldKind,
    Match,
    ParentalResponsibility,
    RelationshipKind,
    ReviewFacts,
    ReviewReason,
    Way,
    decision_after_import,
    gets_letters,
    may_be_written_to,
    review_reasons,
    same_person,
)

YES, NO, UNKNOWN = ParentalResponsibility


@pytest.mark.parametrize(
    ("kind", "pr", "lives_with_child", "due"),
    [
        ("mother", YES, False, True),
        ("mother", UNKNOWN, True, True),
        ("mother", UNKNOWN, None, True),
        ("father", NO, True, True),
        ("father", NO, None, False),
        ("father", UNKNOWN, False, False),
        ("step_parent", YES, False, True),
        ("step_parent", NO, True, True),
        ("step_parent", UNKNOWN, None, False),
        ("carer", UNKNOWN, None, True),
        ("special_guardian", YES, None, True),
        ("foster_carer", NO, True, True),
        ("foster_carer", UNKNOWN, None, True),
        ("foster_carer", NO, False, False),
        ("grandparent", YES, False, True),
        ("grandparent", NO, True, False),
        ("other_family", YES, True, True),
        ("other_family", UNKNOWN, None, False),
        ("other", YES, True, False),
    ],
)
def test_who_is_due_the_schools_letters(kind: str, pr, lives_with_child, due: bool):
    assert gets_letters(RelationshipKind(kind), pr, lives_with_child=lives_with_child) is due


@pytest.mark.parametrize(
    "kind", ["social_worker", "authority", "adoption_agency", "self", "other", "professional"]
)
def test_professionals_authorities_and_strangers_are_never_written_to_by_default(kind: str):
    for pr, lives in product(ParentalResponsibility, (True, False, None)):
        assert not gets_letters(RelationshipKind(kind), pr, lives_with_child=lives)


@given(
    st.sampled_from(RelationshipKind),
    st.sampled_from([True, False, None]),
    st.sampled_from(ParentalResponsibility),
)
def test_pr_on_record_never_takes_a_letter_away(kind, lives_with_child, pr):
    without = gets_letters(kind, pr, lives_with_child=lives_with_child)
    if without and kind is not RelationshipKind.FOSTER_CARER:
        assert gets_letters(kind, YES, lives_with_child=lives_with_child)


@pytest.mark.parametrize(
    ("decision", "by_email", "by_post"),
    [
        ("not_reviewed", False, False),
        ("write", True, True),
        ("post_only", False, True),
        ("do_not_contact", False, False),
    ],
)
def test_until_the_review_is_answered_nothing_goes(decision: str, by_email: bool, by_post: bool):
    chosen = ContactDecision(decision)
    assert may_be_written_to(chosen, by=Way.EMAIL) is by_email
    assert may_be_written_to(chosen, by=Way.POST) is by_post


@given(
    st.sampled_from(ContactDecision),
    st.sampled_from(Way),
    st.lists(st.sampled_from(HoldKind), min_size=1, max_size=3),
)
def test_any_hold_stops_every_way(decision: ContactDecision, way: Way, holds: list[HoldKind]):
    assert not may_be_written_to(decision, by=way, holds=holds)


def test_an_adult_written_to_before_and_living_with_the_child_needs_no_review():
    assert review_reasons(ReviewFacts(lives_with_child=True, written_to_before=True)) == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"written_to_before": False}, ReviewReason.NEVER_WRITTEN_TO),
        ({"lives_with_child": False}, ReviewReason.NOT_LIVING_WITH_CHILD),
        ({"lives_with_child": None}, ReviewReason.HOME_NOT_KNOWN),
        ({"shares_an_address": True}, ReviewReason.SHARED_ADDRESS),
        ({"address_changed": True}, ReviewReason.CHANGED_ADDRESS),
        ({"court_order": True}, ReviewReason.COURT_ORDER),
        ({"child_with_never": True}, ReviewReason.CHILD_WITH_NEVER),
    ],
)
def test_each_doubt_is_a_reason_of_its_own(change, reason: ReviewReason):
    settled = {"lives_with_child": True, "written_to_before": True}
    assert review_reasons(ReviewFacts(**settled | change)) == (reason,)


@given(st.sampled_from(ContactDecision), st.frozensets(st.sampled_from(ReviewReason)))
def test_an_import_never_opens_a_way_to_write(decision: ContactDecision, reasons):
    after = decision_after_import(decision, reasons)
    for way in Way:
        if may_be_written_to(after, by=way):
            assert may_be_written_to(decision, by=way)
    if decision is ContactDecision.DO_NOT_CONTACT:
        assert after is ContactDecision.DO_NOT_CONTACT


def test_a_changed_address_reopens_the_review():
    changed = {ReviewReason.CHANGED_ADDRESS}
    assert decision_after_import(ContactDecision.WRITE, changed) is ContactDecision.NOT_REVIEWED
    shared = {ReviewReason.SHARED_ADDRESS}
    assert decision_after_import(ContactDecision.WRITE, shared) is ContactDecision.WRITE


ANN = AdultRow(name="Ann O'Brien", email="ann@example.org", pr=YES)


@pytest.mark.parametrize(
    ("other", "match"),
    [
        (AdultRow(name="ANN O’BRIEN", email="Ann@example.org", pr=YES), "same"),
        (AdultRow(name="Ann O'Brien", email="ann@example.org"), "same"),
        (AdultRow(name="Ann O'Brien", email="ann@example.org", pr=NO), "offered"),
        (AdultRow(name="Tom O'Brien", email="ann@example.org", pr=YES), "offered"),
        (AdultRow(name="Ann O'Brien", email="other@example.org", pr=YES), "offered"),
        (AdultRow(name="Ann O'Brien", pr=YES), "offered"),
        (AdultRow(name="Tom Lee", email="tom@example.org", pr=YES), "different"),
        (AdultRow(name="", email="", pr=YES), "different"),
    ],
)
def test_name_and_address_together_make_one_adult(other: AdultRow, match: str):
    assert same_person(ANN, other) is Match(match)


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        (AdultRow(name="Ann Lee", contact_id="7"), AdultRow(name="A. Li", contact_id="7"), "same"),
        (
            AdultRow(name="Ann Lee", contact_id="7", pr=YES),
            AdultRow(name="Ann Lee", contact_id="7", pr=NO),
            "same",
        ),
        (
            AdultRow(name="Ann Lee", email="a@example.org", contact_id="7"),
            AdultRow(name="Ann Lee", email="a@example.org", contact_id="8"),
            "offered",
        ),
        (AdultRow(name="Ann", contact_id="7"), AdultRow(name="Ann", contact_id="8"), "different"),
        (AdultRow(name="Ann", contact_id="7"), AdultRow(name="Ann"), "offered"),
        (AdultRow(name=""), AdultRow(name=""), "different"),
    ],
)
def test_a_contact_id_wins_over_all(one: AdultRow, other: AdultRow, match: str):
    assert same_person(one, other) is Match(match)


rows = st.builds(
    AdultRow,
    name=st.sampled_from(["", "Ann Lee", "ANN LEE", "Bo Lee"]),
    email=st.sampled_from(["", "a@example.org", "b@example.org"]),
    contact_id=st.sampled_from(["", "1", "2"]),
    pr=st.sampled_from(ParentalResponsibility),
)


@given(rows, rows)
def test_it_does_not_matter_which_row_came_first(one: AdultRow, other: AdultRow):
    assert same_person(one, other) is same_person(other, one)


@given(rows, rows)
def test_without_a_common_contact_id_nobody_is_merged_on_half_the_evidence(one, other):
    if same_person(one, other) is Match.SAME and not (one.contact_id and other.contact_id):
        assert one.name
        assert one.email == other.email != ""
        assert {one.pr, other.pr} != {YES, NO}
