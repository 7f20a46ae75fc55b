"""The routing table of concerns, row by row, and what must hold for every school and case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.concerns.rules import (
    NEXT_IN_LINE,
    AboutWhom,
    ConcernKind,
    Raised,
    Recipient,
    RoleHolders,
    Row,
    may_see,
    route,
)

HEAD, DSL, DEPUTY, CHAIR, VICE, CLERK, OFFICE, TEACHER, MANAGER = range(1, 10)
SCHOOL = RoleHolders(
    heads=frozenset({HEAD}),
    dsls=frozenset({DSL}),
    deputy_dsls=frozenset({DEPUTY}),
    chairs=frozenset({CHAIR}),
    vice_chairs=frozenset({VICE}),
    clerks=frozenset({CLERK}),
    office=frozenset({OFFICE}),
    line_managers={TEACHER: MANAGER},
)


def raised(
    kind: str = "concern", about: str = "school", *named: int, at_risk: bool = False
) -> Raised:
    return Raised(
        kind=ConcernKind(kind), about=AboutWhom(about), named=frozenset(named), at_risk=at_risk
    )


@pytest.mark.parametrize(
    ("case", "gets_it"),
    [
        (raised("query", "pupil", at_risk=True), {DSL, DEPUTY}),
        (raised("complaint", "another_parent", at_risk=True), {DSL, DEPUTY}),
        (raised("concern", "school", at_risk=True), {DSL, DEPUTY}),
        (raised("concern", "photo_of_my_child", at_risk=True), {DSL, DEPUTY}),
        (raised("concern", "staff", at_risk=True), {HEAD}),
        (raised("concern", "staff", TEACHER, at_risk=True), {HEAD}),
        (raised("query", "volunteer_or_contractor", at_risk=True), {HEAD}),
        (raised("concern", "a_post", TEACHER, at_risk=True), {HEAD}),
        (raised("concern", "head", at_risk=True), {CHAIR}),
        (raised("concern", "head"), {CHAIR}),
        (raised("complaint", "staff", HEAD), {CHAIR}),
        (raised("concern", "dsl"), {HEAD}),
        (raised("concern", "dsl", at_risk=True), {HEAD}),
        (raised("concern", "pupil", DSL, at_risk=True), {HEAD}),
        (raised("concern", "governor"), {CLERK}),
        (raised("complaint", "governor", VICE), {CLERK}),
        (raised("concern", "governor", CHAIR), {VICE}),
        (raised("complaint", "chair"), {VICE}),
        (raised("query", "school"), {OFFICE}),
        (raised("query", "staff", TEACHER), {OFFICE}),
        (raised("query", "staff", OFFICE), {HEAD}),
        (raised("concern", "staff", TEACHER), {MANAGER}),
        (raised("concern", "staff"), {HEAD}),
        (raised("concern", "staff", OFFICE), {HEAD}),
        (raised("concern", "volunteer_or_contractor"), {HEAD}),
        (raised("complaint", "staff", TEACHER), {HEAD}),
        (raised("complaint", "my_data"), {HEAD}),
        (raised("concern", "a_post"), {HEAD}),
    ],
)
def test_each_row_of_the_table_reaches_exactly_its_recipients(case: Raised, gets_it: set[int]):
    assert route(case, SCHOOL).recipients == gets_it


def test_a_concern_about_a_head_who_is_also_the_dsl_goes_to_the_chair():
    school = RoleHolders(heads=frozenset({HEAD}), dsls=frozenset({HEAD}), chairs=frozenset({CHAIR}))
    for about in ("head", "dsl"):
        for at_risk in (True, False):
            found = route(raised("concern", about, at_risk=at_risk), school)
            assert found.recipients == {CHAIR}
            assert found.show_lado
            assert HEAD in found.hidden_from


@pytest.mark.parametrize(
    ("about", "line"),
    [
        ("head", [CHAIR, VICE, CLERK]),
        ("chair", [VICE, CLERK, HEAD]),
        ("dsl", [HEAD, CHAIR, VICE, CLERK]),
        ("governor", [CLERK, CHAIR, VICE, HEAD]),
    ],
)
def test_when_the_next_in_line_is_the_subject_too_the_one_after_gets_it(
    about: str, line: list[int]
):
    for steps, expected in enumerate(line):
        found = route(raised("complaint", about, *line[:steps]), SCHOOL)
        if about in {"dsl", "governor"} and steps:
            # Naming the head or chair as well makes it a case about them; still never to them.
            assert not found.recipients & set(line[:steps])
        else:
            assert found.recipients == {expected}


def test_a_second_head_gets_a_case_about_the_first_before_nobody_does():
    two = RoleHolders(heads=frozenset({HEAD, TEACHER}))
    found = route(raised("complaint", "staff", HEAD), two)
    assert found.recipients == {TEACHER}
    assert found.show_lado


def test_the_lado_number_is_shown_only_where_the_head_is_passed_by():
    assert route(raised("concern", "head"), SCHOOL).show_lado
    assert route(raised("concern", "governor", at_risk=True), SCHOOL).show_lado
    assert not route(raised("concern", "staff", at_risk=True), SCHOOL).show_lado
    assert not route(raised("complaint", "governor"), SCHOOL).show_lado
    assert not route(raised("concern", "pupil", at_risk=True), SCHOOL).show_lado


def test_a_school_where_everyone_is_the_subject_shows_the_way_out():
    alone = RoleHolders(heads=frozenset({1}), dsls=frozenset({1}), chairs=frozenset({1}))
    found = route(raised("complaint", "head"), alone)
    assert found.post is None
    assert found.recipients == frozenset()
    assert found.show_lado


def test_a_data_protection_complaint_starts_its_clock_whatever_it_is_called():
    assert route(raised("complaint", "my_data"), SCHOOL).data_protection_clock
    assert route(raised("concern", "photo_of_my_child"), SCHOOL).data_protection_clock
    assert not route(raised("query", "my_data"), SCHOOL).data_protection_clock
    assert not route(raised("complaint", "staff"), SCHOOL).data_protection_clock


def test_a_chair_who_steps_down_stays_the_subject():
    before = raised("complaint", "chair")
    hidden = route(before, SCHOOL).hidden_from
    kept = Raised(kind=before.kind, about=before.about, named=hidden)
    after = RoleHolders(
        chairs=frozenset({VICE}), vice_chairs=frozenset({CHAIR}), clerks=frozenset({CLERK})
    )
    assert not may_see(kept, CHAIR, holders=after)
    assert may_see(kept, CLERK, holders=after)


def test_a_case_passed_on_opens_only_after_its_subject_is_confirmed():
    case = raised("complaint", "staff", TEACHER)
    passed = frozenset({OFFICE, TEACHER})
    assert not may_see(case, OFFICE, holders=SCHOOL, passed_to=passed)
    assert may_see(case, OFFICE, holders=SCHOOL, passed_to=passed, subject_confirmed=True)
    assert not may_see(case, TEACHER, holders=SCHOOL, passed_to=passed, subject_confirmed=True)


people = st.integers(min_value=1, max_value=6)
several = st.frozensets(people, max_size=2)
schools = st.builds(
    RoleHolders,
    heads=several,
    dsls=several,
    deputy_dsls=several,
    chairs=several,
    vice_chairs=several,
    clerks=several,
    office=several,
    line_managers=st.dictionaries(people, people, max_size=4),
)
cases = st.builds(
    Raised,
    kind=st.sampled_from(ConcernKind),
    about=st.sampled_from(AboutWhom),
    at_risk=st.booleans(),
    named=several,
)


@given(cases, schools)
def test_a_subject_never_receives_nor_sees_the_case(case: Raised, school: RoleHolders):
    found = route(case, school)
    everyone = frozenset(range(1, 7))
    assert case.named <= found.hidden_from
    assert not found.recipients & found.hidden_from
    for person in found.hidden_from:
        assert not may_see(case, person, holders=school, passed_to=everyone, subject_confirmed=True)


@given(cases, schools)
def test_somebody_gets_it_while_anybody_of_the_school_is_not_its_subject(
    case: Raised, school: RoleHolders
):
    found = route(case, school)
    leaders = school.heads | school.chairs | school.vice_chairs | school.clerks
    if leaders - found.hidden_from:
        assert found.recipients
    if not found.recipients:
        assert found.show_lado


@given(cases, schools)
def test_a_risk_from_an_adult_of_the_school_never_reaches_the_office_or_a_line_manager(
    case: Raised, school: RoleHolders
):
    found = route(case, school)
    if case.at_risk:
        assert found.post not in {Recipient.OFFICE, Recipient.LINE_MANAGER}


@given(cases, schools)
def test_anything_about_the_head_leaves_the_head_out_and_shows_the_lado_number(
    case: Raised, school: RoleHolders
):
    found = route(case, school)
    if case.about is AboutWhom.HEAD or case.named & school.heads:
        assert found.show_lado
    if case.about is AboutWhom.HEAD:
        assert not found.recipients & school.heads


@given(cases, schools, people)
def test_nobody_but_the_recipients_sees_a_case_that_was_not_passed_on(
    case: Raised, school: RoleHolders, person: int
):
    found = route(case, school)
    assert may_see(case, person, holders=school) == (person in found.recipients)


def test_the_office_is_next_in_line_for_nothing_but_queries():
    assert [row for row, line in NEXT_IN_LINE.items() if Recipient.OFFICE in line] == [Row.QUERY]
    assert set(NEXT_IN_LINE) == set(Row)
