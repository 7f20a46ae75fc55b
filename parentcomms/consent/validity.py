"""How long a yes lasts: this time on roll, this phase, this wording, and a year if so set.

Only permission lapses. A no, and the limit in "only if nobody could recognise my child", stay.
"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from parentcomms.consent.facts import AnswerFact, Case, ChildFacts
from parentcomms.consent.kinds import Reason
from parentcomms.school.years import expected_year_group, moved_on, phase_started_on

LONDON = ZoneInfo("Europe/London")
# Schools put joiners on roll a little before term begins.
EARLY_JOINER = timedelta(days=31)
# An answer given in the summer term is not asked for again in September.
STILL_FRESH = timedelta(days=92)


def answered_on(answer: AnswerFact) -> date:
    """The day of the answer as the school's own calendar has it; of a correction, the first day."""
    return (answer.said_at or answer.at).astimezone(LONDON).date()


def age_on(born: date, day: date) -> int:
    """Full years. Born on 29 February: a year older on 1 March, the cautious reading."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def year_group_on(child: ChildFacts, day: date) -> str | None:
    """The record's year group, moved on with the years, else the one the birthday puts them in."""
    if child.born is None:
        return child.year_group
    expected = expected_year_group(child.born, day)
    if child.year_group is None:
        return expected
    return moved_on(child.year_group, said_on=child.year_said_on, by_age=expected, day=day)


def lapsed(answer: AnswerFact, case: Case) -> Reason | None:
    """Why this answer no longer permits anything; None while it does."""
    if answer.asked_again:
        return Reason.OLD_WORDING
    if _from_earlier_phase(answered_on(answer), case):
        return Reason.EARLIER_PHASE
    if _expired(answered_on(answer), case):
        return Reason.EXPIRED
    return None


def _from_earlier_phase(answered: date, case: Case) -> bool:
    child = case.child
    if child.left_before is not None and answered <= child.left_before:
        return True
    began = phase_started_on(
        year_group_on(child, case.day), case.day, school_years=case.settings.school_years
    )
    if began is None or answered >= began:
        return False
    # A joiner's family answers before the first day, and is not asked twice.
    return child.joined is None or child.joined < began - EARLY_JOINER


def _expired(answered: date, case: Case) -> bool:
    settings = case.settings
    if not settings.expires_yearly:
        return False
    latest = case.day - timedelta(weeks=settings.grace_weeks)
    year = latest.year if latest.month >= settings.ask_month else latest.year - 1
    return answered < date(year, settings.ask_month, 1) - STILL_FRESH
