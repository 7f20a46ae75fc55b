"""Where a file contradicts what the office wrote by hand.

A file that still says what our record said before the correction is behind: ours is kept. A file
that says something new again is news: it is loaded. The office is shown both. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parentcomms.people.importing.snapshot import PupilNow

ON_ROLL, ENDED = "on_roll", "ended"
IS_ON_ROLL = str(True)

Whose = tuple[str, int]
"""Kind of row and its id."""
Before = Mapping[str, frozenset[str]]
"""By field: whatever our record said of it before it was written by hand."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One child or adult, and the facts the file has otherwise than the office wrote."""

    name: str
    what: tuple[str, ...]


@dataclass(slots=True)
class ByHand:
    """Everything of one file about what was written by hand."""

    kept: list[Contradiction] = field(default_factory=list)
    news: list[Contradiction] = field(default_factory=list)
    settled: list[tuple[str, int, str]] = field(default_factory=list)

    def weigh(
        self, changes: dict[str, Any], *, of: Whose, name: str, before: Before, said: set[str]
    ) -> dict[str, Any]:
        """The changes without those by which a file that is behind would undo a correction.

        `said`: the fields of which the file says anything at all.
        """
        behind = {what for what in changes if as_text(changes[what]) in before.get(what, ())}
        fresh = {what for what in changes if what in before} - behind
        if behind:
            self.kept.append(Contradiction(name, tuple(sorted(behind))))
        if fresh:
            self.news.append(Contradiction(name, tuple(sorted(fresh))))
        self.settled += [(*of, what) for what in sorted((before.keys() & said) - behind)]
        return {what: value for what, value in changes.items() if what not in behind}


def as_text(value: object) -> str:
    """A fact as one text, the same for a file's value and a column's."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else str(value)


def came_by_hand(pupil: PupilNow) -> bool:
    """Added, or taken back, by hand, and no file has named the child since."""
    before = (pupil.before or {}).get(ON_ROLL, frozenset())
    return pupil.on_roll and bool(before) and IS_ON_ROLL not in before


def roll_is_behind(pupil: PupilNow, *, left: bool, by_hand: ByHand) -> bool:
    """Whether the file still has a child on roll who left, or gone who came back, by hand."""
    before = (pupil.before or {}).get(ON_ROLL)
    if before is None:
        return False
    behind = as_text(not left) in before
    if behind and left is pupil.on_roll:
        by_hand.kept.append(Contradiction(pupil.full_name, (ON_ROLL,)))
    elif not behind:
        if left and pupil.on_roll:
            by_hand.news.append(Contradiction(pupil.full_name, (ON_ROLL,)))
        by_hand.settled.append(("pupil", pupil.id, ON_ROLL))
    return behind
