"""Who sees to it that a publication comes down."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from parentcomms.accounts.models import StaffMember
from parentcomms.database import db
from parentcomms.people.names import normalised_name
from parentcomms.publications.models import Publication, TakedownOwner


def staff_here() -> Sequence[StaffMember]:
    """Everybody who can be given something to do, by name."""
    query = select(StaffMember).where(StaffMember.ended_at.is_(None)).order_by(StaffMember.name)
    return db.session.scalars(query).all()


def owners_of(rows: Collection[Publication]) -> dict[int, StaffMember | None]:
    """Publication → whom it was given to, else who looks after the place, else who posted it.

    Only people who are still here; None where there is nobody, and then the office sees to it.
    """
    if not rows:
        return {}
    people = {member.id: member for member in staff_here()}
    by_name = {normalised_name(member.name): member for member in people.values()}
    given = _given([row.id for row in rows])
    return {
        row.id: people.get(given.get(row.id, 0))
        or by_name.get(normalised_name((row.channel.owner if row.channel else None) or ""))
        or people.get(_staff_id(row.recorded_by))
        for row in rows
    }


def _given(ids: Collection[int]) -> dict[int, int]:
    newest = (
        select(func.max(TakedownOwner.id))
        .where(TakedownOwner.publication_id.in_(ids))
        .group_by(TakedownOwner.publication_id)
    )
    rows = db.session.execute(
        select(TakedownOwner.publication_id, TakedownOwner.staff_id).where(
            TakedownOwner.id.in_(newest)
        )
    )
    return {publication: staff_id for publication, staff_id in rows}


def _staff_id(actor: str) -> int:
    kind, _, number = actor.partition(":")
    return int(number) if kind == "staff" and number.isdigit() else 0
