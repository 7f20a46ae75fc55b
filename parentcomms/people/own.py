"""A pupil as somebody who answers: their relationship to themselves, and a page of their own."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.people.models import ContactReview, Person, Pupil, Relationship
from parentcomms.people.rules import ContactDecision, RelationshipKind


def own_relationship(pupil: Pupil) -> Relationship | None:
    """The pupil's relationship to themselves, where one was made."""
    return db.session.scalars(
        select(Relationship)
        .where(Relationship.pupil_id == pupil.id, Relationship.kind == RelationshipKind.SELF)
        .where(Relationship.ends_on.is_(None))
        .options(
            joinedload(Relationship.person),
            selectinload(Relationship.decisions),
            selectinload(Relationship.holds),
        )
        .order_by(Relationship.id)
    ).first()


def make_own_relationship(pupil: Pupil) -> Relationship:
    """The pupil's relationship to themselves: the one there is, or a new one."""
    found = own_relationship(pupil)
    if found is not None:
        return found
    made = Relationship(pupil=pupil, kind=RelationshipKind.SELF, starts_on=today())
    db.session.add(made)
    record("pupil-answers", made)
    return made


def give_own_page(pupil: Pupil, *, email: str | None) -> Person:
    """Let a pupil have a page of their own, by e-mail where the school has an address for them."""
    own = make_own_relationship(pupil)
    if own.person is None:
        own.person = Person(forename=pupil.forename, surname=pupil.surname, made_at=now())
    own.person.email = email or None
    record("pupil-page-given", own)
    review = ContactReview(
        relationship_id=own.id,
        decision=ContactDecision.WRITE if email else ContactDecision.POST_ONLY,
        decided_by=acting(),
        decided_at=now(),
    )
    db.session.add(review)
    record("contact-reviewed", review)
    return own.person
