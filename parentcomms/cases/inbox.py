"""Lists of cases. What is open is found by an index and does not grow with what is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from parentcomms.cases.queries import Standing, standing_with, steps_of
from parentcomms.clock import today
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import calendar_now, holders, visible_to
from parentcomms.concerns.sight import seen_by
from parentcomms.database import db

CLOSED_PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Line:
    """One case in the list."""

    concern: Concern
    standing: Standing
    opened_at: datetime | None


def _whole() -> Select[Concern]:
    return select(Concern).options(selectinload(Concern.subjects), selectinload(Concern.recipients))


def open_for(staff_id: int) -> list[Concern]:
    """Open cases this person may see: a risk first, then the oldest."""
    among = holders()
    waiting = _whole().where(Concern.closed_at.is_(None)).order_by(Concern.received_at)
    mine = [e for e in db.session.scalars(waiting) if visible_to(e, staff_id, among=among)]
    return sorted(mine, key=lambda each: not each.at_risk)


def lines(concerns: Sequence[Concern], staff_id: int) -> list[Line]:
    """The same with where each stands, in a fixed number of queries."""
    steps, calendar = steps_of(concerns), calendar_now()
    return [
        Line(
            concern=each,
            standing=standing_with(each, steps[each.id], calendar),
            opened_at=next((r.opened_at for r in each.recipients if r.staff_id == staff_id), None),
        )
        for each in concerns
    ]


def waiting_for(staff_id: int) -> tuple[int, int]:
    """How many open cases this person has not read, and how many of theirs are overdue."""
    mine = lines(open_for(staff_id), staff_id)
    overdue = sum(any(clock.overdue(today()) for clock in e.standing.clocks) for e in mine)
    return sum(each.opened_at is None for each in mine), overdue


def closed_for(staff_id: int, *, words: str = "", page: int = 1) -> tuple[list[Concern], bool]:
    """One page of what is closed, newest first, and whether there is more.

    A page is filled from what this person may see, so that no gap in it tells of another case.
    """
    query = _whole().where(Concern.closed_at.is_not(None), seen_by(staff_id))
    if words:
        like = f"%{words.replace('%', '').replace('_', '')}%"
        query = query.where(or_(Concern.reference == words.strip(), Concern.words.ilike(like)))
    query = query.order_by(Concern.closed_at.desc(), Concern.received_at.desc(), Concern.id.desc())
    first = (page - 1) * CLOSED_PAGE
    found = list(db.session.scalars(query.limit(CLOSED_PAGE + 1).offset(first)))
    return found[:CLOSED_PAGE], len(found) > CLOSED_PAGE
