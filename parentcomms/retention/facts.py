"""What the rules need to know: who has left, what is still up, what is held."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select

from parentcomms.clock import in_london, today
from parentcomms.database import db
from parentcomms.people.models import Enrolment, Person, Pupil, Relationship
from parentcomms.publications.models import (
    Publication,
    PublicationChild,
    PublishingIncident,
    Removal,
)
from parentcomms.retention.models import LegalHold
from parentcomms.retention.rules import HoldScope, Leaving, Periods, periods_of
from parentcomms.school.queries import school


@dataclass(frozen=True, kw_only=True)
class Held:
    """Everything legal holds keep, as ids."""

    everything: bool
    pupils: frozenset[int]
    people: frozenset[int]
    publications: frozenset[int]


def holds_now() -> list[LegalHold]:
    """Holds nobody has lifted, oldest first."""
    query = select(LegalHold).where(LegalHold.lifted_at.is_(None)).order_by(LegalHold.id)
    return list(db.session.scalars(query))


def held_now() -> Held:
    """A held adult keeps their children's records too, and a held picture its children's."""
    holds = holds_now()
    if not holds:
        none: frozenset[int] = frozenset()
        return Held(everything=False, pupils=none, people=none, publications=none)
    wanted = {
        scope: {e.subject_reference for e in holds if e.scope is scope} for scope in HoldScope
    }
    publications = _ids(Publication, wanted[HoldScope.PUBLICATION])
    people = _ids(Person, wanted[HoldScope.PERSON])
    pupils = _ids(Pupil, wanted[HoldScope.PUPIL])
    of_people = select(Relationship.pupil_id).where(Relationship.person_id.in_(people))
    in_pictures = select(PublicationChild.pupil_id).where(
        PublicationChild.publication_id.in_(publications)
    )
    pupils |= set(db.session.scalars(of_people)) | set(db.session.scalars(in_pictures))
    adults = select(Relationship.person_id).where(Relationship.pupil_id.in_(pupils))
    return Held(
        everything=any(each.scope is HoldScope.EVERYTHING for each in holds),
        pupils=frozenset(pupils),
        people=frozenset(people | {e for e in db.session.scalars(adults) if e is not None}),
        publications=frozenset(publications),
    )


def _ids(
    model: type[Pupil] | type[Person] | type[Publication], references: Collection[str | None]
) -> set[int]:
    known = [each for each in references if each]
    return set(db.session.scalars(select(model.id).where(model.reference.in_(known))))


class World:
    """The facts of today, each read once for a whole run of retention."""

    def __init__(self) -> None:
        self.today: date = today()
        self.periods: Periods = periods_of(school())
        self.held: Held = held_now()

    @cached_property
    def left_on(self) -> dict[int, date]:
        """Pupil id → the last day on roll, of those who have left."""
        left: dict[int, date] = {}
        staying: set[int] = set()
        for pupil_id, ends in db.session.execute(select(Enrolment.pupil_id, Enrolment.ends_on)):
            if ends is None or ends >= self.today:
                staying.add(pupil_id)
            else:
                left[pupil_id] = max(ends, left.get(pupil_id, ends))
        return {pupil: day for pupil, day in left.items() if pupil not in staying}

    @cached_property
    def down_on(self) -> dict[int, date | None]:
        """Publication id → since when nobody sees it; print cannot be called back."""
        down = select(Removal).where(Removal.removed.is_(True)).order_by(Removal.done_on)
        taken = {row.publication_id: row.done_on for row in db.session.scalars(down)}
        rows = select(Publication.id, Publication.printed, Publication.published_on)
        return {
            each: taken.get(each, day if printed else None)
            for each, printed, day in db.session.execute(rows)
        }

    @cached_property
    def pictures_of(self) -> dict[int, set[int]]:
        """Pupil id → the publications they can be seen in."""
        found: dict[int, set[int]] = {}
        rows = select(PublicationChild.pupil_id, PublicationChild.publication_id)
        for pupil_id, publication_id in db.session.execute(rows):
            found.setdefault(pupil_id, set()).add(publication_id)
        return found

    @cached_property
    def incidents(self) -> dict[int, date | None]:
        """Publication id → the day its last incident was closed; none while one is open."""
        rows = select(PublishingIncident.publication_id, PublishingIncident.closed_at)
        found: dict[int, date | None] = {}
        for each, closed_at in db.session.execute(rows):
            day, earlier = closed_at and in_london(closed_at).date(), found.get(each, date.min)
            found[each] = max(day, earlier) if day and earlier else None
        return found

    @cached_property
    def family_left_on(self) -> dict[int, date]:
        """Person id → when the last of their children left; nobody with a child still here."""
        found: dict[int, date] = {}
        here: set[int] = set()
        rows = select(Relationship.person_id, Relationship.pupil_id)
        for person_id, pupil_id in db.session.execute(rows):
            if person_id is None:
                continue
            day = self.left_on.get(pupil_id)
            if day is None:
                here.add(person_id)
            else:
                found[person_id] = max(day, found.get(person_id, day))
        return {person: day for person, day in found.items() if person not in here}

    def leaving(self, pupil_id: int) -> Leaving:
        """What the rules ask about one child."""
        days = [self.down_on.get(each) for each in self.pictures_of.get(pupil_id, ())]
        down = [day for day in days if day is not None]
        return Leaving(
            left_on=self.left_on.get(pupil_id),
            still_up=len(down) < len(days),
            last_down_on=max(down, default=None),
            held=self.held.everything or pupil_id in self.held.pupils,
        )
