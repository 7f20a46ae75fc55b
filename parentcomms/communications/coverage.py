"""Who has been told and who has answered, counted from deliveries, acknowledgements and answers.

Sent is not told: a mail a server took may lie unread. Told is an adult who opened their page,
acknowledged, or whose letter was handed out.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from parentcomms.communications.coverage_facts import Answered, Facts, Step, facts_now
from parentcomms.communications.rules import Tie
from parentcomms.database import db
from parentcomms.people.class_order import school_order
from parentcomms.people.models import Person, Pupil, SchoolClass


@dataclass(frozen=True)
class AdultCoverage:
    """One adult who is due the joining letter about a child, and how far it has come."""

    person_reference: str
    name: str
    step: Step
    told: bool
    acknowledged: bool


@dataclass(frozen=True)
class ChildCoverage:
    """One child with those adults, and whether their photo questions have been answered."""

    pupil_reference: str
    name: str
    answered: Answered
    adults: tuple[AdultCoverage, ...]


@dataclass(frozen=True)
class ClassCoverage:
    """A class in numbers: adults and their letters, then children and their answers.

    Each adult and child counts once. `reference` is empty for children in no class.
    """

    name: str
    reference: str
    adults: int = 0
    due: int = 0  # may be written to, nothing made for them yet
    held_back: int = 0  # by the contact review or a hold
    waiting: int = 0  # in the outbox
    to_print: int = 0  # on paper, not printed yet
    sent: int = 0  # taken by the mail server
    kept: int = 0  # only in a folder, because there is no mail server
    failed: int = 0
    printed: int = 0
    handed_out: int = 0
    told: int = 0
    acknowledged: int = 0
    children: int = 0
    answered: int = 0  # every photo question
    part_answered: int = 0
    silent: int = 0


def coverage_by_class() -> list[ClassCoverage]:
    """Every class in numbers, in a fixed number of queries."""
    facts = facts_now()
    found = [_counted(each, facts) for each in _classes()]
    apart = _counted(None, facts)
    return [*found, *([apart] if apart.children else [])]


def coverage_of(class_reference: str) -> list[ChildCoverage]:
    """The children of one class (none: those in no class) by name, each with their adults."""
    found = next((each for each in _classes() if each.reference == class_reference), None)
    if class_reference and found is None:
        return []
    facts = facts_now()
    own = facts.ties_in(found.id if found else None)
    people = _people({tie.person_id for tie in own})
    children: dict[int, list[Tie]] = defaultdict(list)
    for tie in own:
        children[tie.pupil_id].append(tie)
    here = facts.pupils_in(found.id if found else None)
    pupils = db.session.scalars(
        select(Pupil).where(Pupil.id.in_(here)).order_by(Pupil.surname, Pupil.forename)
    )
    return [
        ChildCoverage(
            pupil.reference,
            pupil.full_name,
            facts.answered[pupil.id],
            tuple(
                _adult(people[tie.person_id], facts, tie)
                for tie in children[pupil.id]
                if tie.gets_letters
            ),
        )
        for pupil in pupils
    ]


def _classes() -> Iterable[SchoolClass]:
    return db.session.scalars(select(SchoolClass).order_by(*school_order())).all()


def _people(ids: set[int]) -> dict[int, Person]:
    where: ColumnElement[bool] = Person.id.in_(ids)
    return {each.id: each for each in db.session.scalars(select(Person).where(where))}


def _adult(person: Person, facts: Facts, tie: Tie) -> AdultCoverage:
    return AdultCoverage(
        person.reference,
        person.full_name,
        facts.step(tie),
        person.id in facts.told,
        person.id in facts.acknowledged,
    )


def _counted(school_class: SchoolClass | None, facts: Facts) -> ClassCoverage:
    own = facts.ties_in(school_class.id if school_class else None)
    steps: dict[int, set[Step]] = defaultdict(set)
    for tie in own:
        if tie.gets_letters:
            steps[tie.person_id].add(facts.step(tie))
    counts = {step: sum(step in each for each in steps.values()) for step in Step}
    pupils = [
        facts.answered[each] for each in facts.pupils_in(school_class.id if school_class else None)
    ]
    return ClassCoverage(
        name=school_class.name if school_class else "",
        reference=school_class.reference if school_class else "",
        adults=len(steps),
        due=counts[Step.DUE],
        held_back=counts[Step.HELD_BACK],
        waiting=counts[Step.WAITING],
        to_print=counts[Step.TO_PRINT],
        sent=counts[Step.SENT],
        kept=counts[Step.KEPT],
        failed=counts[Step.FAILED],
        printed=counts[Step.PRINTED],
        handed_out=counts[Step.HANDED_OUT],
        told=sum(person_id in facts.told for person_id in steps),
        acknowledged=sum(person_id in facts.acknowledged for person_id in steps),
        children=len(pupils),
        answered=pupils.count(Answered.ALL),
        part_answered=pupils.count(Answered.PART),
        silent=pupils.count(Answered.SILENT),
    )
