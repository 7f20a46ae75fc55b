"""What the school's old list said before this service: a no counts at once, a yes waits.

The old list names nobody. So its answers hang on a relationship of their own, which stands on the
child's record, is nobody to write to, and has ended: its no binds until head or DSL sets it aside,
and its yes can never permit anything.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, select

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record_many
from parentcomms.clock import now, today
from parentcomms.consent.models import Answer
from parentcomms.consent.queries import CurrentUse
from parentcomms.consent.rules import AnswerKind, AnswerRoute, Decision
from parentcomms.database import db
from parentcomms.people.models import Pupil, Relationship
from parentcomms.people.rules import ParentalResponsibility, RelationshipKind

OLD_LIST = "The school's old list"


@dataclass(frozen=True)
class OldAnswer:
    """One cell of the old list: only yes and no are known there."""

    pupil_id: int
    use: CurrentUse
    decision: Decision


def answered_before(pupil_ids: Collection[int]) -> dict[tuple[int, int], set[Decision | None]]:
    """(child, use) → what the old list has said already; None for any answer given since here."""
    rows = db.session.execute(
        select(Answer.pupil_id, Answer.use_id, Answer.decision, Relationship.kind)
        .join(Relationship, Relationship.id == Answer.relationship_id)
        .where(Answer.pupil_id.in_(pupil_ids))
    )
    found: dict[tuple[int, int], set[Decision | None]] = {}
    for pupil_id, use_id, decision, kind in rows:
        ours = None if kind is not RelationshipKind.OLD_LIST else decision
        found.setdefault((pupil_id, use_id), set()).add(ours)
    return found


def record_old_answers(said: Sequence[OldAnswer], *, file_name: str) -> list[Answer]:
    """Append what the old list said. The caller has left out what is known already."""
    pupils = {row.id: row for row in db.session.scalars(_pupils(said))}
    sheets = _old_lists(pupils)
    answered_at = now()
    rows = [
        Answer(
            relationship_id=sheets[each.pupil_id].id,
            pupil_id=each.pupil_id,
            use_id=each.use.id,
            use_version_id=each.use.version_id,
            wording_id=None,
            decision=each.decision,
            kind=AnswerKind.GIVEN,
            route=AnswerRoute.IMPORTED,
            name_then=OLD_LIST,
            relationship_then=RelationshipKind.OLD_LIST,
            pr_then=ParentalResponsibility.UNKNOWN,
            year_group_then=pupils[each.pupil_id].year_group,
            evidence={"file": file_name},
            answered_at=answered_at,
            recorded_by=acting(),
        )
        for each in said
    ]
    db.session.add_all(rows)
    record_many("answer", rows)
    return rows


def _pupils(said: Sequence[OldAnswer]) -> Select[Pupil]:
    return select(Pupil).where(Pupil.id.in_({each.pupil_id for each in said}))


def _old_lists(pupils: dict[int, Pupil]) -> dict[int, Relationship]:
    """Each child's old list, made where there is none yet."""
    query = select(Relationship).where(
        Relationship.pupil_id.in_(pupils), Relationship.kind == RelationshipKind.OLD_LIST
    )
    found = {row.pupil_id: row for row in db.session.scalars(query)}
    yesterday = today() - timedelta(days=1)
    made = [
        Relationship(
            pupil_id=pupil_id,
            authority_name=OLD_LIST,
            kind=RelationshipKind.OLD_LIST,
            pr=ParentalResponsibility.UNKNOWN,
            starts_on=yesterday,
            ends_on=yesterday,
        )
        for pupil_id in pupils
        if pupil_id not in found
    ]
    db.session.add_all(made)
    db.session.flush()
    return found | {row.pupil_id: row for row in made}
