"""Who still waits for a letter because staff recorded an answer for them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from parentcomms.clock import now
from parentcomms.communications.letters import first_child, pile_order
from parentcomms.communications.pilot import plan_within_the_pilot
from parentcomms.communications.rules import Tie
from parentcomms.communications.ties import ties
from parentcomms.communications.values import children_of, first_names_of
from parentcomms.consent.emails import UPDATED
from parentcomms.consent.models import Answer
from parentcomms.database import db
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.paper_notices.models import BY_STAFF, PaperNotice
from parentcomms.paper_notices.rules import TOLD_WITHIN, Recorded, untold
from parentcomms.people.models import Person, Relationship, SchoolClass
from parentcomms.people.rules import RelationshipKind

# What did not arrive, or was stopped before it left, has told nobody.
TOLD_NOBODY = (MailState.FAILED, MailState.CANCELLED)


@dataclass(frozen=True)
class Waiting:
    """One adult to be told, and the children an answer was recorded about."""

    person: Person
    ties: tuple[Tie, ...]
    children: str  # their first names, joined
    class_name: str
    child_sorted: tuple[str, str]  # surname and first name


def waiting() -> list[Waiting]:
    """Everybody a letter is due to, in the order of the pile: by class, then the child's surname.

    Held adults, and those not to be contacted, are none of them. Whoever can have e-mail by now
    and had none of it about this gets a letter too. Reads in a fixed number of queries.
    """
    since = untold_relationships()
    if not since:
        return []
    everyone = ties()
    mine = [tie for tie in everyone if tie.relationship_id in since]
    return _in_order(plan_within_the_pilot(mine, everyone).everyone)


def untold_relationships() -> set[int]:
    """Relationships whose adult, held or not, was not told of what staff recorded."""
    recorded = list(_recorded(now() - TOLD_WITHIN))
    told = _told({each.person_id for each in recorded}) if recorded else {}
    return untold(recorded, told, now=now())


def _recorded(since: datetime) -> Iterable[Recorded]:
    rows = db.session.execute(
        select(
            Answer.relationship_id,
            func.coalesce(Person.merged_into_id, Person.id),
            Answer.answered_at,
            Answer.route,
            Answer.relationship_then,
        )
        .join(Relationship, Relationship.id == Answer.relationship_id)
        .join(Person, Person.id == Relationship.person_id)
        .where(BY_STAFF, Answer.answered_at >= since)
    )
    for relationship_id, person_id, at, route, kind in rows:
        yield Recorded(
            relationship_id=relationship_id,
            person_id=person_id,
            at=at,
            route=route,
            by_the_pupil=kind is RelationshipKind.SELF,
        )


def _told(people: Collection[int]) -> dict[int, list[datetime]]:
    """Adult as they stand today → when a mail or a letter told them."""
    stands = {
        row_id: into or row_id
        for row_id, into in db.session.execute(
            select(Person.id, Person.merged_into_id).where(
                Person.id.in_(people) | Person.merged_into_id.in_(people)
            )
        )
    }
    found: dict[int, list[datetime]] = defaultdict(list)
    for person_id, at in db.session.execute(
        select(PaperNotice.person_id, func.max(PaperNotice.told_at))
        .where(PaperNotice.person_id.in_(stands))
        .group_by(PaperNotice.person_id)
    ):
        found[stands[person_id]].append(at)
    for key, at in _mailed():
        person_id = int(key.split(":")[1])
        if person_id in stands:
            found[stands[person_id]].append(at)
    return found


def _mailed() -> Iterable[tuple[str, datetime]]:
    rows = db.session.execute(
        select(OutgoingMail.once_key, OutgoingMail.made_at).where(
            OutgoingMail.once_key.startswith(f"{UPDATED}:"),
            OutgoingMail.state.not_in(TOLD_NOBODY),
        )
    )
    return ((key, at) for key, at in rows if key is not None)


def _in_order(found: dict[int, tuple[Tie, ...]]) -> list[Waiting]:
    names = first_names_of(tie.pupil_id for own in found.values() for tie in own)
    classes = {each.id: each.name for each in db.session.query(SchoolClass)}
    lines = []
    for person in db.session.scalars(select(Person).where(Person.id.in_(found))):
        own = found[person.id]
        class_name, child = first_child(own, names, classes)
        children = children_of(own, names, "en")
        lines.append(Waiting(person, own, children, class_name, child))
    return sorted(
        lines, key=lambda each: (pile_order(each.class_name, each.child_sorted), each.person.id)
    )
