"""Every adult's ties to children here: on the roll or about to join, as they stand today."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, select
from sqlalchemy.orm import aliased

from parentcomms.bounces.queries import Unreachable, unreachable
from parentcomms.clock import today
from parentcomms.communications.rules import Tie, joined_on
from parentcomms.database import among, db
from parentcomms.people.models import ContactReview, Enrolment, Hold, Person, Pupil, Relationship
from parentcomms.people.roll import Roll, Span, roll_on
from parentcomms.people.rules import Care, ContactDecision


def ties(day: date | None = None) -> list[Tie]:
    """Every adult's tie to a child on roll or about to join, in a fixed number of queries."""
    on_day = day or today()
    rolls, classes = _rolls(on_day)
    return _ties(_current_relationships(on_day), rolls, classes, on_day)


def ties_by_person(person_ids: Collection[int]) -> dict[int, list[Tie]]:
    """What each of these adults is to children here today, in a fixed number of queries."""
    day = today()
    found: dict[int, list[Tie]] = {each: [] for each in person_ids}
    if not found:
        return found
    mine = among(Person.id, person_ids) | among(Person.merged_into_id, person_ids)
    rows: dict[int | None, tuple[int, ...]] = {
        own: tuple(each for each in (own, merged) if each in found)
        for own, merged in db.session.execute(select(Person.id, Person.merged_into_id).where(mine))
    }
    theirs = among(Relationship.person_id, rows)
    owners = {
        each: person_id
        for each, person_id in db.session.execute(
            select(Relationship.id, Relationship.person_id).where(theirs)
        )
    }
    pupils = select(Relationship.pupil_id).where(theirs)
    rolls, classes = _rolls(day, Enrolment.pupil_id.in_(pupils))
    for tie in _ties(_current_relationships(day).where(theirs), rolls, classes, day):
        for person_id in rows[owners[tie.relationship_id]]:
            found[person_id].append(tie)
    return found


def _ties(
    rows: Select[*tuple[Any, ...]],
    rolls: dict[int, Roll],
    classes: dict[int, int | None],
    on_day: date,
) -> list[Tie]:
    found = []
    fails = unreachable()
    for row in db.session.execute(rows):
        roll = rolls.get(row.pupil_id)
        if roll is not None and _here(roll, on_day):
            found.append(_tie(row, roll, classes.get(row.pupil_id), fails))
    return _held_as_one(found)


def _held_as_one(found: list[Tie]) -> list[Tie]:
    """A hold is on the human being: it reaches every row of theirs about the same child."""
    held = {(tie.person_id, tie.pupil_id) for tie in found if tie.held}
    return [
        replace(tie, held=True) if (tie.person_id, tie.pupil_id) in held else tie for tie in found
    ]


def _current_relationships(day: date) -> Select[*tuple[Any, ...]]:
    """Read with the adult who stands now, after any merging, and the newest contact decision."""
    first, person = aliased(Person), aliased(Person)
    # Asked for each relationship by its index: a list of all the newest is gone through for each.
    newest = (
        select(func.max(ContactReview.id))
        .where(ContactReview.relationship_id == Relationship.id)
        .correlate(Relationship)
        .scalar_subquery()
    )
    held = exists().where(Hold.relationship_id == Relationship.id, Hold.lifted_at.is_(None))
    return (
        select(
            Relationship.id, Relationship.pupil_id, Relationship.kind, Relationship.gets_letters,
            Relationship.lives_with, Relationship.starts_on, person.id.label("person_id"),
            person.email, Pupil.care, Pupil.year_group, ContactReview.decision,
            held.label("held"),
        )
        .join(Pupil, Pupil.id == Relationship.pupil_id)
        .join(first, first.id == Relationship.person_id)
        .join(person, person.id == func.coalesce(first.merged_into_id, first.id))
        .outerjoin(ContactReview, ContactReview.id == newest)
        .where(Relationship.starts_on <= day)
        .where(Relationship.ends_on.is_(None) | (Relationship.ends_on >= day))
        .order_by(Relationship.id)
    )  # fmt: skip


def _rolls(day: date, *which: ColumnElement[bool]) -> tuple[dict[int, Roll], dict[int, int | None]]:
    """Pupil id → standing on the roll, and → class today (or the one they will join)."""
    spans: dict[int, list[Span]] = defaultdict(list)
    classes: dict[int, int | None] = {}
    rows = db.session.execute(
        select(Enrolment.pupil_id, Enrolment.class_id, Enrolment.starts_on, Enrolment.ends_on)
        .where(*which).order_by(Enrolment.starts_on)
    )  # fmt: skip
    for pupil_id, class_id, starts, ends in rows:
        spans[pupil_id].append(Span(starts, ends))
        if starts <= day or pupil_id not in classes:
            classes[pupil_id] = class_id
    return {pupil_id: roll_on(own, day) for pupil_id, own in spans.items()}, classes


def children_here(day: date | None = None) -> dict[int, int | None]:
    """Pupil id → class id of every child on roll or about to join, those without adults too."""
    on_day = day or today()
    rolls, classes = _rolls(on_day)
    return {pupil_id: classes[pupil_id] for pupil_id, roll in rolls.items() if _here(roll, on_day)}


def _here(roll: Roll, day: date) -> bool:
    return roll.on_roll or (roll.joined is not None and roll.joined > day)


def _tie(row: Row[Any], roll: Roll, class_id: int | None, fails: Unreachable) -> Tie:
    return Tie(
        relationship_id=row.id,
        person_id=row.person_id,
        pupil_id=row.pupil_id,
        kind=row.kind,
        joined_on=joined_on(roll.joined or row.starts_on, row.starts_on),
        gets_letters=row.gets_letters,
        decision=row.decision or ContactDecision.NOT_REVIEWED,
        held=row.held,
        has_email=fails.by_email(row.person_id, row.email),
        address_fails=bool(row.email) and fails.holds(row.person_id, row.email),
        lives_with=row.lives_with,
        looked_after=row.care is not Care.NONE,
        here_now=roll.on_roll,
        class_id=class_id,
    )
