"""Rows into facts: what the tables say of some children, for the rules of consent."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from parentcomms.clock import now
from parentcomms.consent.facts import ChildFacts, PersonFact
from parentcomms.consent.merged import rows_after_merging
from parentcomms.consent.models import (
    CannotAnswer,
    DelegatedAuthority,
    ExcusedAdult,
    Never,
)
from parentcomms.consent.rules import PR, NeverScope, answerer_of
from parentcomms.database import db
from parentcomms.people.models import ContactReview, Enrolment, Hold, Person, Pupil, Relationship
from parentcomms.people.roll import Roll, Span, roll_on
from parentcomms.people.rules import ContactDecision


def child_facts(
    pupil_ids: Collection[int], day: date, *, as_of: datetime | None = None
) -> dict[int, ChildFacts]:
    """Each child as the rules see them on that day; `as_of` an earlier moment."""
    nevers = _nevers(pupil_ids, as_of)
    cannot_answer = _who_cannot_answer(pupil_ids)
    rolls = _rolls(pupil_ids, day)
    pupils = db.session.scalars(select(Pupil).where(Pupil.id.in_(pupil_ids)))
    return {
        pupil.id: ChildFacts(
            born=pupil.date_of_birth,
            year_group=pupil.year_group,
            year_said_on=pupil.year_group_said_on,
            on_roll=rolls[pupil.id].on_roll,
            joined=rolls[pupil.id].joined,
            left_before=rolls[pupil.id].left_before,
            care=pupil.care,
            never=nevers.get(pupil.id),
            cannot_answer=pupil.id in cannot_answer,
        )
        for pupil in pupils
    }


def _rolls(pupil_ids: Collection[int], day: date) -> dict[int, Roll]:
    spans: dict[int, list[Span]] = {pupil_id: [] for pupil_id in pupil_ids}
    rows = db.session.execute(
        select(Enrolment.pupil_id, Enrolment.starts_on, Enrolment.ends_on).where(
            Enrolment.pupil_id.in_(pupil_ids)
        )
    )
    for pupil_id, starts_on, ends_on in rows:
        spans[pupil_id].append(Span(starts_on, ends_on))
    return {pupil_id: roll_on(found, day) for pupil_id, found in spans.items()}


def _standing(
    since: InstrumentedAttribute[datetime],
    until: InstrumentedAttribute[datetime | None],
    as_of: datetime | None,
) -> ColumnElement[bool]:
    """What was set and not lifted: now, or at an earlier moment."""
    if as_of is None:
        return until.is_(None)
    return (since <= as_of) & (until.is_(None) | (until > as_of))


def _nevers(pupil_ids: Collection[int], as_of: datetime | None) -> dict[int, NeverScope]:
    """The widest switch in force for each child that has one."""
    rows = db.session.execute(
        select(Never.pupil_id, Never.scope).where(
            Never.pupil_id.in_(pupil_ids), _standing(Never.set_at, Never.lifted_at, as_of)
        )
    )
    found: dict[int, NeverScope] = {}
    for pupil_id, scope in rows:
        wider = NeverScope.EVERYTHING in {scope, found.get(pupil_id)}
        found[pupil_id] = NeverScope.EVERYTHING if wider else scope
    return found


def _who_cannot_answer(pupil_ids: Collection[int]) -> set[int]:
    query = select(CannotAnswer.pupil_id).where(
        CannotAnswer.pupil_id.in_(pupil_ids), CannotAnswer.lifted_at.is_(None)
    )
    return set(db.session.scalars(query))


def people_of(
    pupil_ids: Collection[int], day: date, *, as_of: datetime | None = None
) -> dict[int, list[PersonFact]]:
    """Everybody on each child's record, those held or ended included."""
    rows = db.session.execute(
        select(Relationship, Person.merged_into_id, Person.merged_at)
        .outerjoin(Person, Person.id == Relationship.person_id)
        .where(Relationship.pupil_id.in_(pupil_ids))
        .order_by(Relationship.id)
    ).all()
    ids = [relationship.id for relationship, _, _ in rows]
    held = _held(ids, as_of)
    no_contact = _not_to_be_contacted(ids)
    delegated = _delegated(ids)
    excused = _excused(ids)
    after = rows_after_merging(rows)
    people: dict[int, list[PersonFact]] = defaultdict(list)
    for row, merged_into, merged_at in rows:
        people[row.pupil_id].append(
            PersonFact(
                relationship=row.id,
                answers_as=answerer_of(row.kind),
                pr_on_record=PR(row.pr.value),
                pr_declared=PR.YES if row.pr_declared_at else PR.UNKNOWN,
                ever_had_pr=row.had_pr,
                held=row.id in held,
                ended=_ended(row, day),
                do_not_contact=row.id in no_contact,
                named_by_agency=row.named_by_agency,
                delegated_uses=delegated.get(row.id, frozenset()),
                excused=row.id in excused,
                merged_into=after(row.pupil_id, merged_into),
                merged_at=merged_at,
            )
        )
    return people


def _ended(row: Relationship, day: date) -> bool:
    return row.starts_on > day or (row.ends_on is not None and row.ends_on < day)


def _held(relationship_ids: Collection[int], as_of: datetime | None) -> set[int]:
    query = select(Hold.relationship_id).where(
        Hold.relationship_id.in_(relationship_ids),
        _standing(Hold.placed_at, Hold.lifted_at, as_of),
    )
    return set(db.session.scalars(query))


def _not_to_be_contacted(relationship_ids: Collection[int]) -> set[int]:
    """Those whose newest review says so. Never reviewed is seen to before anything is sent."""
    newest = (
        select(func.max(ContactReview.id))
        .where(ContactReview.relationship_id.in_(relationship_ids))
        .group_by(ContactReview.relationship_id)
    )
    query = select(ContactReview.relationship_id).where(
        ContactReview.id.in_(newest), ContactReview.decision == ContactDecision.DO_NOT_CONTACT
    )
    return set(db.session.scalars(query))


def _excused(relationship_ids: Collection[int]) -> set[int]:
    query = select(ExcusedAdult.relationship_id).where(
        ExcusedAdult.relationship_id.in_(relationship_ids), ExcusedAdult.lifted_at.is_(None)
    )
    return set(db.session.scalars(query))


def _delegated(relationship_ids: Collection[int]) -> dict[int, frozenset[str]]:
    rows = db.session.execute(
        select(DelegatedAuthority.relationship_id, DelegatedAuthority.use_keys).where(
            DelegatedAuthority.relationship_id.in_(relationship_ids),
            DelegatedAuthority.ended_at.is_(None) | (DelegatedAuthority.ended_at > now()),
        )
    )
    found: dict[int, frozenset[str]] = {}
    for relationship_id, keys in rows:
        found[relationship_id] = found.get(relationship_id, frozenset()) | frozenset(keys)
    return found
