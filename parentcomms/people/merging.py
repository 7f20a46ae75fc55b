"""Two entries that may be one adult: the office looks, and joins them or leaves them two.

Joining marks the one entry as part of the other. Nothing is moved or removed: every answer and
acknowledgement keeps pointing at the entry it was given under.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.people.holds import contact_decision, open_holds, place_hold
from parentcomms.people.models import ContactReview, Person, Relationship
from parentcomms.people.names import normalised_email, normalised_name
from parentcomms.people.rules import ContactDecision, HoldKind

MOST_PAIRS = 100


@dataclass(frozen=True)
class Pair:
    """Two entries with the same name or the same e-mail address."""

    keep: Person
    other: Person
    why: str


def pairs() -> list[Pair]:
    """The pairs the office may look at; never one where the two differ in responsibility."""
    found: dict[tuple[int, int], Pair] = {}
    groups: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in _everybody():
        if name := normalised_name(person.forename, person.surname):
            groups["name", name].append(person)
        if person.email:
            groups["email", normalised_email(person.email)].append(person)
    for (why, _), people in groups.items():
        for keep, other in combinations(people[:10], 2):
            if not differ_in_responsibility(keep, other):
                found.setdefault((keep.id, other.id), Pair(keep, other, why))
    return list(found.values())[:MOST_PAIRS]


def pair(keep: str, other: str) -> Pair | None:
    """One of the pairs offered, by the references of the two."""
    both = (keep, other)
    return next((p for p in pairs() if (p.keep.reference, p.other.reference) == both), None)


def _everybody() -> Iterator[Person]:
    return iter(
        db.session.scalars(
            select(Person)
            .where(Person.merged_into_id.is_(None))
            .options(
                selectinload(Person.relationships).joinedload(Relationship.pupil),
                selectinload(Person.relationships).selectinload(Relationship.holds),
                selectinload(Person.relationships).selectinload(Relationship.decisions),
            )
            .order_by(Person.id)
        )
    )


def differ_in_responsibility(one: Person, other: Person) -> bool:
    """A father and a son may share name and address: what is said of PR tells them apart."""
    said = [{link.pr for link in person.relationships} for person in (one, other)]
    if said[0] and said[1] and said[0] != said[1]:
        return True
    beside = {link.pupil_id: link.pr for link in one.relationships}
    return any(beside.get(link.pupil_id, link.pr) is not link.pr for link in other.relationships)


def merge(keep: Person, other: Person) -> None:
    """From now on these are one adult. What was held back of either stays held back.

    Raises Refused where their parental responsibility differs.
    """
    if differ_in_responsibility(keep, other):
        raise Refused(gettext("These two differ in parental responsibility and stay two people."))
    known = {link.pupil_id: link for link in keep.relationships if link.ends_on is None}
    for link in other.relationships:
        if link.ends_on is None:
            _carry_over(link, known.get(link.pupil_id) or _same_for(keep, link))
    other.merged_into_id, other.merged_at = keep.id, now()
    record("people-merged", other)


def _same_for(keep: Person, link: Relationship) -> Relationship:
    """The other entry's child is this adult's child as well."""
    made = Relationship(
        pupil_id=link.pupil_id,
        person_id=keep.id,
        kind=link.kind,
        pr=link.pr,
        had_pr=link.had_pr,
        lives_with=link.lives_with,
        gets_letters=link.gets_letters,
        court_order=link.court_order,
        contact_order=link.contact_order,
        starts_on=today(),
    )
    db.session.add(made)
    db.session.flush()
    record("relationship-added", made)
    return made


def _carry_over(link: Relationship, onto: Relationship) -> None:
    """A hold, a court order and a *do not contact* of either entry count for the one adult."""
    onto.court_order = onto.court_order or link.court_order
    for kind in {hold.kind for hold in open_holds(link)} - {h.kind for h in open_holds(onto)}:
        place_hold(onto, HoldKind(kind), gettext("Carried over from an entry of the same adult"))
    if contact_decision(link) is ContactDecision.DO_NOT_CONTACT:
        row = ContactReview(
            relationship_id=onto.id,
            decision=ContactDecision.DO_NOT_CONTACT,
            decided_by=acting(),
            decided_at=now(),
        )
        db.session.add(row)
        record("contact-decided", row)
