"""Who waits in the contact review, and why: nothing goes to anybody before it.

Which children must never be seen is known further down the house (consent), so web.py hands this
room a question it may ask: `children_to_shield`. Whoever may not set holds is told neither of it
nor of a court order, only that head or DSL decides.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import Row, Select, func, or_, select

from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.people.models import ContactReview, Hold, Person, Pupil, Relationship
from parentcomms.people.names import normalised_name
from parentcomms.people.review_rules import Looked, nothing_to_decide
from parentcomms.people.rules import (
    Care,
    ContactDecision,
    HoldKind,
    ParentalResponsibility,
    RelationshipKind,
    ReviewFacts,
    ReviewReason,
    review_reasons,
)

FOR_HEAD_OR_DSL = frozenset({ReviewReason.COURT_ORDER, ReviewReason.CHILD_WITH_NEVER})
_DELICATE = frozenset(
    {
        RelationshipKind.SPECIAL_GUARDIAN,
        RelationshipKind.FOSTER_CARER,
        RelationshipKind.SOCIAL_WORKER,
        RelationshipKind.AUTHORITY,
        RelationshipKind.ADOPTION_AGENCY,
    }
)


@dataclass(frozen=True)
class Waiting:
    """One adult and one child, and what the office should look at."""

    relationship_id: int
    person_id: int
    pupil_id: int
    reference: str
    adult: str
    child: str
    kind: RelationshipKind
    email: str
    reasons: tuple[ReviewReason, ...]
    gets_letters: bool
    held: bool
    delicate: bool
    decision: ContactDecision
    pr: ParentalResponsibility = ParentalResponsibility.UNKNOWN
    address: str = ""
    postcode: str = ""

    @property
    def for_head_or_dsl(self) -> bool:
        """Not for the office to sign off: for one of many reasons, so that it names none."""
        return self.held or self.delicate or not FOR_HEAD_OR_DSL.isdisjoint(self.reasons)

    @property
    def nothing_flagged(self) -> bool:
        """Lives with the child, is due letters, and only new: may be signed off with others.

        Not where the school's record says there is no parental responsibility: that is looked at.
        """
        if self.pr is ParentalResponsibility.NO:
            return False
        flags = set(self.reasons) - {ReviewReason.NEVER_WRITTEN_TO}
        return self.gets_letters and not flags and not self.for_head_or_dsl

    def looked(self, *, lives_apart: bool = False) -> Looked:
        """What the rules about deciding together ask."""
        return Looked(
            kind=self.kind,
            pr=self.pr,
            reasons=self.reasons,
            gets_letters=self.gets_letters,
            reserved=self.for_head_or_dsl,
            lives_apart=lives_apart,
        )


def everyone(day: date | None = None) -> list[Waiting]:
    """Every adult of a child here, with reasons; the queries are the same for any school."""
    decided = _decisions()
    holds = _holds()
    shared = _shared_addresses()
    held_names = _held_names()
    shielded: set[int] = current_app.extensions["children_to_shield"]()
    return [
        Waiting(
            relationship_id=row.id,
            person_id=row.person_id,
            pupil_id=row.pupil_id,
            reference=row.reference,
            adult=f"{row.forename} {row.surname}".strip(),
            child=f"{row.child_forename} {row.child_surname}",
            kind=row.kind,
            email=row.email or "",
            reasons=review_reasons(
                _facts(row, decided[row.id], shared=shared, shielded=shielded, holds=holds[row.id])
            ),
            gets_letters=row.gets_letters,
            held=bool(holds[row.id]),
            delicate=row.kind in _DELICATE
            or row.care is not Care.NONE
            or normalised_name(row.forename, row.surname) in held_names,
            decision=decided[row.id][-1] if decided[row.id] else ContactDecision.NOT_REVIEWED,
            pr=row.pr,
            address=row.address or "",
            postcode=row.postcode or "",
        )
        for row in db.session.execute(_adults_of_children(day or today()))
    ]


def _facts(
    row: Row[Any],
    decided: list[ContactDecision],
    *,
    shared: set[str],
    shielded: set[int],
    holds: set[HoldKind],
) -> ReviewFacts:
    return ReviewFacts(
        lives_with_child=row.lives_with,
        shares_an_address=(row.email or "").casefold() in shared,
        address_changed=len(decided) > 1 and _reopened(decided),
        court_order=row.court_order or HoldKind.COURT_ORDER in holds,
        child_with_never=row.pupil_id in shielded,
        written_to_before=ContactDecision.WRITE in decided,
    )


def anybody_may_be_written_to() -> bool:
    """Whether the review has begun: without it nothing goes to anybody."""
    written = ContactReview.decision.in_((ContactDecision.WRITE, ContactDecision.POST_ONLY))
    return db.session.scalar(select(ContactReview.id).where(written).limit(1)) is not None


def people_wait() -> bool:
    """Whether anybody waits in the review now."""
    return bool(waiting(everyone()))


def waiting(people: list[Waiting]) -> list[Waiting]:
    """Those nobody has decided about, held ones apart: a hold is a decision of its own.

    Nor those to whom nothing is sent anyway: see `undecided`.
    """
    return [each for each in undecided(people) if not nothing_to_decide(each.looked())]


def adults_among(people: list[Waiting]) -> int:
    """How many adults these are: whoever has two children here stands in two rows."""
    return len({each.person_id for each in people})


def undecided(people: list[Waiting]) -> list[Waiting]:
    """All nobody has decided about, emergency contacts and the like included."""
    return [
        each for each in people if each.decision is ContactDecision.NOT_REVIEWED and not each.held
    ]


def relationship(reference: str) -> Relationship | None:
    """One adult's relationship to one child."""
    return db.session.scalar(select(Relationship).where(Relationship.reference == reference))


def _adults_of_children(day: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Relationship.id,
            Relationship.reference,
            Relationship.pupil_id,
            Relationship.person_id,
            Relationship.kind,
            Relationship.pr,
            Relationship.lives_with,
            Relationship.court_order,
            Relationship.gets_letters,
            Person.forename,
            Person.surname,
            Person.email,
            Person.address,
            Person.postcode,
            Pupil.forename.label("child_forename"),
            Pupil.surname.label("child_surname"),
            Pupil.care,
        )
        .join(Person, Person.id == Relationship.person_id)
        .join(Pupil, Pupil.id == Relationship.pupil_id)
        .where(or_(Relationship.ends_on.is_(None), Relationship.ends_on >= day))
        .where(Person.merged_into_id.is_(None))
        .order_by(Pupil.surname, Pupil.forename, Relationship.contact_order, Relationship.id)
    )


def _decisions() -> dict[int, list[ContactDecision]]:
    found: dict[int, list[ContactDecision]] = defaultdict(list)
    rows = select(ContactReview.relationship_id, ContactReview.decision).order_by(ContactReview.id)
    for key, decision in db.session.execute(rows):
        found[key].append(decision)
    return found


def _reopened(decisions: list[ContactDecision]) -> bool:
    return decisions[-1] is ContactDecision.NOT_REVIEWED


def _holds() -> dict[int, set[HoldKind]]:
    found: dict[int, set[HoldKind]] = defaultdict(set)
    rows = select(Hold.relationship_id, Hold.kind).where(Hold.lifted_at.is_(None))
    for key, kind in db.session.execute(rows):
        found[key].add(kind)
    return found


def _held_names() -> set[str]:
    """Names of held adults: a sibling's record may list the same man once more, as somebody new."""
    rows = (
        select(Person.forename, Person.surname)
        .join(Relationship, Relationship.person_id == Person.id)
        .join(Hold, Hold.relationship_id == Relationship.id)
        .where(Hold.lifted_at.is_(None))
    )
    return {normalised_name(*names) for names in db.session.execute(rows)}


def _shared_addresses() -> set[str]:
    """E-mail addresses that belong to more than one adult."""
    address = func.lower(Person.email)
    rows = (
        select(address)
        .where(Person.email.is_not(None), Person.merged_into_id.is_(None))
        .group_by(address)
        .having(func.count() > 1)
    )
    return {each for (each,) in db.session.execute(rows) if each}
