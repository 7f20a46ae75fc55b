"""The board and its names, read in a fixed number of queries however many adults there are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from parentcomms.approvals.queries import decisions_about
from parentcomms.approvals.rules import Verdict
from parentcomms.clock import today
from parentcomms.communications.coverage_facts import Facts, facts_now
from parentcomms.communications.models import Delivery, DeliveryChild, InsertUse
from parentcomms.communications.queries import approved_version, standing_communication
from parentcomms.communications.rules import CommunicationKind, DeliveryRoute, Tie
from parentcomms.coverage.rules import Known, Mark, Row, marks_of, tally
from parentcomms.database import db
from parentcomms.inserts.models import NoticeCheck
from parentcomms.inserts.queries import notice_checks
from parentcomms.people.models import Person, Pupil, Relationship, SchoolClass
from parentcomms.reach.queries import sent_elsewhere
from parentcomms.school.years import YEAR_GROUPS, academic_year_start

EVERYONE = "everyone"
NO_CLASS = "no-class"
YEAR = "year-"


@dataclass(frozen=True)
class Board:
    """Everything on the board but names."""

    whole: Row
    years: Sequence[Row]
    classes: Sequence[Row]
    notice_since: datetime | None
    notice_seen: NoticeCheck | None
    inserts: Sequence[tuple[str, date]]


@dataclass(frozen=True)
class Group:
    """The ties of one class, year or school."""

    key: str
    name: str
    ties: Sequence[Tie]


@dataclass(frozen=True)
class Adult:
    """One adult by name, the children it is about, and where their letter stands."""

    person: Person
    children: Sequence[Pupil]
    marks: frozenset[Mark]
    to_hand_out: int  # printed letters still in the office


def board() -> Board:
    """The board as it stands now."""
    facts = facts_now()
    known = _known(facts)
    groups = _groups(facts)
    rows = {each.key: _row(each, facts, known) for each in groups}
    return Board(
        whole=rows[EVERYONE],
        years=[row for key, row in rows.items() if key.startswith(YEAR)],
        classes=[rows[each.key] for each in groups if _is_class(each.key)],
        notice_since=_notice_since(),
        notice_seen=next((each for each in notice_checks() if each.still_there), None),
        inserts=_inserts_this_year(),
    )


def adults_of(key: str, mark: Mark | None = None) -> tuple[str, list[Adult]] | None:
    """The group's name and its adults by surname; None where there is no such group."""
    facts = facts_now()
    group = next((each for each in _groups(facts) if each.key == key), None)
    if group is None:
        return None
    known = _known(facts)
    found = {
        person_id: marks
        for person_id, marks in _marks(group, facts, known).items()
        if mark is None or mark in marks
    }
    return group.name, _named(group, found)


def _is_class(key: str) -> bool:
    return key != EVERYONE and not key.startswith(YEAR)


def _groups(facts: Facts) -> list[Group]:
    """The school, its years in order, its classes by name, and the children in no class."""
    classes = db.session.scalars(select(SchoolClass).order_by(SchoolClass.name)).all()
    here = {class_id for class_id in facts.children.values() if class_id is not None}
    by_class: dict[int | None, list[Tie]] = defaultdict(list)
    for tie in facts.ties:
        if tie.gets_letters:
            by_class[tie.class_id].append(tie)
    found = [Group(EVERYONE, "", [tie for ties in by_class.values() for tie in ties])]
    for year in YEAR_GROUPS:
        own = [each for each in classes if each.year_group == year and each.id in here]
        if own:
            ties = [tie for each in own for tie in by_class[each.id]]
            found.append(Group(f"{YEAR}{year}", year, ties))
    found += [
        Group(each.reference, each.name, by_class[each.id]) for each in classes if each.id in here
    ]
    if by_class[None]:
        found.append(Group(NO_CLASS, "", by_class[None]))
    return found


def _known(facts: Facts) -> Mapping[int, Known]:
    people = {tie.person_id for tie in facts.ties}
    elsewhere = sent_elsewhere()
    return {
        person_id: Known(
            told=person_id in facts.told,
            acknowledged=person_id in facts.acknowledged,
            bounced=person_id in facts.bounced,
            sent_elsewhere=person_id in elsewhere,
            chose_not=person_id in facts.chose_not,
        )
        for person_id in people
    }


def _marks(group: Group, facts: Facts, known: Mapping[int, Known]) -> dict[int, frozenset[Mark]]:
    ties: dict[int, list[Tie]] = defaultdict(list)
    for tie in group.ties:
        ties[tie.person_id].append(tie)
    return {
        person_id: marks_of((facts.step(tie) for tie in own), known[person_id])
        for person_id, own in ties.items()
    }


def _row(group: Group, facts: Facts, known: Mapping[int, Known]) -> Row:
    return tally(group.name, group.key, _marks(group, facts, known).values())


def _notice_since() -> datetime | None:
    """Since when families can read an approved notice; None while there is none."""
    notice = standing_communication(CommunicationKind.NOTICE)
    decided = decisions_about(notice.reference) if notice else []
    if notice is None or approved_version(notice, decided) is None:
        return None
    return min(each.decided_at for each in decided if each.verdict is Verdict.APPROVED)


def _inserts_this_year() -> list[tuple[str, date]]:
    since = academic_year_start(today())
    rows = db.session.execute(
        select(InsertUse.used_in, InsertUse.used_on)
        .where(InsertUse.used_on >= since)
        .order_by(InsertUse.used_on)
    )
    return [(used_in, used_on) for used_in, used_on in rows]


def _named(group: Group, found: Mapping[int, frozenset[Mark]]) -> list[Adult]:
    people = db.session.scalars(
        select(Person)
        .where(Person.id.in_(found))
        .order_by(Person.surname, Person.forename, Person.id)
    )
    pupils = {
        each.id: each
        for each in db.session.scalars(
            select(Pupil).where(Pupil.id.in_({tie.pupil_id for tie in group.ties}))
        )
    }
    children: dict[int, list[Pupil]] = defaultdict(list)
    for tie in group.ties:
        children[tie.person_id].append(pupils[tie.pupil_id])
    waiting = _to_hand_out_by_person(found)
    return [
        Adult(person, children[person.id], found[person.id], waiting.get(person.id, 0))
        for person in people
    ]


def _to_hand_out_by_person(person_ids: Collection[int]) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for each in to_hand_out(person_ids):
        counts[each.person_id] += 1
    return counts


def to_hand_out(person_ids: Collection[int]) -> Sequence[Delivery]:
    """Printed letters of these adults that are still in the office."""
    return db.session.scalars(
        select(Delivery)
        .where(Delivery.route == DeliveryRoute.PAPER, Delivery.person_id.in_(person_ids))
        .where(Delivery.printed_at.is_not(None), Delivery.handed_out_at.is_(None))
        .order_by(Delivery.id)
    ).all()


def printed_for(key: str) -> Sequence[Delivery] | None:
    """Printed letters about the children of a class; None where there is no such class.

    A letter about two children in two classes goes home once, with the first class handed out.
    """
    group = next((each for each in _groups(facts_now()) if each.key == key), None)
    if group is None:
        return None
    pupils = {tie.pupil_id for tie in group.ties}
    about = (
        select(DeliveryChild.delivery_id)
        .join(Relationship, Relationship.id == DeliveryChild.relationship_id)
        .where(Relationship.pupil_id.in_(pupils))
    )
    return db.session.scalars(
        select(Delivery)
        .where(Delivery.id.in_(about), Delivery.route == DeliveryRoute.PAPER)
        .where(Delivery.printed_at.is_not(None), Delivery.handed_out_at.is_(None))
        .order_by(Delivery.id)
    ).all()


def adult_by_reference(reference: str) -> Person | None:
    """The adult whose letter was handed out."""
    return db.session.scalar(
        select(Person).where(Person.reference == reference, Person.merged_into_id.is_(None))
    )
