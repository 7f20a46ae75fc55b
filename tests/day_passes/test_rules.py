"""How much a pass may be asked before its answers would point at one child."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.day_passes.rules import (
    FEW,
    MOST_CHECKS,
    MOST_TELLING,
    Asked,
    TooMuch,
    is_open,
    tells,
    too_much,
)

WEBSITE = frozenset({"website"})
DAY = date(2026, 11, 23)


def _asked(children: set[int], *, passed: bool, uses: frozenset[str] = WEBSITE) -> Asked:
    return Asked(children=frozenset(children), uses=uses, passed=passed)


@pytest.mark.parametrize(
    ("today", "ended", "opens"),
    [
        (DAY, False, True),
        (DAY, True, False),
        (DAY - timedelta(days=1), False, False),
        (DAY + timedelta(days=1), False, False),
    ],
)
def test_a_pass_is_for_its_day_alone(today: date, ended: bool, opens: bool) -> None:
    assert is_open(day=DAY, today=today, ended=ended) is opens


@pytest.mark.parametrize(
    ("children", "earlier", "points"),
    [
        ({1}, [], True),
        ({1, 2}, [], True),
        ({1, 2, 3}, [], False),
        # one whose picture passed tells nothing new, for the same use
        ({1}, [_asked({1, 2, 3}, passed=True)], False),
        ({1}, [_asked({1, 2, 3}, passed=True, uses=frozenset({"print"}))], True),
        # of a group that was stopped, all but one or two would pass
        ({1, 2, 3}, [_asked({1, 2, 3, 4}, passed=False)], True),
        ({1, 2, 3}, [_asked({1, 2, 3, 4, 5}, passed=False)], True),
        ({1, 2, 3}, [_asked({1, 2, 3, 4, 5, 6}, passed=False)], False),
        # the one who makes the difference
        ({1, 2, 3, 4}, [_asked({1, 2, 3}, passed=True)], True),
        # the same again is the same again
        ({1, 2, 3, 4}, [_asked({1, 2, 3, 4}, passed=False)], True),
        ({7, 8, 9}, [_asked({1, 2, 3, 4}, passed=False)], False),
    ],
)
def test_a_question_tells_when_either_answer_leaves_only_one_or_two(
    children: set[int], earlier: list[Asked], points: bool
) -> None:
    assert tells(frozenset(children), uses=WEBSITE, earlier=earlier) is points


def test_two_pictures_of_one_child_are_answered_and_the_third_is_not() -> None:
    earlier = [_asked({1}, passed=True), _asked({2}, passed=True)]
    assert too_much([2], uses=WEBSITE, earlier=earlier[:1]) is None
    assert too_much([3], uses=WEBSITE, earlier=earlier) is TooMuch.ABOUT_ONE_CHILD
    assert too_much([4, 5, 6], uses=WEBSITE, earlier=earlier) is None


def test_a_day_has_an_end_of_questions() -> None:
    earlier = [_asked({1, 2, 3}, passed=True)] * MOST_CHECKS
    assert too_much([1, 2, 3], uses=WEBSITE, earlier=earlier) is TooMuch.TOO_MANY


@given(
    hidden=st.sets(st.integers(0, 27), min_size=1, max_size=4),
    questions=st.lists(st.sets(st.integers(0, 27), min_size=1), max_size=30),
)
def test_however_it_is_asked_only_the_counted_answers_leave_fewer_than_three(
    hidden: set[int], questions: list[set[int]]
) -> None:
    """Plays the questions against a class in which some must not be shown."""
    asked: list[Asked] = []
    for question in questions:
        if too_much(question, uses=WEBSITE, earlier=asked) is None:
            asked.append(_asked(question, passed=not question & hidden))
    telling = [
        each
        for place, each in enumerate(asked)
        if tells(each.children, uses=WEBSITE, earlier=asked[:place])
    ]
    assert len(telling) <= MOST_TELLING
    quiet = [each for each in asked if each not in telling]
    allowed = frozenset().union(*(each.children for each in quiet if each.passed))
    for each in quiet:
        if not each.passed:
            assert len(each.children - allowed) > FEW


@given(hidden=st.integers(0, 27))
def test_halving_a_class_finds_nobody_without_what_is_counted(hidden: int) -> None:
    suspects, asked, answered = list(range(28)), [], 0
    while len(suspects) > 1:
        half = set(suspects[: len(suspects) // 2])
        if tells(frozenset(half), uses=WEBSITE, earlier=asked):
            break
        passed = hidden not in half
        asked.append(_asked(half, passed=passed))
        suspects = [each for each in suspects if (each in half) is not passed]
        answered += 1
    assert answered >= 2
    assert len(suspects) > FEW
