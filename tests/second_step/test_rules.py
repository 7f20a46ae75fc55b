"""Who owes a second step and when, and which codes are right."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyotp import TOTP

from parentcomms.access import Role
from parentcomms.accounts.waiting import SignInWaits
from parentcomms.second_step.rules import SECONDS_EACH, deadline, fitting_step, waits_for

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = int(NOW.timestamp()) // SECONDS_EACH
ASKED = ("head", "dsl", "chair", "administrator")


def test_whoever_has_one_is_always_asked_and_whoever_owes_one_sets_it_up() -> None:
    past, later = NOW - timedelta(seconds=1), NOW + timedelta(days=1)
    for owed in (None, past, later):
        assert waits_for(has_one=True, owed_from=owed, now=NOW) is SignInWaits.SECOND_STEP
    assert waits_for(has_one=False, owed_from=past, now=NOW) is SignInWaits.SET_UP
    assert waits_for(has_one=False, owed_from=NOW, now=NOW) is SignInWaits.SET_UP
    assert waits_for(has_one=False, owed_from=later, now=NOW) is None
    assert waits_for(has_one=False, owed_from=None, now=NOW) is None


def test_the_days_run_from_the_first_role_that_asks_for_it() -> None:
    held = {
        Role.TEACHER: NOW,
        Role.DSL: NOW + timedelta(days=9),
        Role.HEAD: NOW + timedelta(days=1),
    }
    assert deadline(held, required_of=ASKED, after_days=14) == NOW + timedelta(days=15)
    assert deadline({Role.TEACHER: NOW}, required_of=ASKED, after_days=0) is None
    assert deadline(held, required_of=(), after_days=14) is None


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_clock_half_a_minute_off_is_fine_and_the_code_counts_with_spaces(off: int) -> None:
    code = TOTP(SECRET).at((STEP + off) * SECONDS_EACH)
    typed = f" {code[:3]} {code[3:]}"
    assert fitting_step(SECRET, typed, now=NOW, last_step=0) == STEP + off


@pytest.mark.parametrize("off", [-3, -2, 2, 3])
def test_an_older_and_a_later_code_are_not(off: int) -> None:
    code = TOTP(SECRET).at((STEP + off) * SECONDS_EACH)
    assert fitting_step(SECRET, code, now=NOW, last_step=0) is None


@given(taken=st.integers(-1, 1), tried=st.integers(-1, 1))
def test_no_code_is_taken_twice_nor_one_before_it(taken: int, tried: int) -> None:
    code = TOTP(SECRET).at((STEP + tried) * SECONDS_EACH)
    found = fitting_step(SECRET, code, now=NOW, last_step=STEP + taken)
    assert found == (STEP + tried if tried > taken else None)


@given(st.text(max_size=12))
def test_anything_else_typed_is_no_code(typed: str) -> None:
    codes = {TOTP(SECRET).at((STEP + off) * SECONDS_EACH) for off in (-1, 0, 1)}
    if "".join(typed.split()) not in codes:
        assert fitting_step(SECRET, typed, now=NOW, last_step=0) is None
