"""When the yearly reminder is due, and whose answers it is about."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.consent.rules import AnswerSettings, Case, Decision
from parentcomms.yearly.rules import is_reminded, reminder_on
from tests.consent.facts_for_tests import (
    CHILD,
    DAY,
    FATHER,
    MOTHER,
    WEBSITE,
    at,
    child,
    everyone,
    says,
    yes,
)  # fmt: skip

SINCE = at(20)


@pytest.mark.parametrize(
    ("day", "month", "school_year"),
    [
        (date(2026, 9, 1), 9, 2026),
        (date(2026, 9, 30), 9, 2026),
        (date(2026, 10, 5), 9, 2026),  # nothing ran in September
        (date(2026, 12, 1), 9, 2026),
        (date(2026, 12, 2), 9, None),  # too late to remind of September
        (date(2026, 8, 31), 9, None),
        (date(2027, 1, 1), 1, 2026),
        (date(2027, 1, 20), 11, 2026),  # over the turn of the year
        (date(2027, 8, 3), 8, 2026),
        (date(2027, 9, 3), 8, 2026),  # caught up: still last year's reminder
        (date(2027, 5, 1), 9, None),
    ],
)
def test_a_reminder_is_due_from_its_month_on_and_for_two_more(
    day: date, month: int, school_year: int | None
) -> None:
    found = reminder_on(day, month)
    assert (found.school_year if found else None) == school_year


@given(st.dates(date(2024, 1, 1), date(2034, 12, 31)), st.integers(1, 12))
def test_it_is_never_older_than_the_time_to_catch_up(day: date, month: int) -> None:
    found = reminder_on(day, month)
    if found is not None:
        assert found.since.day == 1
        assert found.since.month == month
        assert timedelta(0) <= day - found.since < timedelta(days=92)


def _case(**changes: object) -> Case:
    given_answers = [yes(MOTHER, 100), yes(CHILD, 100)]
    facts = {"child": child(), "use": WEBSITE, "day": DAY, "people": everyone()}
    facts |= {"answers": given_answers, "settings": AnswerSettings()}
    return Case(**{**facts, **changes})  # type: ignore[arg-type]


def _reminded(case: Case) -> set[int]:
    return {
        who
        for who in (MOTHER, FATHER, CHILD)
        if is_reminded(case, who, own=who == CHILD, began=SINCE)
    }


SIXTEEN = child(born=date(2010, 11, 1), year_group="13")


def test_whoever_answered_is_reminded_and_the_silent_are_not() -> None:
    assert _reminded(_case()) == {MOTHER}


def test_a_no_is_shown_once_a_year_like_any_answer() -> None:
    assert _reminded(_case(answers=[says(FATHER, Decision.NO, 800)])) == {FATHER}


def test_whoever_answered_since_the_month_began_needs_no_reminder() -> None:
    assert _reminded(_case(answers=[yes(MOTHER, 10)])) == set()


def test_what_has_lapsed_is_asked_again_and_not_reminded_of() -> None:
    assert _reminded(_case(answers=[replace(yes(MOTHER, 100), asked_again=True)])) == set()


def test_from_sixteen_the_pupil_is_reminded_in_the_parents_place() -> None:
    assert _reminded(_case(child=SIXTEEN)) == {CHILD}


def test_where_both_are_needed_at_sixteen_both_are_reminded() -> None:
    both = AnswerSettings(sixteen_needs_both=True)
    assert _reminded(_case(child=SIXTEEN, settings=both)) == {MOTHER, CHILD}


def test_for_a_pupil_who_cannot_answer_the_adults_are_reminded() -> None:
    assert _reminded(_case(child=replace(SIXTEEN, cannot_answer=True))) == {MOTHER}


def test_from_eighteen_nobody_but_the_pupil_is_reminded() -> None:
    grown = replace(SIXTEEN, born=date(2008, 11, 1))
    both = AnswerSettings(sixteen_needs_both=True)
    assert _reminded(_case(child=grown, settings=both)) == {CHILD}
