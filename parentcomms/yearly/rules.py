"""When the reminder is due, and whose answers it is about. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from parentcomms.consent.rules import Case, Voice, may_answer, own_answer, pupil_decides
from parentcomms.school.years import academic_year_start

# A month that no job ran in is made good in the two that follow, and not later.
CAUGHT_UP_FOR = timedelta(days=92)


@dataclass(frozen=True)
class Reminder:
    """One year's reminder: due from this day on, and counted to this school year."""

    since: date
    school_year: int


def reminder_on(day: date, month: int) -> Reminder | None:
    """The reminder that is due on this day; None outside its month and the time to catch up.

    The school year is that of the first day: a school that picks another month in between
    reminds nobody twice in one school year.
    """
    year = day.year if day.month >= month else day.year - 1
    since = date(year, month, 1)
    if day >= since + CAUGHT_UP_FOR:
        return None
    return Reminder(since, academic_year_start(since).year)


def is_reminded(case: Case, who: int, *, own: bool, began: datetime) -> bool:
    """Whether this relationship has an answer to be reminded of, given before the month began.

    Adults until the pupil decides alone; a pupil from 16, as soon as their own yes counts. A
    younger pupil is asked afresh each September, and whoever is silent, or whose answers have
    lapsed, is asked and not reminded.
    """
    theirs = may_answer(case, who) is Voice.COUNTS if own else not pupil_decides(case)
    if not theirs:
        return False
    answer = own_answer(case, who)
    return answer is not None and answer.at < began
