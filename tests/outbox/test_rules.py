"""When mail is tried again, and how much is taken in hand at once. No database, no clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.outbox.rules import (
    A_GO_AT_LEAST,
    A_GO_AT_MOST,
    AHEAD,
    TRIES_AT_LEAST,
    Outcome,
    Pace,
    Tried,
    asks_to_slow_down,
    letters_ahead,
    may_leave_now,
    next_go,
    next_try,
    outcome_of_reply,
    readable_reply,
    slowed,
)

MADE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("letters", "seconds", "next_one"),
    [
        (0, 0.25, A_GO_AT_LEAST),  # nothing before it to go by
        (50, 0.05, 100),  # quick: twice as many, and no more at once
        (400, 0.2, A_GO_AT_MOST),
        (100, 5.0, 100),  # five seconds' work, as it should be
        (100, 50.0, A_GO_AT_LEAST),  # a slow server: what is claimed must not grow old
    ],
)
def test_about_five_seconds_work_is_claimed_at_once(
    letters: int, seconds: float, next_one: int
) -> None:
    assert next_go(letters, seconds) == next_one


@pytest.mark.parametrize(("seconds", "ahead"), [(0.001, AHEAD), (0.2, 0), (float("inf"), 0)])
def test_letters_are_marked_ahead_only_for_a_server_that_answers_at_once(
    seconds: float, ahead: int
) -> None:
    assert letters_ahead(seconds) == ahead


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (250, Outcome.SENT),
        (421, Outcome.TRY_LATER),
        (450, Outcome.TRY_LATER),
        (550, Outcome.REFUSED),
        (354, Outcome.REFUSED),
        (-1, Outcome.REFUSED),
    ],
)
def test_what_a_reply_means(reply: int, outcome: Outcome) -> None:
    assert outcome_of_reply(reply) is outcome


def test_a_servers_own_words_are_not_kept() -> None:
    assert readable_reply(550, b"5.1.1 <ana@example.org> unknown") == "550 5.1.1"
    assert readable_reply(450, "ana@example.org is busy") == "450"


@pytest.mark.parametrize(
    ("reply", "asks"), [("451 4.7.500", True), ("432 4.3.2", True), ("450 4.2.1", False)]
)
def test_a_request_to_slow_down_is_told_from_one_about_a_mail(reply: str, asks: bool) -> None:
    assert asks_to_slow_down(reply) is asks


@given(st.integers(1, 40), st.integers(0, 100))
def test_gaps_grow_and_it_ends_only_after_two_days_and_several_tries(tries: int, age: int) -> None:
    now = MADE + age * HOUR
    again, after = next_try(tries, MADE, now), next_try(tries + 1, MADE, now)
    if again is None:
        assert tries >= TRIES_AT_LEAST
        assert age * HOUR + 12 * HOUR > 48 * HOUR
    elif after is not None:
        assert now < again <= after


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 20_000))
def test_neither_the_rate_nor_the_days_limit_is_ever_exceeded(
    step: int, minute: int, day: int
) -> None:
    pace = Pace(per_minute=20, per_day=9000)
    room = may_leave_now(pace, Tried(step=step, minute=minute, day=day))
    assert room >= 0
    assert room == 0 or (step + room <= 2 and minute + room <= 20 and day + room <= 9000)


def test_a_day_that_is_full_sends_nothing_more_of_the_lower_lanes() -> None:
    assert may_leave_now(Pace(0, per_day=10), Tried(day=10)) == 0
    assert may_leave_now(Pace(0, per_day=10), Tried(day=7)) == 3


@pytest.mark.parametrize(
    ("asked", "later", "rate"),
    [
        ([], 0, 20),
        ([0], 0.5, None),  # it rests a minute
        ([0], 2, 10),  # and goes on at half the rate
        ([0, 0.1], 2, 10),  # two from mails on their way are one request
        ([0, 5], 6, None),  # the second rests twice as long
        ([0, 5], 8, 5),
        ([0, 5], 40, 20),  # it wears off
    ],
)
def test_a_sender_asked_to_slow_down_rests_and_goes_on_slower(
    asked: list[float], later: float, rate: float | None
) -> None:
    moments = [MADE + timedelta(minutes=each) for each in asked]
    pace = slowed(Pace(20), moments, MADE + timedelta(minutes=later))
    assert (pace.per_minute if pace else None) == rate
