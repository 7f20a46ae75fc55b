"""The half-terms ahead, what is planned for each, where each insert was used."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from parentcomms.clock import today
from parentcomms.communications.models import Communication, InsertUse
from parentcomms.communications.queries import (
    Listed,
    approved_version,
    communications,
    standing_communication,
)
from parentcomms.communications.rules import CommunicationKind
from parentcomms.database import db
from parentcomms.inserts.models import InsertPlan, NoticeCheck
from parentcomms.inserts.rules import (
    HalfTerm,
    Seen,
    Variant,
    half_term_on,
    has_insert,
    notice_to_check,
    offered,
)
from parentcomms.school.queries import terms

AHEAD = 6
"""Half-terms shown: a year of them."""


@dataclass(frozen=True)
class Ahead:
    """One half-term, and what stands in it."""

    half_term: HalfTerm
    planned: Communication | None
    used: tuple[InsertUse, ...]
    offered: str | None  # the reference of the insert not used longest

    @property
    def lacks_insert(self) -> bool:
        return self.planned is None and not self.used


@dataclass(frozen=True)
class Year:
    """The inserts there are, the half-terms ahead, and where each insert was used."""

    inserts: Sequence[Listed]
    ahead: Sequence[Ahead]
    uses: Mapping[int, Sequence[InsertUse]] = field(default_factory=dict)


def half_terms() -> list[HalfTerm]:
    """The school's own, in order."""
    return [HalfTerm(each.name, each.starts_on, each.ends_on) for each in terms()]


def year_ahead() -> Year:
    """What the office plans with, in a fixed number of queries."""
    inserts = [each for each in communications() if _is_insert(each.communication)]
    uses = _uses()
    plans = plans_by_day()
    ahead = [each for each in half_terms() if each.ends_on >= today()][:AHEAD]
    rows = {each.communication.id: each.communication for each in inserts}
    return Year(inserts, [_ahead(each, rows, plans, uses) for each in ahead], uses)


def _is_insert(communication: Communication) -> bool:
    return communication.kind is CommunicationKind.INSERT


def _uses() -> dict[int, list[InsertUse]]:
    found: dict[int, list[InsertUse]] = defaultdict(list)
    for use in db.session.scalars(select(InsertUse).order_by(InsertUse.used_on.desc())):
        found[use.communication_id].append(use)
    return found


def plans_by_day() -> dict[date, int]:
    """Day of a half-term → the insert planned for it; a plan taken back is none."""
    rows = db.session.scalars(select(InsertPlan).order_by(InsertPlan.id))
    newest = {row.half_term: row.communication_id for row in rows}
    return {day: planned for day, planned in newest.items() if planned is not None}


def _ahead(
    half_term: HalfTerm,
    rows: Mapping[int, Communication],
    plans: Mapping[date, int],
    uses: Mapping[int, Sequence[InsertUse]],
) -> Ahead:
    planned = next((each for day, each in plans.items() if half_term.holds(day)), None)
    used = [use for each in uses.values() for use in each if half_term.holds(use.used_on)]
    best = offered(half_term, _variants(rows, plans, uses))
    return Ahead(half_term, rows.get(planned or 0), tuple(used), best.reference if best else None)


def _variants(
    rows: Mapping[int, Communication],
    plans: Mapping[date, int],
    uses: Mapping[int, Sequence[InsertUse]],
) -> list[Variant]:
    return [
        Variant(
            row.reference,
            row.key,
            tuple(use.used_on for use in uses.get(number, ()))
            + tuple(day for day, planned in plans.items() if planned == number),
        )
        for number, row in rows.items()
    ]


def half_term_without_insert() -> HalfTerm | None:
    """This half-term (in the holidays the next) when nothing is planned for it: for staff home."""
    now = half_term_on(today(), half_terms())
    if now is None:
        return None
    used = db.session.scalars(select(InsertUse.used_on).where(InsertUse.used_on >= now.starts_on))
    planned = plans_by_day()
    return None if has_insert(now, planned=planned, used_on=used.all()) else now


def notice_checks() -> Sequence[NoticeCheck]:
    """What was seen on the school's website, newest first."""
    return db.session.scalars(select(NoticeCheck).order_by(NoticeCheck.id.desc())).all()


def notice_is_live() -> bool:
    """Whether an approved notice can be read now."""
    found = standing_communication(CommunicationKind.NOTICE)
    return found is not None and approved_version(found) is not None


def notice_wants_looking_for() -> bool:
    """Whether somebody should look at the school's website now."""
    newest = next(iter(notice_checks()), None)
    seen = Seen(newest.still_there, newest.checked_on) if newest else None
    return notice_to_check(notice_is_live(), seen, today=today())
