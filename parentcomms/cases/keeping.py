"""How long a case is kept (UK GDPR Art 5(1)(e)): by its kind, from the day it was closed. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from parentcomms.concerns.rules import ConcernKind


class KeptAs(StrEnum):
    """Which of the school's periods counts, named in the stub of what was removed."""

    QUESTION = "questions_kept_years"
    CONCERN = "concerns_kept_years"
    RISK = "risks_kept_years"


class Verdict(StrEnum):
    """What becomes of a case today."""

    KEPT = "kept"
    HELD = "held"  # its time is over, and a legal hold keeps it
    NOT_FILED = "not_filed"  # its time is over, and the child protection file has it not yet
    GOES = "goes"


@dataclass(frozen=True, kw_only=True)
class Periods:
    """The school's own years after the closing."""

    questions: int
    concerns: int
    risks: int


@dataclass(frozen=True, kw_only=True)
class KeptCase:
    """One case as this rule takes it."""

    kind: ConcernKind
    was_risk: bool  # now, or at any time: what was said about a child stays what it is
    closed_on: date | None
    held: bool
    filed_at: datetime | None  # the safeguarding lead said where
    changed_at: datetime  # the newest word in it


def kept_as(case: KeptCase) -> KeptAs:
    if case.was_risk:
        return KeptAs.RISK
    return KeptAs.QUESTION if case.kind is ConcernKind.QUERY else KeptAs.CONCERN


def leaves_on(case: KeptCase, periods: Periods) -> date | None:
    """The first day on which its time is over; none while it is open."""
    if case.closed_on is None:
        return None
    years = {
        KeptAs.QUESTION: periods.questions,
        KeptAs.CONCERN: periods.concerns,
        KeptAs.RISK: periods.risks,
    }[kept_as(case)]
    return years_after(case.closed_on, years)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of a leap day the first of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def verdict(case: KeptCase, periods: Periods, today: date) -> Verdict:
    """Doubt keeps: an open case, a hold, and a risk whose last word is not in its file."""
    leaves = leaves_on(case, periods)
    if leaves is None or today < leaves:
        return Verdict.KEPT
    if case.held:
        return Verdict.HELD
    if case.was_risk and (case.filed_at is None or case.filed_at < case.changed_at):
        return Verdict.NOT_FILED
    return Verdict.GOES
