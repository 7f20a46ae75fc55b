"""Who stands in for whom today, and how the school has narrowed the routing table."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Select, select

from parentcomms.access import Permission, Role, permissions_of
from parentcomms.clock import today
from parentcomms.concerns.cover_models import Cover
from parentcomms.concerns.rules import Ids, Recipient
from parentcomms.concerns.tightening import Tightening
from parentcomms.database import db
from parentcomms.school.queries import school


def tightened() -> frozenset[Tightening]:
    """What the school has ticked on the page of the routing table."""
    ours = school()
    said = {
        Tightening.LEADS_ONLY: ours.risks_to_leads_only,
        Tightening.PAST_THE_OFFICE: ours.questions_past_the_office,
    }
    return frozenset(each for each, yes in said.items() if yes)


def _standing(on: date) -> Select[Cover]:
    return select(Cover).where(Cover.ended_at.is_(None), Cover.ends_on >= on)


def covering(*, among: Mapping[int, frozenset[Role]]) -> dict[Recipient, Ids]:
    """Post → who reads for it today. Nobody who may not open concerns, or has left."""
    found: dict[Recipient, Ids] = {}
    for each in db.session.scalars(_standing(today()).where(Cover.starts_on <= today())):
        reads = Permission.RECEIVE_CONCERNS in permissions_of(among.get(each.staff_id, frozenset()))
        if reads:
            found[each.post] = found.get(each.post, frozenset()) | {each.staff_id}
    return found


def covers() -> Sequence[Cover]:
    """Cover that is set from today on, in order."""
    query = _standing(today()).order_by(Cover.starts_on, Cover.id)
    return db.session.scalars(query).all()


def covered_days(first: date, last: date) -> list[tuple[date, date]]:
    """The runs of days between two on which somebody stands in for the safeguarding leads."""
    query = select(Cover.starts_on, Cover.ends_on).where(
        Cover.ended_at.is_(None),
        Cover.post == Recipient.DSL,
        Cover.ends_on >= first,
        Cover.starts_on <= last,
    )
    return [(starts, ends) for starts, ends in db.session.execute(query)]
