"""What a failed delivery says about an address."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.bounces.rules import (
    Action,
    BounceKind,
    Recipient,
    SuppressionReason,
    Verdict,
    is_our_trouble,
    judge,
    kind_of,
    may_still_leave,
    status_in,
    struck_out,
)

OURS = "ana@example.org"
TODAY = date(2026, 9, 21)


def _said(
    *addresses: str, action: Action | None = Action.FAILED, status: str = "5.1.1"
) -> Recipient:
    return Recipient(addresses=frozenset(addresses), action=action, status=status)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *[(each, BounceKind.DEAD) for each in ("5.1.1", "5.1.2", "5.1.10", "5.2.1", "550", "553")],
        *[(each, BounceKind.STRIKE) for each in ("5.2.2", "4.2.2", "4.4.7", "5.0.0", "552", "")],
        *[(each, BounceKind.STRIKE) for each in ("554", "5.5.0", "421", "5.4.4")],
        *[(each, BounceKind.BLOCKED) for each in ("5.7.1", "5.7.26", "5.1.7", "5.1.8")],
    ],
)
def test_only_a_mailbox_that_is_not_there_is_dead(status: str, kind: BounceKind) -> None:
    assert kind_of(status) is kind


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("smtp; 550 5.1.1 <a@b.example>: no such user", "5.1.1"),
        ("5.0.0 (undefined); smtp;550 5.2.2 over quota", "5.2.2"),
        ("smtp; 550 sorry, no mailbox here by that name", "550"),
        ("5.0.0", "5.0.0"),
        ("host 192.0.2.25 said nothing we know", ""),
        ("connected to 5.1.1.9 and lost it", ""),
        ("", ""),
    ],
)
def test_the_telling_status_is_found_among_the_words(words: str, status: str) -> None:
    assert status_in(words) == status


@pytest.mark.parametrize("action", [each for each in Action if each is not Action.FAILED] + [None])
def test_nothing_but_a_failure_is_a_failure(action: Action | None) -> None:
    assert judge([_said(OURS, action=action)], written_to=OURS) is None


def test_what_is_said_of_another_recipient_says_nothing_of_ours() -> None:
    ours, other = _said(OURS, action=Action.DELIVERED), _said("b@example.org")
    assert judge([ours, other], written_to="Ana@Example.org") is None
    assert judge([_said(OURS), _said("b@example.org", action=Action.DELAYED)], written_to=OURS)


def test_a_dead_mailbox_behind_a_forwarding_is_a_strike_and_only_when_all_failed() -> None:
    beyond = [_said("x@elsewhere.example"), _said("y@elsewhere.example", status="5.2.2")]
    assert judge(beyond, written_to=OURS) == Verdict(BounceKind.STRIKE, "5.1.1")
    one_arrived = [beyond[0], _said("y@elsewhere.example", action=Action.DELIVERED)]
    assert judge(one_arrived, written_to=OURS) is None
    assert judge([], written_to=OURS) is None


@given(st.sampled_from(["4.4.7", "4.2.2", "4.7.1", "5.2.2", "5.7.1", "5.0.0", ""]))
def test_neither_full_nor_late_nor_unwelcome_ever_kills_an_address(status: str) -> None:
    found = judge([_said(OURS, status=status)], written_to=OURS)
    assert found is not None
    assert found.kind is not BounceKind.DEAD


@given(st.lists(st.integers(0, 400), max_size=8))
def test_three_days_are_three_strikes_and_old_ones_are_forgotten(ages: list[int]) -> None:
    days = [TODAY - timedelta(days=age) for age in ages]
    assert struck_out(days, day=TODAY) is (len({age for age in ages if age <= 120}) >= 3)


def test_three_mails_on_one_day_are_one_strike() -> None:
    assert not struck_out([TODAY] * 3, day=TODAY)


@pytest.mark.parametrize(
    ("refused", "tried", "ours"),
    [(2000, 2000, True), (10, 19, True), (10, 20, False), (9, 9, False), (60, 2000, False)],
)
def test_when_most_are_refused_the_trouble_is_ours(refused: int, tried: int, ours: bool) -> None:
    assert is_our_trouble(refused, tried) is ours


@given(st.sets(st.sampled_from(SuppressionReason)), st.booleans())
def test_a_wrong_person_gets_nothing_whatever_waits(
    reasons: set[SuppressionReason], waits: bool
) -> None:
    goes = may_still_leave(reasons, somebody_waits=waits)
    assert goes is (SuppressionReason.WRONG_PERSON not in reasons and (waits or not reasons))
