"""The days of an occasion: until when it is answered, checked and reminded of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.consent.rules import Decision
from parentcomms.occasions.rules import (
    DateProblem,
    OccasionFacts,
    OccasionState,
    can_be_checked,
    date_problem,
    is_taken,
    reminder_is_due,
    state,
)

THURSDAY = date(2026, 11, 26)
ASKED = THURSDAY - timedelta(days=10)
LAST = THURSDAY - timedelta(days=2)


def _facts(**changes: object) -> OccasionFacts:
    facts: dict[str, object] = {"happens_on": THURSDAY, "answer_by": LAST, "asked_on": ASKED}
    return OccasionFacts(**facts | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "days", "found"),
    [
        ({"asked_on": None}, 0, OccasionState.WAITING),
        ({"asked_on": None, "sent_back": True}, 0, OccasionState.SENT_BACK),
        ({}, 0, OccasionState.ASKED),
        ({}, 1, OccasionState.OVER),
        ({"cancelled": True}, 1, OccasionState.CANCELLED),
    ],
)
def test_where_it_stands(changes: dict[str, object], days: int, found: OccasionState) -> None:
    assert state(_facts(**changes), THURSDAY + timedelta(days=days)) is found


@pytest.mark.parametrize(
    ("changes", "days", "can"),
    [
        ({}, -5, True),
        ({}, 30, True),
        ({}, 31, False),
        ({"cancelled": True}, 0, False),
        ({"asked_on": None}, 0, False),
    ],
)
def test_pictures_of_the_day_are_checked_for_thirty_days(
    changes: dict[str, object], days: int, can: bool
) -> None:
    assert can_be_checked(_facts(**changes), THURSDAY + timedelta(days=days)) is can


@given(st.integers(-400, 400), st.booleans())
def test_a_no_is_taken_whenever_it_was_asked_and_a_yes_until_the_day_is_over(
    days: int, cancelled: bool
) -> None:
    day = THURSDAY + timedelta(days=days)
    facts = _facts(cancelled=cancelled)
    assert is_taken(Decision.NO, facts, day)
    for loosening in (Decision.YES, Decision.UNRECOGNISABLE):
        assert is_taken(loosening, facts, day) is (days <= 0 and not cancelled)


@pytest.mark.parametrize(
    ("changes", "day", "due"),
    [
        ({}, LAST - timedelta(days=2), False),
        ({}, LAST - timedelta(days=1), True),
        ({}, LAST, True),
        ({}, LAST + timedelta(days=1), False),
        ({"reminded": True}, LAST, False),
        ({"cancelled": True}, LAST, False),
        ({"asked_on": None}, LAST, False),
        ({"asked_on": LAST - timedelta(days=1)}, LAST, False),
    ],
)
def test_silence_is_reminded_once_just_before_the_last_day(
    changes: dict[str, object], day: date, due: bool
) -> None:
    assert reminder_is_due(_facts(**changes), day) is due


@pytest.mark.parametrize(
    ("happens", "answer", "problem"),
    [
        (0, 0, None),
        (7, 5, None),
        (-1, -1, DateProblem.PAST),
        (367, 5, DateProblem.TOO_FAR),
        (7, 8, DateProblem.ANSWERS_TOO_LATE),
        (7, -1, DateProblem.ANSWERS_PAST),
    ],
)
def test_days_that_cannot_be_asked_about(
    happens: int, answer: int, problem: DateProblem | None
) -> None:
    days = [THURSDAY + timedelta(days=each) for each in (happens, answer)]
    assert date_problem(days[0], days[1], THURSDAY) is problem
