"""Which cases a reader may have counted, term by term."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import defer, selectinload

from parentcomms.access import Role
from parentcomms.cases.numbers import Counted, Table, tables, weeks_taken
from parentcomms.cases.queries import facts, steps_of
from parentcomms.cases.rules import outcome_of, stage_of
from parentcomms.clock import LONDON
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import holders, raised, visible_to
from parentcomms.concerns.rules import RoleHolders, route
from parentcomms.database import db
from parentcomms.school.queries import terms

BOARD = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.CLERK})


def by_term(staff_id: int, roles: frozenset[Role]) -> list[tuple[str, dict[str, Table]]]:
    """Each term of the school, the newest first, with its tables."""
    among = holders()
    found = []
    for term in reversed(terms()):
        mine = [
            each
            for each in _received(term.starts_on, term.ends_on)
            if _may_count(each, staff_id, board=bool(roles & BOARD), among=among)
        ]
        if mine:
            name = f"{term.name} {term.starts_on.year}"
            found.append((name, tables(_counted(mine))))
    return found


def _received(first: date, last: date) -> Sequence[Concern]:
    """Everything received in a term, without its words."""
    start = datetime.combine(first, time(), LONDON)
    end = datetime.combine(last + timedelta(days=1), time(), LONDON)
    query = (
        select(Concern)
        .options(
            defer(Concern.words),
            selectinload(Concern.subjects),
            selectinload(Concern.recipients),
        )
        .where(Concern.received_at >= start, Concern.received_at < end)
    )
    return db.session.scalars(query).all()


def _may_count(concern: Concern, staff_id: int, *, board: bool, among: RoleHolders) -> bool:
    """What they may see; governors also count the rest, but no safeguarding and nothing on them."""
    if visible_to(concern, staff_id, among=among):
        return True
    about_them = staff_id in route(raised(concern), among).hidden_from
    return board and not concern.at_risk and not about_them


def _counted(concerns: Sequence[Concern]) -> list[Counted]:
    steps = steps_of(concerns)
    found = []
    for each in concerns:
        said = facts(steps[each.id])
        ended = outcome_of(said)
        days = (each.closed_at - each.received_at).days if each.closed_at else None
        found.append(
            Counted(
                kind=each.kind.value,
                stage=stage_of(said, closed=False).value,
                time_taken=weeks_taken(days),
                outcome=ended.value if ended else "open",
            )
        )
    return found
