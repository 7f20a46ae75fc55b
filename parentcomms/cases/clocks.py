"""The clocks of a case: the school's own promise, and the thirty days of the law. Pure.

School days are the school's own (terms, INSET days, bank holidays); what came out of term counts
from the first school day. DPA 2018 s.164A runs through every holiday. A question has no clock.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from parentcomms.concerns.rules import ConcernKind
from parentcomms.school.rules import (
    SchoolCalendar,
    add_school_days,
    calendar_covers,
    counts_as_school_day,
    dp_complaint_due,
    received_on,
)

SCHOOL_DAYS_BEFORE = 1  # due tomorrow: told today
SCHOOL_DAYS_BEFORE_A_HOLIDAY = 5


class ClockKind(StrEnum):
    """What is to be done by a day."""

    ACKNOWLEDGE = "acknowledge"
    RESPOND = "respond"
    DATA_PROTECTION = "data_protection"


class Chase(StrEnum):
    """Why somebody is reminded."""

    DUE = "due"
    OVERDUE = "overdue"
    BEFORE_A_HOLIDAY = "before_a_holiday"


@dataclass(frozen=True, kw_only=True)
class Promise:
    """How many school days the school gives itself."""

    acknowledge: int = 5
    respond: int = 15


@dataclass(frozen=True, kw_only=True)
class Dates:
    """What has happened to a case, as days on the school's wall."""

    kind: ConcernKind
    arrived_on: date
    at_risk: bool = False
    data_protection: bool = False
    acknowledged_on: date | None = None
    stage_since: date | None = None  # moved to a further stage, which counts afresh
    new_date: date | None = None  # told to the sender, with a reason, since that stage began
    closed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One thing to do by a day. `last_school_day` is set when the day itself is in a holiday."""

    kind: ClockKind
    due_on: date
    met_on: date | None = None
    is_new_date: bool = False
    in_a_holiday: bool = False
    last_school_day: date | None = None  # before the holiday; None when none was left
    calendar_known: bool = True

    def overdue(self, today: date) -> bool:
        return self.met_on is None and today > self.due_on

    def late(self) -> bool:
        return self.met_on is not None and self.met_on > self.due_on


def clocks(case: Dates, promise: Promise, calendar: SchoolCalendar) -> tuple[Clock, ...]:
    """Every clock of a case, done or not, the soonest first."""
    found = []
    if case.kind is not ConcernKind.QUERY and not case.at_risk:
        found += _promised(case, promise, calendar)
    if case.data_protection and case.kind is not ConcernKind.QUERY:
        found.append(_thirty_days(case, calendar))
    return tuple(sorted(found, key=lambda each: each.due_on))


def _promised(case: Dates, promise: Promise, calendar: SchoolCalendar) -> list[Clock]:
    received = received_on(case.arrived_on, calendar)
    began = max(received, received_on(case.stage_since or received, calendar))
    respond = case.new_date or add_school_days(began, promise.respond, calendar)
    due = {
        ClockKind.ACKNOWLEDGE: add_school_days(received, promise.acknowledge, calendar),
        ClockKind.RESPOND: respond,
    }
    met = {
        ClockKind.ACKNOWLEDGE: case.acknowledged_on or case.closed_on,
        ClockKind.RESPOND: case.closed_on,
    }
    return [
        Clock(
            kind=kind,
            due_on=day,
            met_on=met[kind],
            is_new_date=kind is ClockKind.RESPOND and case.new_date is not None,
            calendar_known=calendar_covers(day, calendar),
        )
        for kind, day in due.items()
    ]


def _thirty_days(case: Dates, calendar: SchoolCalendar) -> Clock:
    """To acknowledge within thirty days; no holiday stops them, and no new date."""
    due = dp_complaint_due(case.arrived_on)
    swallowed = not counts_as_school_day(due, calendar)
    return Clock(
        kind=ClockKind.DATA_PROTECTION,
        due_on=due,
        met_on=case.acknowledged_on or case.closed_on,
        in_a_holiday=swallowed,
        last_school_day=_last_school_day(case.arrived_on, due, calendar) if swallowed else due,
        calendar_known=calendar_covers(due, calendar),
    )


def _last_school_day(first: date, last: date, calendar: SchoolCalendar) -> date | None:
    day = last
    while day >= first:
        if counts_as_school_day(day, calendar):
            return day
        day -= timedelta(days=1)
    return None


def chase(clock: Clock, today: date, calendar: SchoolCalendar) -> Chase | None:
    """Whether whoever handles it is reminded today, and why."""
    if clock.met_on is not None:
        return None
    if clock.overdue(today):
        return Chase.OVERDUE
    if clock.in_a_holiday and today >= _warn_from(clock, calendar):
        return Chase.BEFORE_A_HOLIDAY
    if add_school_days(today, SCHOOL_DAYS_BEFORE, calendar) >= clock.due_on:
        return Chase.DUE
    return None


def _warn_from(clock: Clock, calendar: SchoolCalendar) -> date:
    """Five school days before the last one, or at once when no school day is left."""
    if clock.last_school_day is None:
        return date.min
    day = clock.last_school_day
    for _ in range(SCHOOL_DAYS_BEFORE_A_HOLIDAY):
        day -= timedelta(days=1)
        while not counts_as_school_day(day, calendar) and (clock.last_school_day - day).days < 60:
            day -= timedelta(days=1)
    return day
