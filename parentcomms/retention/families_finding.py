"""Answers and details of children who have left, and of the adults who came with them."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any, TypeVar

from sqlalchemy import Table, select

from parentcomms.consent.models import Answer, AnswerSetAside
from parentcomms.database import Base, db
from parentcomms.people.models import Person, Pupil, Relationship
from parentcomms.people.rules import Care
from parentcomms.retention.facts import World
from parentcomms.retention.rules import (
    Rule,
    answers_go_on,
    details_go_on,
    has_come,
    years_after,
)
from parentcomms.retention.units import Step, Unit, going

T = TypeVar("T", Pupil, Person)
FORMER = "Former"
# One who comes back is asked about afresh: what is forgotten must not read as "no care".
PUPIL_DETAILS: dict[str, Any] = {
    "upn": None,
    "admission_number": None,
    "date_of_birth": None,
    "care": Care.NOT_KNOWN,
}
ADULT_DETAILS: dict[str, Any] = {
    "contact_id": None,
    "title": None,
    "email": None,
    "phone": None,
    "address": None,
    "postcode": None,
}
NO_NAME = {"forename": FORMER, "surname": "pupil"}
NO_NAME_ADULT = {"forename": FORMER, "surname": "contact"}
# What somebody wrote down about a child or an adult, which no evidence needs once they left.
REASONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("never", "pupil_id", {"reason": ""}),
    ("cannot_answer", "pupil_id", {"reason": ""}),
    ("care_status", "pupil_id", {"said_by": "", "care": Care.NOT_KNOWN}),
    ("hold", "relationship_id", {"reason": None}),
    ("excused_adult", "relationship_id", {"reason": ""}),
    ("correction", "pupil_id", {"before": ""}),
    ("correction", "relationship_id", {"before": ""}),
    ("correction", "person_id", {"before": ""}),
)
# What still needs to say which child, or which adult, it is about.
NEEDS_THE_CHILD = ("answer", "post_check_pupil", "publication_child")
NEEDS_THE_ADULT = ("acknowledgement", "delivery", "concern", "about_a_post")


def answers(world: World) -> Iterator[Unit]:
    """A leaver's answers, with what was set aside; not while a picture can be seen."""
    found: dict[int, list[int]] = defaultdict(list)
    query = select(Answer.pupil_id, Answer.id).where(Answer.pupil_id.in_(world.left_on))
    for pupil_id, answer_id in db.session.execute(query):
        if has_come(answers_go_on(world.leaving(pupil_id), world.periods), world.today):
            found[pupil_id].append(answer_id)
    references = _references(Pupil, found)
    for pupil_id, ids in found.items():
        aside = select(AnswerSetAside.id).where(AnswerSetAside.answer_id.in_(ids))
        steps = going("answer_set_aside", list(db.session.scalars(aside))) + going("answer", ids)
        yield Unit(Rule.ANSWERS, references[pupil_id], steps)


def leavers(world: World) -> Iterator[Unit]:
    """Numbers, birthday, addresses and reasons; the name stays while evidence needs it."""
    left = [each for each in world.left_on if _details_go(world, each)]
    for pupil in _rows(Pupil, left):
        steps = [*_reasons("pupil_id", [pupil.id]), *_reasons("relationship_id", _of(pupil.id))]
        if _blank_now(pupil, PUPIL_DETAILS):
            steps.append(Step("pupil", pupil.id, PUPIL_DETAILS))
        if steps:
            yield Unit(Rule.LEAVERS, pupil.reference, tuple(steps))
    for person in _rows(Person, _adults_gone(world)):
        steps = [*_reasons("person_id", [person.id])]
        if _blank_now(person, ADULT_DETAILS):
            steps.append(Step("person", person.id, ADULT_DETAILS))
        if steps:
            yield Unit(Rule.LEAVERS, person.reference, tuple(steps))


def names(world: World) -> Iterator[Unit]:
    """The last to go: the name of a child, or of an adult, whom no evidence speaks of."""
    left = {each for each in world.left_on if _details_go(world, each)}
    for pupil in _rows(Pupil, left - _pointed_at("pupil_id", NEEDS_THE_CHILD)):
        if pupil.forename != FORMER:
            yield Unit(Rule.NAMES, pupil.reference, (Step("pupil", pupil.id, NO_NAME),))
    adults = set(_adults_gone(world)) - _pointed_at("person_id", NEEDS_THE_ADULT)
    for person in _rows(Person, adults - _who_answered()):
        if person.forename != FORMER:
            steps = (Step("person", person.id, NO_NAME_ADULT),)
            yield Unit(Rule.NAMES, person.reference, steps)


def _details_go(world: World, pupil_id: int) -> bool:
    return has_come(details_go_on(world.leaving(pupil_id), world.periods), world.today)


def _adults_gone(world: World) -> list[int]:
    """Adults whose last child left long enough ago; one with a concern still open stays."""
    if world.held.everything:
        return []
    years = world.periods.answers_after_leaving
    concerns = _table("concern")
    is_open = select(concerns.c.person_id).where(concerns.c.closed_at.is_(None))
    waiting = set(db.session.scalars(is_open)) | world.held.people
    return [
        person
        for person, day in world.family_left_on.items()
        if person not in waiting and has_come(years_after(day, years), world.today)
    ]


def _reasons(column: str, ids: Collection[int]) -> Iterator[Step]:
    for name, link, blank in REASONS:
        if link != column:
            continue
        table, (what, *_) = _table(name), blank
        written = table.c[what].is_not(None) & (table.c[what] != "")
        query = select(table.c.id).where(table.c[link].in_(ids), written)
        yield from (Step(name, each, blank) for each in db.session.scalars(query))


def _of(pupil_id: int) -> list[int]:
    query = select(Relationship.id).where(Relationship.pupil_id == pupil_id)
    return list(db.session.scalars(query))


def _who_answered() -> set[int]:
    query = select(Relationship.person_id).join(Answer, Answer.relationship_id == Relationship.id)
    return {each for each in db.session.scalars(query.distinct()) if each is not None}


def _pointed_at(column: str, tables: Collection[str]) -> set[int]:
    found: set[int] = set()
    for name in tables:
        query = select(_table(name).c[column]).distinct()
        found |= {each for each in db.session.scalars(query) if each is not None}
    return found


def _blank_now(row: Base, blank: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in blank.items())


def _rows(model: type[T], ids: Collection[int]) -> Iterator[T]:
    query = select(model).where(model.id.in_(ids)).order_by(model.id)
    yield from db.session.scalars(query)


def _references(model: type[Pupil], ids: Collection[int]) -> dict[int, str]:
    rows = select(model.id, model.reference).where(model.id.in_(ids))
    return {each: reference for each, reference in db.session.execute(rows)}


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
