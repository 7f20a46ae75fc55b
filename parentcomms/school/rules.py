"""School days and the clocks that run on them; which schools the County's words apply to."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class SchoolType(StrEnum):
    """The kinds of school in England, as far as the policy tells them apart."""

    COMMUNITY = "community"
    VOLUNTARY_CONTROLLED = "voluntary_controlled"
    VOLUNTARY_AIDED = "voluntary_aided"
    FOUNDATION = "foundation"
    ACADEMY = "academy"
    INDEPENDENT = "independent"
    OTHER = "other"


MAINTAINED = frozenset(
    {
        SchoolType.COMMUNITY,
        SchoolType.VOLUNTARY_CONTROLLED,
        SchoolType.VOLUNTARY_AIDED,
        SchoolType.FOUNDATION,
    }
)
EMPLOYED_BY_THE_COUNTY = frozenset({SchoolType.COMMUNITY, SchoolType.VOLUNTARY_CONTROLLED})

# DPA 2018 s.164A: thirty days "beginning with" the day of receipt end 29 days after it. Read the
# other way the last day is one later, so this date satisfies both readings.
DP_COMPLAINT_DAYS = 29


@dataclass(frozen=True, kw_only=True)
class Term:
    """A run of weeks in school, both days included; a half-term break parts two of them."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class SchoolCalendar:
    """What the school has entered, and the bank holidays of England passed in beside it."""

    terms: tuple[Term, ...] = ()
    inset_days: frozenset[date] = frozenset()
    bank_holidays: frozenset[date] = frozenset()


def county_applies(kind: SchoolType) -> bool:
    """Policy 2.7: the County's name and links fall away for schools independent of it."""
    return kind in MAINTAINED


def county_employs(kind: SchoolType) -> bool:
    """Policy 3.2 and 9.2: liability and breach reports name these two kinds of school only."""
    return kind in EMPLOYED_BY_THE_COUNTY


def school_day(day: date, calendar: SchoolCalendar) -> bool:
    """Whether pupils are in school: within a term, a weekday, no INSET and no bank holiday."""
    in_term = any(term.starts_on <= day <= term.ends_on for term in calendar.terms)
    return in_term and _ordinary_weekday(day, calendar)


def calendar_covers(day: date, calendar: SchoolCalendar) -> bool:
    """Whether the school has entered its terms up to this day; if not, the page says so."""
    return bool(calendar.terms) and _first_day(calendar) <= day <= _last_day(calendar)


def counts_as_school_day(day: date, calendar: SchoolCalendar) -> bool:
    """As school_day; beyond the terms entered, every ordinary weekday counts.

    A deadline then shows too early rather than too late, and always exists.
    """
    if calendar_covers(day, calendar):
        return school_day(day, calendar)
    return _ordinary_weekday(day, calendar)


def add_school_days(start: date, days: int, calendar: SchoolCalendar) -> date:
    """The day that is so many school days after the start; the start itself is not counted."""
    day = start
    for _ in range(days):
        day = _first_counting_day(day + timedelta(days=1), calendar)
    return day


def school_days_since(start: date, end: date, calendar: SchoolCalendar) -> int:
    """How many school days have begun since a day, which itself is not counted."""
    days = (start + timedelta(days=ahead) for ahead in range(1, (end - start).days + 1))
    return sum(counts_as_school_day(day, calendar) for day in days)


def received_on(arrived: date, calendar: SchoolCalendar) -> date:
    """The day a case counts as received: out of term, the first school day after."""
    return _first_counting_day(arrived, calendar)


def dp_complaint_due(received: date) -> date:
    """The last day to acknowledge a data protection complaint; holidays do not stop it."""
    return received + timedelta(days=DP_COMPLAINT_DAYS)


def _first_counting_day(day: date, calendar: SchoolCalendar) -> date:
    while not counts_as_school_day(day, calendar):
        day += timedelta(days=1)
    return day


def _ordinary_weekday(day: date, calendar: SchoolCalendar) -> bool:
    closed = day in calendar.inset_days or day in calendar.bank_holidays
    return day.weekday() < 5 and not closed


def _first_day(calendar: SchoolCalendar) -> date:
    return min(term.starts_on for term in calendar.terms)


def _last_day(calendar: SchoolCalendar) -> date:
    return max(term.ends_on for term in calendar.terms)
