"""Stages and clocks by table and by property; nobody is added by narrowing the routing table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parentcomms.cases.clocks import Chase, Clock, ClockKind, Dates, Promise, chase, clocks
from parentcomms.cases.rules import (
    Beyond,
    Decider,
    Outcome,
    Stage,
    beyond,
    decider,
    outcomes,
    stages_after,
)
from parentcomms.concerns.rules import (
    AboutWhom,
    ConcernKind,
    Raised,
    Recipient,
    RoleHolders,
    Row,
    may_see,
    route,
)
from parentcomms.concerns.tightening import Tightening
from parentcomms.school.rules import SchoolCalendar, SchoolType, Term

K, S = ConcernKind, Stage
SUMMER = SchoolCalendar(
    terms=(
        Term(starts_on=date(2026, 6, 1), ends_on=date(2026, 7, 21)),
        Term(starts_on=date(2026, 9, 2), ends_on=date(2026, 10, 23)),
    ),
    inset_days=frozenset({date(2026, 9, 2)}),
    bank_holidays=frozenset({date(2026, 8, 31)}),
)


def found(*, arrived: date, kind: ConcernKind = K.COMPLAINT, **others: object) -> dict:
    case = Dates(kind=kind, arrived_on=arrived, **others)
    return {each.kind: each for each in clocks(case, Promise(), SUMMER)}


@pytest.mark.parametrize(
    ("arrived", "acknowledge", "respond"),
    [
        (date(2026, 6, 1), date(2026, 6, 8), date(2026, 6, 22)),
        (date(2026, 7, 20), date(2026, 9, 8), date(2026, 9, 22)),  # over the summer
        (date(2026, 7, 25), date(2026, 9, 10), date(2026, 9, 24)),  # out of term: from 3 September
        (date(2026, 6, 6), date(2026, 6, 15), date(2026, 6, 29)),  # a Saturday
    ],
)
def test_the_schools_own_days_are_counted(arrived: date, acknowledge: date, respond: date) -> None:
    clock = found(arrived=arrived)
    assert clock[ClockKind.ACKNOWLEDGE].due_on == acknowledge
    assert clock[ClockKind.RESPOND].due_on == respond


def test_thirty_days_run_on_in_august_beside_the_schools_own_clock() -> None:
    clock = found(arrived=date(2026, 7, 20), data_protection=True)
    thirty = clock[ClockKind.DATA_PROTECTION]
    assert thirty.due_on == date(2026, 8, 18)
    assert thirty.in_a_holiday
    assert thirty.last_school_day == date(2026, 7, 21)
    assert clock[ClockKind.RESPOND].due_on == date(2026, 9, 22)


@pytest.mark.parametrize(
    ("arrived", "today", "why"),
    [
        (date(2026, 7, 1), date(2026, 7, 13), None),
        (date(2026, 7, 1), date(2026, 7, 14), Chase.BEFORE_A_HOLIDAY),  # five school days before
        (date(2026, 8, 3), date(2026, 8, 3), None),  # ends on 1 September, no school day: warned
        (date(2026, 6, 1), date(2026, 6, 26), None),
        (date(2026, 6, 1), date(2026, 6, 29), Chase.DUE),
        (date(2026, 6, 1), date(2026, 7, 1), Chase.OVERDUE),
    ],
)
def test_a_holiday_that_swallows_the_thirty_days_is_warned_of_before(
    arrived: date, today: date, why: Chase | None
) -> None:
    thirty = found(arrived=arrived, data_protection=True)[ClockKind.DATA_PROTECTION]
    if arrived == date(2026, 8, 3):
        assert thirty.last_school_day is None
        why = Chase.BEFORE_A_HOLIDAY
    assert chase(thirty, today, SUMMER) is why


def test_a_question_has_no_clock_and_a_matter_of_safety_none_of_complaints() -> None:
    assert found(arrived=date(2026, 6, 1), kind=K.QUERY, data_protection=True) == {}
    assert found(arrived=date(2026, 6, 1), at_risk=True) == {}
    risk = found(arrived=date(2026, 6, 1), at_risk=True, data_protection=True)
    assert set(risk) == {ClockKind.DATA_PROTECTION}  # the law's clock is not the school's to stop


def test_a_new_date_and_a_new_stage_move_the_answer_and_nothing_else() -> None:
    plain = found(arrived=date(2026, 6, 1), data_protection=True)
    dated = found(arrived=date(2026, 6, 1), data_protection=True, new_date=date(2026, 7, 3))
    staged = found(arrived=date(2026, 6, 1), data_protection=True, stage_since=date(2026, 6, 20))
    assert dated[ClockKind.RESPOND].due_on == date(2026, 7, 3)
    assert staged[ClockKind.RESPOND].due_on == date(2026, 7, 13)
    for kind in (ClockKind.ACKNOWLEDGE, ClockKind.DATA_PROTECTION):
        assert plain[kind].due_on == dated[kind].due_on == staged[kind].due_on


days = st.dates(date(2026, 6, 1), date(2026, 10, 1))


@given(days, st.integers(0, 40), st.booleans())
def test_what_is_done_is_never_chased_and_what_is_late_always_is(
    arrived: date, later: int, done: bool
) -> None:
    for clock in found(arrived=arrived, data_protection=True).values():
        seen = replace(clock, met_on=arrived if done else None)
        why = chase(seen, clock.due_on + timedelta(days=later + 1), SUMMER)
        assert why is (None if done else Chase.OVERDUE)


@given(days, days)
def test_who_writes_later_never_hears_sooner(one: date, other: date) -> None:
    first, second = sorted((one, other))
    for kind in (ClockKind.ACKNOWLEDGE, ClockKind.RESPOND):
        assert found(arrived=first)[kind].due_on <= found(arrived=second)[kind].due_on


def test_the_clock_says_when_it_was_met_late() -> None:
    due = date(2026, 6, 8)
    assert Clock(kind=ClockKind.RESPOND, due_on=due, met_on=date(2026, 6, 9)).late()
    assert not Clock(kind=ClockKind.RESPOND, due_on=due, met_on=due).late()


@pytest.mark.parametrize(
    ("school", "row", "stage", "who"),
    [
        (SchoolType.COMMUNITY, Row.FOR_THE_HEAD, S.INFORMAL, Decider.HANDLER),
        (SchoolType.COMMUNITY, Row.FOR_THE_HEAD, S.FORMAL, Decider.HEAD),
        (SchoolType.COMMUNITY, Row.FOR_THE_HEAD, S.PANEL, Decider.GOVERNORS),
        (SchoolType.ACADEMY, Row.FOR_THE_HEAD, S.PANEL, Decider.INDEPENDENT_PANEL),
        (SchoolType.INDEPENDENT, Row.HEAD, S.FORMAL, Decider.CHAIR),
        (SchoolType.FOUNDATION, Row.CHAIR, S.FORMAL, Decider.VICE_CHAIR),
        (SchoolType.FOUNDATION, Row.CHAIR, S.PANEL, Decider.INDEPENDENT_PANEL),
        (SchoolType.VOLUNTARY_AIDED, Row.GOVERNOR, S.FORMAL, Decider.ASKED_BY_THE_CLERK),
    ],
)
def test_who_decides_at_each_stage(
    school: SchoolType, row: Row, stage: Stage, who: Decider
) -> None:
    assert decider(stage, school, row) is who


def test_the_stages_follow_one_another_and_end() -> None:
    assert stages_after(S.RECEIVED, K.COMPLAINT, at_risk=False) == (S.INFORMAL, S.FORMAL)
    assert stages_after(S.INFORMAL, K.COMPLAINT, at_risk=False) == (S.FORMAL,)
    assert stages_after(S.FORMAL, K.COMPLAINT, at_risk=False) == (S.PANEL,)
    assert stages_after(S.PANEL, K.COMPLAINT, at_risk=False) == ()
    assert stages_after(S.RECEIVED, K.QUERY, at_risk=False) == ()
    assert stages_after(S.RECEIVED, K.COMPLAINT, at_risk=True) == ()
    assert beyond(SchoolType.INDEPENDENT, data_protection=True) == (
        Beyond.INDEPENDENT_REGULATOR,
        Beyond.ICO,
    )
    assert Outcome.UPHELD not in outcomes(K.COMPLAINT, at_risk=True)
    assert Outcome.ANSWERED not in outcomes(K.COMPLAINT, at_risk=False)


people = st.frozensets(st.integers(1, 6), max_size=3)
schools = st.builds(
    RoleHolders,
    heads=people,
    dsls=people,
    deputy_dsls=people,
    chairs=people,
    vice_chairs=people,
    clerks=people,
    office=people,
    covering=st.dictionaries(st.sampled_from(Recipient), people, max_size=2),
)
cases = st.builds(
    Raised,
    kind=st.sampled_from(ConcernKind),
    about=st.sampled_from(AboutWhom),
    at_risk=st.booleans(),
    named=people,
)
tight = st.frozensets(st.sampled_from(Tightening))


ONLY_THE_OFFICE = RoleHolders(office=frozenset({1}))
ONLY_A_DEPUTY = RoleHolders(deputy_dsls=frozenset({2}))
QUESTION = Raised(kind=K.QUERY, about=AboutWhom.SCHOOL)
NO_LEAD = RoleHolders(deputy_dsls=frozenset({1}), heads=frozenset({2}))
RISK = Raised(kind=K.CONCERN, about=AboutWhom.PUPIL, at_risk=True)


@given(cases, schools, tight)
@example(QUESTION, ONLY_THE_OFFICE, frozenset({Tightening.PAST_THE_OFFICE}))
@example(RISK, NO_LEAD, frozenset({Tightening.LEADS_ONLY}))
@example(RISK, ONLY_A_DEPUTY, frozenset({Tightening.LEADS_ONLY}))
def test_narrowing_adds_no_subject_widens_no_risk_and_leaves_nobody_without_a_reader(
    case: Raised, school: RoleHolders, how: frozenset[Tightening]
) -> None:
    wide, narrow = route(case, school), route(case, replace(school, tightened=how))
    assert not narrow.recipients & narrow.hidden_from
    assert bool(narrow.recipients) == bool(wide.recipients)
    if case.at_risk:
        assert narrow.recipients <= wide.recipients


@given(cases, schools, st.integers(1, 6))
def test_a_subject_sees_nothing_even_when_covering_or_when_a_risk_was_raised_to_them(
    case: Raised, school: RoleHolders, person: int
) -> None:
    if person in route(case, school).hidden_from:
        assert not may_see(
            case,
            person,
            holders=school,
            raised_to=frozenset({person}),
            passed_to=frozenset({person}),
            subject_confirmed=True,
        )
