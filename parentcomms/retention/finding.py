"""What would go today, and why: every rule's finder, in the order in which they must run."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from parentcomms.retention import families_finding, pictures_finding, sent_finding
from parentcomms.retention.chased_finding import chased
from parentcomms.retention.facts import World
from parentcomms.retention.rules import Rule
from parentcomms.retention.units import Unit

Finder = Callable[[World], Iterator[Unit]]
EXAMPLES = 20


def _sent(world: World) -> Iterator[Unit]:
    yield from chased(world)
    yield from sent_finding.deliveries(world)


# Evidence first, then what it points at: a name goes when nothing speaks of it any more.
FINDERS: dict[Rule, Finder] = {
    Rule.PUBLICATIONS: pictures_finding.publications,
    Rule.POSTS: pictures_finding.posts,
    Rule.CHECKS: pictures_finding.checks,
    Rule.ANSWERS: families_finding.answers,
    Rule.ACKNOWLEDGEMENTS: sent_finding.acknowledgements,
    Rule.SENT_LOG: _sent,
    Rule.MAIL_BODIES: sent_finding.mail_bodies,
    Rule.MAIL_RECIPIENTS: sent_finding.mail_recipients,
    Rule.SCANS: sent_finding.scans,
    Rule.IMPORTS: sent_finding.imports,
    Rule.LISTS: sent_finding.lists,
    Rule.LEAVERS: families_finding.leavers,
    Rule.NAMES: families_finding.names,
}


@dataclass(frozen=True)
class WouldGo:
    """One rule's part of a dry run."""

    rule: Rule
    units: int
    rows: int
    tables: dict[str, int]
    examples: tuple[str, ...]


def dry_run() -> list[WouldGo]:
    """What would go tonight, rule by rule; changes nothing."""
    world = World()
    found = []
    for rule, finder in FINDERS.items():
        units, tables, examples = 0, Counter[str](), list[str]()
        for unit in finder(world):
            units += 1
            tables.update(step.table for step in unit.steps)
            if len(examples) < EXAMPLES:
                examples.append(unit.about)
        found.append(WouldGo(rule, units, tables.total(), dict(tables), tuple(examples)))
    return found


def some(rule: Rule, world: World, at_most: int) -> list[Unit]:
    """The first units of one rule."""
    return list(islice(FINDERS[rule](world), at_most))
