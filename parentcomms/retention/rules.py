"""When something's time has come. Pure: dates, periods and facts are passed in.

Doubt keeps: who has no enrolment has not left, and what is held has no last day.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parentcomms.school.details import School
from parentcomms.school.years import academic_year_start


class Rule(StrEnum):
    """Under which rule something goes; written on its removal stub."""

    CHECKS = "checks"
    POSTS = "posts"
    PUBLICATIONS = "publications"
    ANSWERS = "answers"
    ACKNOWLEDGEMENTS = "acknowledgements"
    SENT_LOG = "sent-log"
    MAIL_BODIES = "mail-bodies"
    MAIL_RECIPIENTS = "mail-recipients"
    SCANS = "scans"
    IMPORTS = "imports"
    LISTS = "lists"
    LEAVERS = "leavers"
    NAMES = "names"


class HoldScope(StrEnum):
    """How far a legal hold reaches."""

    EVERYTHING = "everything"
    PUPIL = "pupil"
    PERSON = "person"
    PUBLICATION = "publication"


@dataclass(frozen=True, kw_only=True)
class Periods:
    """What the school has decided; the defaults are in `school/details.py`."""

    answers_after_leaving: int
    after_coming_down: int
    sent_log: int
    mail_bodies: int
    checks: int
    lists: int
    imports: int


def periods_of(school: School) -> Periods:
    """The periods in force."""
    return Periods(
        answers_after_leaving=school.answers_kept_years,
        after_coming_down=school.pictures_kept_years,
        sent_log=school.sent_kept_years,
        mail_bodies=school.mails_kept_years,
        checks=school.checks_kept_years,
        lists=school.lists_kept_years,
        imports=school.imports_kept_years,
    )


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """What decides about a child's records."""

    left_on: date | None  # none while on roll, or when nobody knows
    still_up: bool = False  # somebody can still see a picture
    last_down_on: date | None = None  # when the last picture came down, or was printed
    held: bool = False


def years_after(day: date, years: int) -> date:
    """The same day so many years on; the last of February stays in February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def goes_after_school_years(day: date, years: int) -> date:
    """The first of September on which something of that day goes: its own year, and so many."""
    start = academic_year_start(day)
    return start.replace(year=start.year + 1 + years)


def made_before(today: date, years: int) -> date:
    """What was made before this day has had its school year and so many more."""
    start = academic_year_start(today)
    return start.replace(year=start.year - years)


def details_go_on(child: Leaving, periods: Periods) -> date | None:
    """When a leaver shrinks to what evidence needs."""
    if child.left_on is None or child.held:
        return None
    return years_after(child.left_on, periods.answers_after_leaving)


def answers_go_on(child: Leaving, periods: Periods) -> date | None:
    """When a leaver's answers go: never while a picture that relies on them can be seen."""
    day = details_go_on(child, periods)
    if day is None or child.still_up:
        return None
    if child.last_down_on is None:
        return day
    return max(day, years_after(child.last_down_on, periods.after_coming_down))


def publication_goes_on(
    *, down_on: date | None, periods: Periods, incident_closed_on: date | None = None
) -> date | None:
    """When the record of a publication goes: never while it can be seen, or its breach is open."""
    if down_on is None:
        return None
    last = max(down_on, incident_closed_on or down_on)
    return years_after(last, periods.after_coming_down)


def has_come(day: date | None, today: date) -> bool:
    return day is not None and day <= today
