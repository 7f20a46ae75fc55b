"""When an occasion is asked about, until when its answers count, and when silence is reminded."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from parentcomms.consent.rules import Decision

# Pictures of the day are chosen and shown for some weeks after it.
PICTURES_FOR = timedelta(days=30)
LONGEST_AHEAD = timedelta(days=366)


class OccasionState(StrEnum):
    """Where an occasion stands, derived and never stored."""

    WAITING = "waiting"  # for the head
    SENT_BACK = "sent_back"
    ASKED = "asked"
    OVER = "over"
    CANCELLED = "cancelled"


class DateProblem(StrEnum):
    """What is wrong with the two days of an occasion."""

    PAST = "past"
    TOO_FAR = "too_far"
    ANSWERS_TOO_LATE = "answers_too_late"
    ANSWERS_PAST = "answers_past"


@dataclass(frozen=True, kw_only=True)
class OccasionFacts:
    """The days of one occasion, in the school's calendar."""

    happens_on: date
    answer_by: date
    asked_on: date | None = None
    reminded: bool = False
    sent_back: bool = False
    cancelled: bool = False


def state(facts: OccasionFacts, today: date) -> OccasionState:
    """Cancelled before all else; over from the day after it happened."""
    if facts.cancelled:
        return OccasionState.CANCELLED
    if facts.happens_on < today:
        return OccasionState.OVER
    if facts.asked_on is not None:
        return OccasionState.ASKED
    return OccasionState.SENT_BACK if facts.sent_back else OccasionState.WAITING


def can_be_checked(facts: OccasionFacts, today: date) -> bool:
    """Whether a picture of it can be checked: asked, not cancelled, and of that day (5.1)."""
    asked = facts.asked_on is not None and not facts.cancelled
    return asked and today <= facts.happens_on + PICTURES_FOR


def is_taken(decision: Decision, facts: OccasionFacts, today: date) -> bool:
    """Whether an answer is still taken. A no is, always: withdrawing is never switched off."""
    if facts.asked_on is None:
        return False
    return decision is Decision.NO or (not facts.cancelled and today <= facts.happens_on)


def reminder_is_due(facts: OccasionFacts, today: date) -> bool:
    """Once, on the day before the last to answer, or on that day; never the day after asking."""
    if facts.asked_on is None or facts.cancelled or facts.reminded:
        return False
    near = facts.answer_by - timedelta(days=1) <= today <= facts.answer_by
    return near and today - facts.asked_on >= timedelta(days=2)


def date_problem(happens_on: date, answer_by: date, today: date) -> DateProblem | None:
    """Why these days cannot be asked about; None when they can."""
    if happens_on < today:
        return DateProblem.PAST
    if happens_on > today + LONGEST_AHEAD:
        return DateProblem.TOO_FAR
    if answer_by > happens_on:
        return DateProblem.ANSWERS_TOO_LATE
    return DateProblem.ANSWERS_PAST if answer_by < today else None
