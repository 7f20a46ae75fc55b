"""Numbers for the governors tell of nobody, and of no case that is kept from who reads them."""

from datetime import date

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from time_machine import Traveller

from parentcomms.access import Role
from parentcomms.cases.counting import by_term
from parentcomms.cases.numbers import SMALLEST_TOLD, table
from parentcomms.database import db
from parentcomms.school.actions import set_calendar
from tests.cases.test_actions import case
from tests.concerns.conftest import Posts


@given(st.lists(st.integers(0, 2 * SMALLEST_TOLD), max_size=4))
def test_no_small_number_is_told_or_can_be_reckoned(times: list[int]) -> None:
    found = table("".join(value * number for value, number in zip("abcd", times, strict=False)))
    told = [number for _, number in found.lines if number is not None]
    assert all(number >= SMALLEST_TOLD for number in told)
    hidden = len(found.lines) - len(told)
    assert (found.total is None) == (hidden > 0)


def test_the_head_counts_nothing_about_the_head_and_the_chair_nothing_of_safeguarding(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        set_calendar([("Autumn", date(2026, 9, 2), date(2026, 12, 18))], inset_days=[])
        for _ in range(5):
            case(about="head")
        for _ in range(6):
            case()
        for _ in range(7):
            case(about="pupil", at_risk=True)
        for _ in range(5):
            case(about="chair")
        db.session.commit()

        def total(post: str, role: Role) -> int | None:
            return by_term(posts[post], frozenset({role}))[0][1]["kind"].total

        assert total("head", Role.HEAD) == 6
        assert total("chair", Role.CHAIR) == 11
        assert total("vice", Role.VICE_CHAIR) == 16
        assert total("dsl", Role.DSL) == 7
        assert by_term(posts["office"], frozenset({Role.OFFICE})) == []
