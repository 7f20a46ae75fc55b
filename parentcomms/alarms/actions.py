"""Taking an unread report further, chasing what is due, testing the alarm, setting cover.

Everything is found from facts and told once: a task that runs twice, or not for a day, is no harm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from parentcomms.access import actor
from parentcomms.accounts.models import StaffMember
from parentcomms.alarms import emails, queries
from parentcomms.alarms.models import AlarmTest
from parentcomms.alarms.rules import raised_to, school_time_between
from parentcomms.audit.actions import record
from parentcomms.cases.clocks import Clock, chase
from parentcomms.cases.queries import standing_with, steps_of
from parentcomms.clock import in_london, now, today
from parentcomms.concerns.actions import raise_to
from parentcomms.concerns.cover_models import Cover
from parentcomms.concerns.covering import covered_days
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import calendar_now, holders, raised, visible_to
from parentcomms.concerns.rules import Recipient, RoleHolders, route
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.filters import day
from parentcomms.languages import gettext
from parentcomms.school.rules import SchoolCalendar, counts_as_school_day


def raise_unread() -> None:
    """Each open report of a risk that nobody has read, as far as its time has come."""
    waiting = [each for each in queries.open_cases(at_risk=True) if queries.is_unread(each)]
    if not waiting:
        return
    among, calendar = holders(), calendar_now()
    for concern in waiting:
        _take_further(concern, among, calendar)


def _take_further(concern: Concern, among: RoleHolders, calendar: SchoolCalendar) -> None:
    came, moment = in_london(concern.received_at), in_london(now())
    covered = covered_days(came.date(), moment.date())
    unread = school_time_between(came, moment, calendar, covered)
    have_it = {each.staff_id for each in concern.recipients}
    for step, (post, ids) in enumerate(raised_to(raised(concern), among, unread), start=1):
        for staff_id in sorted(ids):
            if staff_id not in have_it:
                raise_to(concern, staff_id, post)
            if visible_to(concern, staff_id, among=among):
                emails.unread(concern.reference, staff_id, step=step)


@dataclass(frozen=True, kw_only=True)
class Due:
    """One clock of one case that somebody is reminded of today."""

    concern: Concern
    clock: Clock
    why: str


def chase_due() -> None:
    """Each clock that is due, overdue or about to be swallowed: to those who handle the case.

    That is whom the table names, and whom it was passed on to.
    """
    among = holders()
    for each in _due(queries.open_cases()):
        once = f"{each.clock.kind.value}:{each.clock.due_on}:{each.why}"
        passed_to = {e.staff_id for e in each.concern.recipients if e.passed_by}
        for staff_id in sorted(route(raised(each.concern), among).recipients | passed_to):
            if visible_to(each.concern, staff_id, among=among):
                by = day(each.clock.due_on)
                emails.due(each.concern.reference, staff_id, by=by, once=once)


def _due(concerns: Sequence[Concern]) -> Iterator[Due]:
    steps, calendar = steps_of(concerns), calendar_now()
    for concern in concerns:
        for clock in standing_with(concern, steps[concern.id], calendar).clocks:
            why = chase(clock, today(), calendar)
            if why:
                yield Due(concern=concern, clock=clock, why=why.value)


def test_the_alarm() -> None:
    """Once a week, on a school day, everybody whom an unread report would reach is asked."""
    if not counts_as_school_day(today(), calendar_now()):
        return
    week = queries.week_of(today())
    asked = queries.test_of_week(week)
    for member in queries.those_tested():
        if member.id not in asked:
            row = AlarmTest(week=week, staff_id=member.id, sent_at=now())
            db.session.add(row)
            db.session.flush()
            emails.test(member, row.reference)


def answered(row: AlarmTest) -> None:
    """It reached a person, who says so."""
    row.answered_at = row.answered_at or now()
    record("alarm-test-answered", row)


def set_cover(post: Recipient, member: StaffMember, *, first: date, last: date) -> Cover:
    """A colleague reads what comes to a post between two days, both included."""
    if last < first or last < today():
        raise Refused(gettext("The last day must not be before the first, nor in the past."))
    row = Cover(
        post=post,
        staff_id=member.id,
        starts_on=first,
        ends_on=last,
        set_by=actor(),
        set_at=now(),
    )
    db.session.add(row)
    record("cover-set", row)
    return row


def end_cover(row: Cover) -> None:
    """The holder is back."""
    row.ended_at = row.ended_at or now()
    record("cover-ended", row)
