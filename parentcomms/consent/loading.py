"""Rows into facts: what the tables say of some children, for the rules of consent."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Bundle

from parentcomms.clock import now
from parentcomms.consent.facts import AnswerFact, ChildFacts, PersonFact
from parentcomms.consent.kinds import on_tablet
from parentcomms.consent.merged import rows_after_merging
from parentcomms.consent.models import (
    Answer,
    AnswerSetAside,
    CannotAnswer,
    DelegatedAuthority,
    ExcusedAdult,
    Never,
    UseVersion,
    UseWording,
)
from parentcomms.consent.rules import PR, AnswerKind, NeverScope, answerer_of
from parentcomms.consent.versions import VersionFacts, asked_again
from parentcomms.database import db
from parentcomms.people.models import ContactReview, Enrolment, Hold, Person, Pupil, Relationship
from parentcomms.people.roll import Roll, Span, roll_on
from parentcomms.people.rules import ContactDecision

# Rows that withdraw what an earlier one said, and whose own decision column means nothing.
SAYS_NOTHING = (AnswerKind.RECORDED_IN_ERROR, AnswerKind.OBJECTION_TAKEN_BACK)


def child_facts(pupil_ids: Collection[int], day: date) -> dict[int, ChildFacts]:
    """Each child as the rules see them on that day."""
    nevers = _nevers(pupil_ids)
    cannot_answer = _who_cannot_answer(pupil_ids)
    rolls = _rolls(pupil_ids, day)
    pupils = db.session.scalars(select(Pupil).where(Pupil.id.in_(pupil_ids)))
    return {
        pupil.id: ChildFacts(
            born=pupil.date_of_birth,
            year_group=pupil.year_group,
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


def _nevers(pupil_ids: Collection[int]) -> dict[int, NeverScope]:
    """The widest switch in force for each child that has one."""
    rows = db.session.execute(
        select(Never.pupil_id, Never.scope).where(
            Never.pupil_id.in_(pupil_ids), Never.lifted_at.is_(None)
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


def people_of(pupil_ids: Collection[int], day: date) -> dict[int, list[PersonFact]]:
    """Everybody on each child's record, those held or ended included."""
    rows = db.session.execute(
        select(Relationship, Person.merged_into_id, Person.merged_at)
        .outerjoin(Person, Person.id == Relationship.person_id)
        .where(Relationship.pupil_id.in_(pupil_ids))
        .order_by(Relationship.id)
    ).all()
    ids = [relationship.id for relationship, _, _ in rows]
    held = _held(ids)
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


def _held(relationship_ids: Collection[int]) -> set[int]:
    query = select(Hold.relationship_id).where(
        Hold.relationship_id.in_(relationship_ids), Hold.lifted_at.is_(None)
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


# What the rules ask of an answer, as plain columns: a whole school has a hundred thousand of them,
# and rows that watch for changes take twice as long to read.
AN_ANSWER: Bundle[Any] = Bundle(
    "answer",
    Answer.id, Answer.pupil_id, Answer.use_id, Answer.relationship_id, Answer.answered_at,
    Answer.decision, Answer.kind, Answer.route, Answer.pr_then, Answer.corrects_id,
    Answer.recorded_by, Answer.reason,
)  # fmt: skip


def answers_of(
    pupil_ids: Collection[int], use_ids: Collection[int]
) -> dict[tuple[int, int], list[AnswerFact]]:
    """(pupil, use) → every answer ever recorded, with what asks again since."""
    versions = versions_of(use_ids)
    rows = db.session.execute(
        select(AN_ANSWER, UseVersion.number, UseWording.language, AnswerSetAside.id)
        .join(UseVersion, UseVersion.id == Answer.use_version_id)
        .outerjoin(UseWording, UseWording.id == Answer.wording_id)
        .outerjoin(AnswerSetAside, AnswerSetAside.answer_id == Answer.id)
        .where(Answer.pupil_id.in_(pupil_ids), Answer.use_id.in_(use_ids))
    ).all()
    by_id = {row.id: row for row, _, _, _ in rows}
    answers: dict[tuple[int, int], list[AnswerFact]] = defaultdict(list)
    for row, number, language, set_aside in rows:
        answers[row.pupil_id, row.use_id].append(
            AnswerFact(
                id=row.id,
                who=row.relationship_id,
                at=row.answered_at,
                decision=None if row.kind in SAYS_NOTHING else row.decision,
                kind=row.kind,
                route=row.route,
                pr_then=PR(row.pr_then.value),
                asked_again=asked_again(versions[row.use_id], number=number, language=language),
                corrects=row.corrects_id,
                said_at=_first_said(row, by_id),
                by_staff=row.recorded_by.startswith("staff:"),
                on_tablet=on_tablet(row.route, row.recorded_by),
                has_reason=bool(row.reason),
                set_aside=set_aside is not None,
            )
        )
    return answers


def _first_said(row: Any, by_id: Mapping[int, Any]) -> datetime | None:
    """When the answer was given that a chain of corrections began with."""
    first = row
    while first.kind is AnswerKind.CORRECTION:
        corrected = by_id.get(first.corrects_id or 0)
        if corrected is None or corrected.id >= first.id:
            break
        first = corrected
    said_at: datetime | None = None if first is row else first.answered_at
    return said_at


def versions_of(use_ids: Collection[int]) -> dict[int, list[VersionFacts]]:
    """Use id → its versions, as the rules see them."""
    rows = db.session.scalars(
        select(UseVersion).where(UseVersion.use_id.in_(use_ids)).order_by(UseVersion.number)
    )
    found: dict[int, list[VersionFacts]] = defaultdict(list)
    for row in rows:
        found[row.use_id].append(
            VersionFacts(
                number=row.number,
                ask_again=row.ask_again,
                ask_again_in=row.ask_again_in,
                basis=row.lawful_basis,
                offers_unrecognisable=row.offers_unrecognisable,
            )
        )
    return found
