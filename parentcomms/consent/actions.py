"""Recording answers and the head's and DSL's switches. Nothing here is ever changed afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record, record_many
from parentcomms.clock import now
from parentcomms.consent.models import (
    Answer,
    AnswerSetAside,
    AskTheHead,
    Never,
    UseWording,
)
from parentcomms.consent.queries import CurrentUse
from parentcomms.consent.rules import AnswerKind, AnswerRoute, Decision, NeverScope
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.people.models import Pupil, Relationship


@dataclass(frozen=True)
class Said:
    """One tapped answer: to which question, in which wording, and what."""

    use: CurrentUse
    wording: UseWording
    decision: Decision
    kind: AnswerKind = AnswerKind.GIVEN
    words: str | None = None  # the question as it was put, where not in the wording's own words


def record_answers(
    relationship: Relationship,
    said: Sequence[Said],
    *,
    route: AnswerRoute,
    evidence: dict[str, Any] | None = None,
    recorded_by: str | None = None,
) -> list[Answer]:
    """Append one answer per question, each with what is true now: name, relationship, PR, wording.

    A third answer where none is offered is refused by the form; should one come, it counts as no.
    """
    if any(each.kind is AnswerKind.OBJECTION_TAKEN_BACK and each.use.asks_consent for each in said):
        raise ValueError("where consent is asked, nobody objects and nobody takes it back")
    answered_at = now()
    rows = [
        _answer(relationship, each, route=route, answered_at=answered_at, evidence=evidence,
                recorded_by=recorded_by or acting())
        for each in said
    ]  # fmt: skip
    db.session.add_all(rows)
    record_many("answer", rows, actor=recorded_by)
    return rows


def _answer(
    relationship: Relationship, said: Said, *, evidence: dict[str, Any] | None, **others: Any
) -> Answer:
    person, pupil = relationship.person, relationship.pupil
    return Answer(
        relationship_id=relationship.id,
        pupil_id=pupil.id,
        use_id=said.use.id,
        use_version_id=said.use.version_id,
        wording_id=said.wording.id,
        decision=said.decision,
        kind=said.kind,
        name_then=person.full_name if person else (relationship.authority_name or pupil.full_name),
        relationship_then=relationship.kind,
        pr_then=relationship.pr,
        year_group_then=pupil.year_group,
        evidence=(evidence or {}) | {"words": said.words} if said.words else evidence,
        **others,
    )


def declare_responsibility(relationship: Relationship) -> None:
    """The adult says they have parental responsibility; the rules say what that is worth."""
    if relationship.pr_declared_at is None:
        relationship.pr_declared_at = now()
        record("pr-declared", relationship)


def set_never(pupil: Pupil, scope: NeverScope, reason: str) -> Never:
    """Switch a child's pictures off above every answer (head or DSL)."""
    row = Never(pupil_id=pupil.id, scope=scope, reason=reason, set_by=acting(), set_at=now())
    db.session.add(row)
    record("never-set", row)
    return row


def lift_never(row: Never) -> None:
    """Take the switch off; the answers underneath count again."""
    row.lifted_by, row.lifted_at = acting(), now()
    record("never-lifted", row)


def stop_asking_the_head(row: AskTheHead) -> None:
    """Take the neutral marker off."""
    row.lifted_at = now()
    record("ask-the-head-lifted", row)


def ask_the_head(pupil: Pupil) -> AskTheHead:
    """Put the neutral marker on a child's photo answers."""
    row = AskTheHead(pupil_id=pupil.id, set_by=acting(), set_at=now())
    db.session.add(row)
    record("ask-the-head-set", row)
    return row


def set_aside(answer: Answer, reason: str) -> AnswerSetAside:
    """The head or DSL sets a no aside with a reason; the no stays in the record as given.

    Raises Refused for a yes, which is never taken from anybody, and without a reason.
    """
    if not answer.limits or not reason.strip():
        raise Refused(gettext("Only a no can be set aside, and only with a reason."))
    row = AnswerSetAside(
        answer_id=answer.id, reason=reason, set_aside_by=acting(), set_aside_at=now()
    )
    db.session.add(row)
    record("answer-set-aside", row)
    return row
