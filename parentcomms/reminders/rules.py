"""Who is reminded on a day, and who is not yet or not any more. Pure.

Whoever has answered, or whose child's answers stand already, is not needed: once one parent's
answer stands, the other has had the first notice and gets no more.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from parentcomms.consent.rules import Case, Standing, Voice, may_answer, who_is_due
from parentcomms.school.rules import SchoolCalendar, counts_as_school_day

# Nobody hears from us twice within three days when somebody pressed the button.
AFTER_A_MANUAL_ONE = timedelta(days=3)


class NotNow(StrEnum):
    """Why an adult who has not answered is not reminded today."""

    NOT_ASKED_YET = "not_asked_yet"
    HOLIDAY = "holiday"
    TOO_SOON = "too_soon"
    ENOUGH = "enough"


@dataclass(frozen=True)
class Limits:
    """What the school decided: days between two, and how many at most (0: none by itself)."""

    gap_days: int
    most: int


@dataclass(frozen=True)
class History:
    """When one adult was first asked this time, and reminded since."""

    asked_on: date | None  # the first notice left by mail, or was handed out
    reminded_on: tuple[date, ...] = ()
    by_hand_on: tuple[date, ...] = ()  # those of them somebody pressed the button for

    @property
    def last(self) -> date | None:
        days = [each for each in (self.asked_on, *self.reminded_on) if each is not None]
        return max(days, default=None)


def unaware_of_never(case: Case) -> Case:
    """The case as its family sees it: one that is asked no more would learn of the switch."""
    return replace(case, child=replace(case.child, never=None))


def still_needed(case: Case, stands: Standing) -> tuple[int, ...]:
    """The relationships without whose answer this question stays open.

    Those whose yes would count; where there is none, those who may still say that it does.
    """
    if stands is not Standing.NOT_ANSWERED:
        return ()
    due = who_is_due(case)
    return tuple(who for who in due if may_answer(case, who) is Voice.COUNTS) or due


def why_not_now(
    history: History, day: date, limits: Limits, *, calendar: SchoolCalendar, by_hand: bool
) -> NotNow | None:
    """None when this adult may be reminded on that day.

    By hand the gap is three days; the most is the same, so that no button can nag.
    """
    if history.asked_on is None or history.last is None:
        return NotNow.NOT_ASKED_YET
    if len(history.reminded_on) >= limits.most:
        return NotNow.ENOUGH
    if not counts_as_school_day(day, calendar):
        return NotNow.HOLIDAY
    gap = AFTER_A_MANUAL_ONE if by_hand else timedelta(days=limits.gap_days)
    if day < history.last + gap:
        return NotNow.TOO_SOON
    pressed = max(history.by_hand_on, default=None)
    soon = pressed is not None and day < pressed + AFTER_A_MANUAL_ONE
    return NotNow.TOO_SOON if soon else None
