"""Reading what the school decided, and its calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import holidays
from flask import g, has_request_context
from sqlalchemy import func, select

from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.school.details import School, from_settings
from parentcomms.school.models import InsetDay, SchoolSetting, SchoolTerm
from parentcomms.school.rules import SchoolCalendar, Term


@dataclass(frozen=True)
class Calendar:
    """Terms, INSET days and bank holidays, as school/rules.py takes them."""

    terms: tuple[tuple[date, date], ...]
    inset_days: frozenset[date]
    bank_holidays: frozenset[date]


def school() -> School:
    """The school's decisions now; read once a request."""
    if not has_request_context():
        return _read_school()
    if "school" not in g:
        g.school = _read_school()
    found: School = g.school
    return found


def _read_school() -> School:
    newest = select(func.max(SchoolSetting.id)).group_by(SchoolSetting.key)
    rows = db.session.execute(
        select(SchoolSetting.key, SchoolSetting.value).where(SchoolSetting.id.in_(newest))
    )
    return from_settings({key: value for key, value in rows})


def goes_live_on() -> date | None:
    """The day the old list is left behind, while that day is still to come."""
    day = school().go_live_on
    return day if day is not None and today() < day else None


def calendar(first_year: int, last_year: int) -> Calendar:
    """The school's calendar; bank holidays of England for the years named."""
    terms = db.session.execute(
        select(SchoolTerm.starts_on, SchoolTerm.ends_on).order_by(SchoolTerm.starts_on)
    )
    england = holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, last_year + 1))
    return Calendar(
        terms=tuple((starts, ends) for starts, ends in terms),
        inset_days=frozenset(db.session.scalars(select(InsetDay.day))),
        bank_holidays=frozenset(england.keys()),
    )


def school_calendar() -> SchoolCalendar:
    """The calendar as the rules take it, for last year, this year and next."""
    found = calendar(today().year - 1, today().year + 1)
    return SchoolCalendar(
        terms=tuple(Term(starts_on=first, ends_on=last) for first, last in found.terms),
        inset_days=found.inset_days,
        bank_holidays=found.bank_holidays,
    )


def terms() -> Sequence[SchoolTerm]:
    """The terms entered, in order."""
    return db.session.scalars(select(SchoolTerm).order_by(SchoolTerm.starts_on)).all()


def terms_ahead() -> bool:
    """Whether the school's terms are entered from today on."""
    ahead = select(SchoolTerm.id).where(SchoolTerm.ends_on >= today()).limit(1)
    return db.session.scalar(ahead) is not None


def inset_days() -> Sequence[InsetDay]:
    """The INSET days entered, in order."""
    return db.session.scalars(select(InsetDay).order_by(InsetDay.day)).all()
