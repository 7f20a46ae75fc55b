"""What goes together: a unit is removed whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parentcomms.retention.rules import Rule


@dataclass(frozen=True)
class Step:
    """One row: it goes, or, where evidence points at it, it shrinks to what is named here."""

    table: str
    row_id: int
    blank: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Unit:
    """The rows that go for one reason, in the order in which they can."""

    rule: Rule
    about: str  # a reference the office can look up; never a name
    steps: tuple[Step, ...]
    files: tuple[str, ...] = ()  # in the instance's uploads
    mails: tuple[str, ...] = ()  # files of mail that had no server to go to


def going(table: str, ids: list[int]) -> tuple[Step, ...]:
    """Rows of one table, newest first: a later row may point at an earlier one."""
    return tuple(Step(table, each) for each in sorted(ids, reverse=True))
