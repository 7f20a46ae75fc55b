"""Numbers for the governors: by kind, stage, time taken and outcome, and nobody to be recognised.

Pure. A number from one to four is not told, and no total is told beside it that would give it away.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SMALLEST_TOLD = 5


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One case, as far as it is counted: words of kind, stage, time and outcome, and no more."""

    kind: str
    stage: str
    time_taken: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """One heading's lines; a number that is None is fewer than five."""

    lines: tuple[tuple[str, int | None], ...]
    total: int | None


def weeks_taken(days: int | None) -> str:
    """In steps too wide to tell one case from another."""
    if days is None:
        return "open"
    return "within_two_weeks" if days <= 14 else "within_six_weeks" if days <= 42 else "longer"


def table(values: Iterable[str]) -> Table:
    """How often each value comes; small numbers hidden, and the total with them."""
    found = Counter(values)
    lines = tuple(
        (value, number if number >= SMALLEST_TOLD else None)
        for value, number in sorted(found.items())
    )
    hidden = any(number is None for _, number in lines)
    return Table(lines=lines, total=None if hidden else sum(found.values()))


def tables(cases: Iterable[Counted]) -> dict[str, Table]:
    """One table for each heading; none is crossed with another, which would point at people."""
    every = list(cases)
    return {
        "kind": table(each.kind for each in every),
        "stage": table(each.stage for each in every),
        "time_taken": table(each.time_taken for each in every),
        "outcome": table(each.outcome for each in every),
    }
