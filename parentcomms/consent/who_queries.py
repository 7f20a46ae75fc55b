"""Reading who answers for a child, for head and DSL."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from parentcomms.clock import now
from parentcomms.consent.models import CannotAnswer, CareStatus, DelegatedAuthority, ExcusedAdult
from parentcomms.database import db
from parentcomms.people.families import adults_of
from parentcomms.people.models import Pupil, Relationship
from parentcomms.people.rules import RelationshipKind


@dataclass(frozen=True)
class AdultAnswering:
    """One adult, and what head or DSL decided about their answers."""

    relationship: Relationship
    delegations: Sequence[DelegatedAuthority]
    excused: ExcusedAdult | None

    @property
    def may_be_delegated_to(self) -> bool:
        """Only a foster carer answers by delegated authority."""
        return self.relationship.kind is RelationshipKind.FOSTER_CARER

    @property
    def name(self) -> str:
        """The adult's name, or the authority's."""
        person = self.relationship.person
        return person.full_name if person else (self.relationship.authority_name or "")


@dataclass(frozen=True)
class WhoAnswers:
    """One child: who is looking after them in law, and everybody with a special part."""

    pupil: Pupil
    adults: Sequence[AdultAnswering]
    cannot_answer: CannotAnswer | None
    care: CareStatus | None  # the newest; None where only an import ever said anything


def who_answers(pupil: Pupil) -> WhoAnswers:
    """Everything on the page of head and DSL."""
    rows = [row for row in adults_of(pupil.id) if row.kind is not RelationshipKind.SELF]
    ids = [row.id for row in rows]
    delegations = db.session.scalars(
        select(DelegatedAuthority)
        .where(DelegatedAuthority.relationship_id.in_(ids))
        .where(DelegatedAuthority.ended_at.is_(None) | (DelegatedAuthority.ended_at > now()))
    ).all()
    excused = excused_rows(ids)
    adults = [
        AdultAnswering(
            row,
            [each for each in delegations if each.relationship_id == row.id],
            next((each for each in excused if each.relationship_id == row.id), None),
        )
        for row in rows
    ]
    return WhoAnswers(pupil, adults, cannot_answer_of(pupil.id), care_of(pupil))


def care_of(pupil: Pupil) -> CareStatus | None:
    """What was recorded by hand last, while that is still what the record says."""
    newest = select(CareStatus).where(CareStatus.pupil_id == pupil.id)
    row = db.session.scalar(newest.order_by(CareStatus.id.desc()).limit(1))
    return row if row is not None and row.care is pupil.care else None


def excused_rows(relationship_ids: Collection[int]) -> Sequence[ExcusedAdult]:
    """The decisions in force that somebody's silence no longer blocks."""
    return db.session.scalars(
        select(ExcusedAdult).where(
            ExcusedAdult.relationship_id.in_(relationship_ids), ExcusedAdult.lifted_at.is_(None)
        )
    ).all()


def cannot_answer_of(pupil_id: int) -> CannotAnswer | None:
    """What is on record of a child who cannot answer for themselves."""
    return db.session.scalars(
        select(CannotAnswer).where(
            CannotAnswer.pupil_id == pupil_id, CannotAnswer.lifted_at.is_(None)
        )
    ).first()


def authority_of(pupil_id: int, kind: RelationshipKind, name: str) -> Relationship | None:
    """The authority or agency of that name on the child's record."""
    return db.session.scalars(
        select(Relationship).where(
            Relationship.pupil_id == pupil_id,
            Relationship.kind == kind,
            Relationship.ends_on.is_(None),
            func.lower(Relationship.authority_name) == name.strip().lower(),
        )
    ).first()
