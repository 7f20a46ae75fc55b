"""What the board counts of one adult, and how adults add up to a class, a year, a school. Pure.

Sent is never told: a mail that a server took may lie unread, and one that was only kept in a folder
was not sent at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from parentcomms.communications.rules import Step


class Mark(StrEnum):
    """One column of the board; an adult with several children may stand in several."""

    DUE = "due"
    HELD_BACK = "held_back"
    WAITING = "waiting"
    TO_PRINT = "to_print"
    SENT = "sent"
    DELIVERED = "delivered"  # as far as known: sent, and nothing came back
    BOUNCED = "bounced"
    FAILED = "failed"
    KEPT = "kept"
    PRINTED = "printed"
    HANDED_OUT = "handed_out"
    SENT_ELSEWHERE = "sent_elsewhere"
    CHOSE_NOT = "chose_not"  # newsletters only: left the list
    TOLD = "told"
    ACKNOWLEDGED = "acknowledged"


class Part(StrEnum):
    """The chart's three parts; every adult stands in exactly one."""

    TOLD = "told"
    NO_SIGN = "no_sign"  # something has left, nothing says that it was read
    NOT_REACHED = "not_reached"


_OF_STEP = {
    Step.DUE: {Mark.DUE},
    Step.HELD_BACK: {Mark.HELD_BACK},
    Step.WAITING: {Mark.WAITING},
    Step.TO_PRINT: {Mark.TO_PRINT},
    Step.KEPT: {Mark.KEPT},
    Step.FAILED: {Mark.FAILED},
    Step.PRINTED: {Mark.PRINTED},
    Step.HANDED_OUT: {Mark.HANDED_OUT},
}
_HAS_LEFT = frozenset({Mark.DELIVERED, Mark.HANDED_OUT, Mark.SENT_ELSEWHERE})


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of one adult beside the steps of their letters."""

    told: bool = False
    acknowledged: bool = False
    bounced: bool = False
    sent_elsewhere: bool = False
    chose_not: bool = False


def marks_of(steps: Iterable[Step], known: Known) -> frozenset[Mark]:
    """Everything that is true of one adult."""
    found: set[Mark] = set()
    for step in steps:
        found |= _OF_STEP.get(step, set())
        if step is Step.SENT:
            found |= {Mark.SENT} if known.bounced else {Mark.SENT, Mark.DELIVERED}
    if known.bounced:
        found -= {Mark.FAILED}  # said once, by the better word
    also = {
        Mark.BOUNCED: known.bounced,
        Mark.SENT_ELSEWHERE: known.sent_elsewhere,
        Mark.CHOSE_NOT: known.chose_not,
        Mark.TOLD: known.told,
        Mark.ACKNOWLEDGED: known.acknowledged,
    }
    return frozenset(found | {mark for mark, is_so in also.items() if is_so})


def part_of(marks: frozenset[Mark]) -> Part:
    """Where an adult stands in the chart."""
    if Mark.TOLD in marks:
        return Part.TOLD
    return Part.NO_SIGN if marks & _HAS_LEFT else Part.NOT_REACHED


@dataclass(frozen=True)
class Row:
    """A class, a year or the school in numbers; each adult counts once."""

    name: str
    group: str
    adults: int
    counts: Mapping[Mark, int]
    parts: Mapping[Part, int]

    def of(self, mark: Mark) -> int:
        return self.counts[mark]


def tally(name: str, group: str, adults: Iterable[frozenset[Mark]]) -> Row:
    """Count the adults of a group."""
    rows = list(adults)
    return Row(
        name,
        group,
        len(rows),
        {mark: sum(mark in each for each in rows) for mark in Mark},
        {part: sum(part_of(each) is part for each in rows) for part in Part},
    )
