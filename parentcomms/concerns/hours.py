"""Whether anyone is reading messages at this hour. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from parentcomms.school.rules import SchoolCalendar, counts_as_school_day, received_on

OFFICE_OPENS = time(8, 30)
OFFICE_CLOSES = time(16, 0)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """`now`: somebody reads messages at this hour. `next_day`: the next day somebody does.

    `later_today`: that is this very day, from the hour at which the office opens.
    """

    now: bool
    next_day: date
    later_today: bool


def reading(school_clock: datetime, calendar: SchoolCalendar) -> Reading:
    """By the clock in school: on school days, in office hours, and never sooner than that."""
    today, at = school_clock.date(), school_clock.time()
    school_today = counts_as_school_day(today, calendar)
    still_to_come = school_today and at < OFFICE_CLOSES
    return Reading(
        now=still_to_come and at >= OFFICE_OPENS,
        next_day=today if still_to_come else received_on(today + timedelta(days=1), calendar),
        later_today=still_to_come and at < OFFICE_OPENS,
    )
