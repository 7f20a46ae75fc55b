"""How far the school has come before it leaves its old list behind, class by class."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parentcomms.consent.facts import Case
from parentcomms.consent.queries import add_up, cases
from parentcomms.consent.rules import AnswerRoute, Decision, Standing
from parentcomms.lists.queries import children_on_roll
from parentcomms.lists.rules import HowFar, how_far


@dataclass(frozen=True)
class ClassSoFar:
    """One class: how many children are where."""

    name: str
    children: int
    counts: Mapping[HowFar, int]


def class_by_class() -> list[ClassSoFar]:
    """Every class today, read in one pass."""
    children = children_on_roll()
    found = cases([child.id for child in children])
    standings: dict[int, dict[str, Standing]] = defaultdict(dict)
    old_yes: dict[int, set[str]] = defaultdict(set)
    for (pupil_id, use), standing in add_up(found).items():
        standings[pupil_id][use] = standing
        if _said_yes_on_the_old_form(found[pupil_id, use]):
            old_yes[pupil_id].add(use)
    by_class: dict[str, list[HowFar]] = defaultdict(list)
    for child in children:
        far = how_far(standings[child.id], old_yes=frozenset(old_yes[child.id]))
        by_class[child.class_name].append(far)
    return [_counted(name, by_class[name]) for name in sorted(by_class)]


def all_together(classes: Sequence[ClassSoFar]) -> ClassSoFar:
    """The whole school."""
    counts = {far: sum(each.counts[far] for each in classes) for far in HowFar}
    return ClassSoFar("", sum(each.children for each in classes), counts)


def _said_yes_on_the_old_form(case: Case) -> bool:
    return any(
        answer.route is AnswerRoute.IMPORTED and answer.decision is Decision.YES
        for answer in case.answers
    )


def _counted(name: str, found: Sequence[HowFar]) -> ClassSoFar:
    return ClassSoFar(name, len(found), {far: found.count(far) for far in HowFar})
