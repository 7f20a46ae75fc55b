"""How long a pass opens, and when asking would tell about one child. Pure.

A verdict for a whole picture tells little, and many verdicts tell much: half a class, then half of
that, and soon one child is left. So each question is judged by what its answer would give away,
whichever way it fell; the few that would point at one or two children are counted.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FEW = 2  # children: fewer than three left to think of is pointing
MOST_TELLING = 2  # a picture of one child is a fair question, twice a day
MOST_CHECKS = 40


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One check under a pass: whom it was about, for which uses, and whether it passed."""

    children: frozenset[int]
    uses: frozenset[str]
    passed: bool


class TooMuch(StrEnum):
    """Why a pass is not answered any more."""

    ABOUT_ONE_CHILD = "about-one-child"
    TOO_MANY = "too-many"


def is_open(*, day: date, today: date, ended: bool) -> bool:
    """For its day, until midnight in London or until the office ends it."""
    return day == today and not ended


def too_much(
    children: Collection[int], *, uses: frozenset[str], earlier: Iterable[Asked]
) -> TooMuch | None:
    """Whether this question is one too many. It never looks at this question's own answer."""
    asked = list(earlier)
    if len(asked) >= MOST_CHECKS:
        return TooMuch.TOO_MANY
    telling = sum(
        tells(each.children, uses=each.uses, earlier=asked[:place])
        for place, each in enumerate(asked)
    )
    if telling >= MOST_TELLING and tells(frozenset(children), uses=uses, earlier=asked):
        return TooMuch.ABOUT_ONE_CHILD
    return None


def tells(children: frozenset[int], *, uses: frozenset[str], earlier: Collection[Asked]) -> bool:
    """Whether an answer, either way, would leave only one or two children to think of."""
    if 0 < len(children - _known_to_pass(uses, earlier)) <= FEW:
        return True
    return any(
        _left_after(each, children, earlier)
        for each in earlier
        if not each.passed and each.uses <= uses
    )


def _left_after(stopped: Asked, children: frozenset[int], earlier: Collection[Asked]) -> bool:
    """Whether a pass for these children would narrow an earlier stop down to a few."""
    suspects = stopped.children - _known_to_pass(stopped.uses, earlier)
    left = suspects - children
    return left != suspects and len(left) <= FEW


def _known_to_pass(uses: frozenset[str], earlier: Collection[Asked]) -> frozenset[int]:
    passed = (each.children for each in earlier if each.passed and uses <= each.uses)
    return frozenset().union(*passed)
