"""Who is still needed, and who may be reminded on a day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.consent.rules import PR, AnswerSettings, Case, Decision, NeverScope, standing
from parentcomms.reminders.rules import (
    History,
    Limits,
    NotNow,
    still_needed,
    unaware_of_never,
    why_not_now,
)
from parentcomms.school.rules import SchoolCalendar, Term, counts_as_school_day
from tests.consent.facts_for_tests import (
    DAY,
    FATHER,
    MOTHER,
    WEBSITE,
    child,
    everyone,
    says,
    yes,
)  # fmt: skip

TERMS = SchoolCalendar(
    terms=(Term(starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 23)),
           Term(starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 18))),
    inset_days=frozenset({date(2026, 11, 9)}),
)  # fmt: skip
LIMITS = Limits(gap_days=7, most=2)
ASKED = date(2026, 9, 7)


def _case(**changes: object) -> Case:
    facts = {"child": child(), "use": WEBSITE, "day": DAY, "people": everyone()}
    facts |= {"answers": [], "settings": AnswerSettings()}
    return Case(**{**facts, **changes})  # type: ignore[arg-type]


def _needed(case: Case) -> tuple[int, ...]:
    seen = unaware_of_never(case)
    return still_needed(seen, standing(seen))


def test_while_nobody_has_answered_both_parents_are_needed() -> None:
    assert set(_needed(_case())) == {MOTHER, FATHER}


def test_where_nobodys_yes_counts_yet_those_are_needed_who_may_say_that_it_does() -> None:
    unknown = {"pr_on_record": PR.UNKNOWN, "ever_had_pr": False}
    assert MOTHER in _needed(_case(people=everyone(mother=unknown, father=unknown)))


@pytest.mark.parametrize(
    "answer", [yes(MOTHER), says(MOTHER, Decision.NO), says(MOTHER, Decision.UNRECOGNISABLE)]
)
def test_once_a_childs_answer_stands_the_other_adult_is_left_in_peace(answer: object) -> None:
    assert _needed(_case(answers=[answer])) == ()


def test_where_everyone_must_answer_only_the_silent_one_is_needed() -> None:
    everybody = AnswerSettings(everyone_must_answer=True)
    assert _needed(_case(answers=[yes(MOTHER)], settings=everybody)) == (FATHER,)


@pytest.mark.parametrize("answers", [[], [yes(MOTHER)]])
def test_never_changes_nothing_about_who_is_reminded(answers: list[object]) -> None:
    never = child(never=NeverScope.EVERYTHING)
    assert _needed(_case(child=never, answers=answers)) == _needed(_case(answers=answers))


@pytest.mark.parametrize(
    ("day", "history", "by_hand", "reason"),
    [
        (date(2026, 9, 14), History(ASKED), False, None),
        (date(2026, 9, 11), History(ASKED), False, NotNow.TOO_SOON),
        (date(2026, 9, 11), History(ASKED), True, None),
        (date(2026, 9, 9), History(ASKED), True, NotNow.TOO_SOON),
        (date(2026, 9, 14), History(None), False, NotNow.NOT_ASKED_YET),
        (date(2026, 9, 14), History(None), True, NotNow.NOT_ASKED_YET),
        (date(2026, 9, 19), History(ASKED), False, NotNow.HOLIDAY),  # a Saturday
        (date(2026, 10, 27), History(ASKED), False, NotNow.HOLIDAY),  # half-term
        (date(2026, 10, 27), History(ASKED), True, NotNow.HOLIDAY),
        (date(2026, 11, 9), History(ASKED), False, NotNow.HOLIDAY),  # INSET
        (date(2026, 9, 21), History(ASKED, (date(2026, 9, 14),)), False, None),
        (date(2026, 9, 18), History(ASKED, (date(2026, 9, 14),)), False, NotNow.TOO_SOON),
        (
            date(2026, 10, 5), History(ASKED, (date(2026, 9, 14), date(2026, 9, 21))), False,
            NotNow.ENOUGH,
        ),
        (
            date(2026, 10, 5), History(ASKED, (date(2026, 9, 14), date(2026, 9, 21))), True,
            NotNow.ENOUGH,
        ),
    ],
)  # fmt: skip
def test_who_may_be_reminded_on_a_day(
    day: date, history: History, *, by_hand: bool, reason: NotNow | None
) -> None:
    assert why_not_now(history, day, LIMITS, calendar=TERMS, by_hand=by_hand) is reason


def test_within_three_days_of_a_manual_one_there_is_none_however_short_the_gap() -> None:
    pressed = date(2026, 9, 15)
    history = History(ASKED, (pressed,), (pressed,))
    often = Limits(gap_days=1, most=9)
    found = [
        why_not_now(history, pressed + timedelta(days=ahead), often, calendar=TERMS, by_hand=False)
        for ahead in range(4)
    ]
    assert found == [NotNow.TOO_SOON] * 3 + [None]


@given(
    st.dates(date(2026, 9, 1), date(2026, 12, 30)),
    st.integers(1, 20),
    st.integers(0, 4),
    st.booleans(),
)
def test_a_year_of_pressing_and_jobs_keeps_to_the_gap_and_the_cap(
    first: date, gap: int, most: int, by_hand: bool
) -> None:
    history, sent = History(first), []
    for ahead in range(90):
        day = first + timedelta(days=ahead)
        if why_not_now(history, day, Limits(gap, most), calendar=TERMS, by_hand=by_hand) is None:
            sent.append(day)
            history = replace(history, reminded_on=tuple(sent))
    least = 3 if by_hand else gap
    assert len(sent) <= most
    assert all(counts_as_school_day(day, TERMS) for day in sent)
    steps = [first, *sent]
    assert all((b - a).days >= least for a, b in pairwise(steps))
