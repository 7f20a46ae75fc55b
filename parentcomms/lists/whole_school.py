"""The answers of the whole school, counted by class, read in one pass."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parentcomms.consent.rules import Standing
from parentcomms.lists.queries import Grid, Question, children_on_roll, grid_of


@dataclass(frozen=True)
class ClassCounts:
    """One class: for each question, how many children stand where."""

    name: str
    children: int
    counts: Mapping[str, Mapping[Standing, int]]


@dataclass(frozen=True)
class WholeSchool:
    """Every class, and all of them together."""

    questions: Sequence[Question]
    classes: Sequence[ClassCounts]
    everyone: ClassCounts


def whole_school() -> WholeSchool:
    """Standing answers of everybody on roll, counted."""
    grid = grid_of(children_on_roll())
    by_class: dict[str, list[int]] = {}
    for child in grid.children:
        by_class.setdefault(child.class_name, []).append(child.id)
    classes = [_counted(name, by_class[name], grid) for name in sorted(by_class)]
    everyone = _counted("", [child.id for child in grid.children], grid)
    return WholeSchool(grid.questions, classes, everyone)


def _counted(name: str, pupil_ids: Sequence[int], grid: Grid) -> ClassCounts:
    counts = {each.key: _in_order(pupil_ids, each.key, grid) for each in grid.questions}
    return ClassCounts(name, len(pupil_ids), counts)


def _in_order(pupil_ids: Sequence[int], use: str, grid: Grid) -> dict[Standing, int]:
    """Yes first, and nothing that nobody stands at."""
    found = Counter(grid.standings[pupil_id, use] for pupil_id in pupil_ids)
    return {each: found[each] for each in Standing if found[each]}
