"""What lies unread, what is due, and whether the last test of the alarm was answered."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember
from parentcomms.accounts.queries import staff_with_any_role
from parentcomms.alarms.models import AlarmTest
from parentcomms.clock import in_london, now
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import calendar_now
from parentcomms.database import db
from parentcomms.school.rules import add_school_days

TESTED = (Role.DSL, Role.DEPUTY_DSL, Role.HEAD)
SCHOOL_DAYS_TO_ANSWER = 1


def open_cases(*, at_risk: bool | None = None) -> Sequence[Concern]:
    """Everything open, for the service itself; whoever is told of it is asked for one by one."""
    query = (
        select(Concern)
        .where(Concern.closed_at.is_(None))
        .options(selectinload(Concern.subjects), selectinload(Concern.recipients))
    )
    if at_risk is not None:
        query = query.where(Concern.at_risk.is_(at_risk))
    return db.session.scalars(query).all()


def is_unread(concern: Concern) -> bool:
    return all(each.opened_at is None for each in concern.recipients)


def those_tested() -> Sequence[StaffMember]:
    """Whom an unread report of a risk would reach."""
    return staff_with_any_role(set(TESTED))


def test_for(staff_id: int, reference: str) -> AlarmTest | None:
    """The test sent to this person; nobody answers another's."""
    return db.session.scalar(select(AlarmTest).filter_by(reference=reference, staff_id=staff_id))


def test_of_week(week: str) -> set[int]:
    """Whom this week's test was sent to."""
    return set(db.session.scalars(select(AlarmTest.staff_id).where(AlarmTest.week == week)))


def unanswered() -> list[str]:
    """Names of those who did not answer their last test within a school day."""
    newest = select(func.max(AlarmTest.id)).group_by(AlarmTest.staff_id)
    rows = db.session.execute(
        select(StaffMember.name, AlarmTest.sent_at)
        .join(StaffMember, StaffMember.id == AlarmTest.staff_id)
        .where(AlarmTest.id.in_(newest), AlarmTest.answered_at.is_(None))
        .where(StaffMember.ended_at.is_(None))
        .order_by(StaffMember.name)
    ).all()
    if not rows:
        return []
    calendar, today = calendar_now(), in_london(now()).date()
    return [
        name
        for name, sent in rows
        if today > add_school_days(in_london(sent).date(), SCHOOL_DAYS_TO_ANSWER, calendar)
    ]


def week_of(day: date) -> str:
    """2026-w48."""
    year, number, _ = day.isocalendar()
    return f"{year}-w{number:02}"
