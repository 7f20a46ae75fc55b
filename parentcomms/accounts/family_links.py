"""What has become of an adult's own link, and what the office decided about its owner."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import exists, func, select

from parentcomms import links
from parentcomms.accounts.models import FamilyLink
from parentcomms.accounts.rules import LinkState, Standing, link_state, may_be_shown
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.people.models import ContactReview, Hold, Person, Pupil, Relationship
from parentcomms.people.rules import ContactDecision


def standing_person(person_id: int) -> Person:
    """The adult as the record has them now, after any merging."""
    person = db.session.get_one(Person, person_id)
    while person.merged_into_id is not None:
        person = db.session.get_one(Person, person.merged_into_id)
    return person


def standings(person: Person) -> list[Standing]:
    """What the office decided about this adult and each child."""
    return [standing for standing, _birthday in _children(person)]


def birthdays(person: Person) -> set[date]:
    """When the children were born whom this adult may be shown: asked for beside a code."""
    return {
        birthday
        for standing, birthday in _children(person)
        if birthday is not None and may_be_shown([standing])
    }


def _children(person: Person) -> list[tuple[Standing, date | None]]:
    newest = (
        select(ContactReview.decision)
        .where(ContactReview.relationship_id == Relationship.id)
        .order_by(ContactReview.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    held = exists().where(Hold.relationship_id == Relationship.id, Hold.lifted_at.is_(None))
    rows = db.session.execute(
        select(Relationship.ends_on, newest, held, Pupil.date_of_birth)
        .join(Pupil, Pupil.id == Relationship.pupil_id)
        .where(Relationship.person_id == person.id)
    )
    return [
        (
            Standing(
                current=ends_on is None or ends_on >= today(),
                decision=decision or ContactDecision.NOT_REVIEWED,
                on_hold=on_hold,
            ),
            birthday,
        )
        for ends_on, decision, on_hold, birthday in rows
    ]


def people_at(email: str) -> Sequence[Person]:
    """Every adult we hold this e-mail address for; two may share one, and each has a link."""
    return db.session.scalars(
        select(Person)
        .where(func.lower(Person.email) == email.strip().lower())
        .where(Person.merged_into_id.is_(None))
        .order_by(Person.id)
    ).all()


def state_of(link: FamilyLink) -> LinkState:
    """What a genuine link is good for now."""
    return link_state(
        revoked=link.revoked_at is not None,
        expires_at=link.expires_at,
        now=now(),
        may_be_shown=may_be_shown(standings(standing_person(link.person_id))),
    )


def link_by_token(token: str) -> FamilyLink | None:
    """The row of a genuine token, whatever has become of it; None for any other."""
    reference = links.reference_in(links.Purpose.FAMILY_LINK, token)
    if reference is None:
        return None
    return db.session.scalar(select(FamilyLink).where(FamilyLink.reference == reference))


def valid_link_by_token(token: str) -> FamilyLink | None:
    """The link a token opens now."""
    link = link_by_token(token)
    return link if link is not None and state_of(link) is LinkState.OPENS else None


def link_by_code(typed: str) -> FamilyLink | None:
    """The link whose paper code was typed, if it opens now."""
    code_hash = links.digest(links.tidy_code(typed))
    link = db.session.scalar(select(FamilyLink).where(FamilyLink.code_hash == code_hash))
    return link if link is not None and state_of(link) is LinkState.OPENS else None


def newest_link(person: Person) -> FamilyLink | None:
    """The last link made for an adult, whatever has become of it."""
    mine = select(FamilyLink).where(FamilyLink.person_id == person.id)
    return db.session.scalar(mine.order_by(FamilyLink.id.desc()).limit(1))


def links_in_doubt(person_ids: Collection[int]) -> set[int]:
    """Those whose newest link is said to have reached somebody else."""
    newest = (
        select(func.max(FamilyLink.id))
        .where(FamilyLink.person_id.in_(person_ids))
        .group_by(FamilyLink.person_id)
    )
    return set(
        db.session.scalars(
            select(FamilyLink.person_id).where(
                FamilyLink.id.in_(newest), FamilyLink.reported_at.is_not(None)
            )
        )
    )
