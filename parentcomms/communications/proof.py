"""Whether the deliveries of one press of the button are still those it was recorded for."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import func, select

from parentcomms.audit.models import RemovalStub
from parentcomms.communications.models import Delivery, SendingRun
from parentcomms.database import db


def digest_of(deliveries: Iterable[Delivery]) -> str:
    """Who, in which version and language, by which route; nothing that changes later."""
    lines = sorted(
        f"{each.reference} {each.person_id} {each.version_id} {each.language} {each.route.value}"
        for each in deliveries
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def still_holds(run: SendingRun) -> bool:
    """Nobody was added to the record, taken from it or changed in it since."""
    rows = db.session.scalars(
        select(Delivery)
        .where(Delivery.communication_id == run.communication_id)
        .where(Delivery.id.between(run.first_delivery_id, run.last_delivery_id))
    ).all()
    removed = _removed(run)
    if removed:  # after retention the number still has to fit; the digest no longer can
        return len(rows) + removed == run.deliveries
    return len(rows) == run.deliveries and digest_of(rows) == run.digest


def _removed(run: SendingRun) -> int:
    query = select(func.count()).where(
        RemovalStub.table_name == Delivery.__tablename__,
        RemovalStub.row_id.between(run.first_delivery_id, run.last_delivery_id),
    )
    return db.session.scalar(query) or 0
