"""Who answers for a child where it is not the parents: recorded with names and days, and ended."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record
from parentcomms.clock import now, today
from parentcomms.consent.models import CannotAnswer, CareStatus, DelegatedAuthority, ExcusedAdult
from parentcomms.consent.who_queries import authority_of, cannot_answer_of, excused_rows
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.people import actions as people_actions
from parentcomms.people.models import Pupil, Relationship
from parentcomms.people.rules import Care, RelationshipKind


def delegate(relationship: Relationship, use_keys: Collection[str], *, seen_on: date) -> None:
    """A foster carer may answer for these uses; the plan was seen by whoever records it.

    Raises Refused for anybody who is not a foster carer: others need no delegation, or get none.
    """
    if relationship.kind is not RelationshipKind.FOSTER_CARER:
        raise Refused(gettext("Only a foster carer answers by delegated authority."))
    row = DelegatedAuthority(
        relationship_id=relationship.id,
        use_keys=sorted(use_keys),
        plan_seen_by=acting(),
        plan_seen_at=datetime.combine(seen_on, time(12), tzinfo=UTC),
    )
    db.session.add(row)
    record("authority-delegated", row)


def end_delegation(row: DelegatedAuthority) -> None:
    """The plan no longer says so; the carer's no stays, their yes no longer counts."""
    row.ended_at = now()
    record("delegation-ended", row)


def excuse(relationship: Relationship, reason: str) -> None:
    """This adult's silence no longer holds back what everyone must agree to; once is enough."""
    if excused_rows([relationship.id]):
        return
    row = ExcusedAdult(
        relationship_id=relationship.id, reason=reason, excused_by=acting(), excused_at=now()
    )
    db.session.add(row)
    record("adult-excused", row)


def stop_excusing(relationship: Relationship) -> None:
    """They are asked, and needed, like everybody else again."""
    for row in excused_rows([relationship.id]):
        row.lifted_at = now()
        record("adult-no-longer-excused", row)


def set_care(pupil: Pupil, care: Care, *, said_by: str, said_on: date) -> None:
    """Who looks after the child in law, as somebody told head or DSL on that day.

    From now on others have to say yes, and what was said stays as it was said.
    """
    row = CareStatus(
        pupil_id=pupil.id,
        care=care,
        said_by=said_by,
        said_on=said_on,
        recorded_by=acting(),
        recorded_at=now(),
    )
    db.session.add(row)
    record("care-recorded", row)
    people_actions.set_care(pupil, care)


def cannot_answer(pupil: Pupil, reason: str) -> None:
    """The child cannot answer for themselves (Mental Capacity Act 2005 s.2, Gillick)."""
    if cannot_answer_of(pupil.id) is not None:
        return
    row = CannotAnswer(pupil_id=pupil.id, reason=reason, recorded_by=acting(), recorded_at=now())
    db.session.add(row)
    record("cannot-answer", row)


def can_answer(row: CannotAnswer) -> None:
    """The child is asked like any other again."""
    row.lifted_by, row.lifted_at = acting(), now()
    record("can-answer", row)


def make_authority(pupil: Pupil, kind: RelationshipKind, name: str) -> Relationship:
    """The authority or agency on the child's record: the one of this name, or a new one."""
    found = authority_of(pupil.id, kind, name)
    if found is not None:
        return found
    made = Relationship(pupil=pupil, kind=kind, authority_name=name, starts_on=today())
    db.session.add(made)
    record("authority-on-record", made)
    return made
