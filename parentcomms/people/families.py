"""Which children an adult's page shows, and which adults a child has."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.people.models import ContactReview, Hold, Person, Pupil, Relationship
from parentcomms.people.roll import Span, roll_on
from parentcomms.people.rules import ContactDecision


def open_relationships(person_id: int, *, day: date | None = None) -> list[Relationship]:
    """This adult's relationships to children on roll or about to join, oldest child first.

    None that is held, ended or not to be contacted: what they may not be written, they may not
    see (product promise: the estranged parent learns nothing from us).
    """
    on_day = day or today()
    rows = db.session.scalars(
        select(Relationship)
        .where(Relationship.person_id == person_id)
        .where(Relationship.starts_on <= on_day)
        .where(Relationship.ends_on.is_(None) | (Relationship.ends_on >= on_day))
        .where(Relationship.id.in_(_may_see(person_id)), Relationship.id.not_in(_held()))
        .options(
            joinedload(Relationship.person),
            joinedload(Relationship.pupil).selectinload(Pupil.enrolments),
        )
    )
    return sorted((row for row in rows if here(row.pupil, on_day)), key=_by_age)


def visible_relationships(person_id: int) -> Select[int]:
    """Ids of all this adult may be shown, ended ones included: for what they said themselves."""
    return select(Relationship.id).where(
        Relationship.id.in_(_may_see(person_id)), Relationship.id.not_in(_held())
    )


def _may_see(person_id: int) -> Select[int]:
    mine = select(Relationship.id).where(Relationship.person_id == person_id)
    newest = (
        select(func.max(ContactReview.id))
        .where(ContactReview.relationship_id.in_(mine))
        .group_by(ContactReview.relationship_id)
    )
    return select(ContactReview.relationship_id).where(
        ContactReview.id.in_(newest),
        ContactReview.decision.in_({ContactDecision.WRITE, ContactDecision.POST_ONLY}),
    )


def _held() -> Select[int]:
    return select(Hold.relationship_id).where(Hold.lifted_at.is_(None))


def here(pupil: Pupil, day: date) -> bool:
    """On roll, or about to join."""
    spans = [Span(row.starts_on, row.ends_on) for row in pupil.enrolments]
    roll = roll_on(spans, day)
    return roll.on_roll or (roll.joined is not None and roll.joined > day)


def _by_age(row: Relationship) -> tuple[date, str]:
    return row.pupil.date_of_birth or date.max, row.pupil.forename


def adults_of(pupil_id: int) -> Sequence[Relationship]:
    """Everybody on a child's record, held and ended included, in contact order."""
    return db.session.scalars(
        select(Relationship)
        .where(Relationship.pupil_id == pupil_id)
        .options(
            joinedload(Relationship.person),
            selectinload(Relationship.decisions),
            selectinload(Relationship.holds),
        )
        .order_by(Relationship.contact_order.nulls_last(), Relationship.id)
    ).all()


def person_by_id(person_id: int) -> Person:
    """One adult known to be there."""
    return db.session.get_one(Person, person_id)
