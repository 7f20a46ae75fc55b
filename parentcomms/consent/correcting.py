"""Corrections: the school wrote down what was never said, or something other than was said.

What a family tapped itself stays theirs, to change and to take back. A correction only ever makes
an answer stricter; what was really a yes is struck, and recorded anew with its proof.
"""

from collections.abc import Collection, Sequence

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.consent.counting import STRICTNESS
from parentcomms.consent.models import Answer
from parentcomms.consent.recording import tell_whoever_it_is
from parentcomms.consent.rules import AnswerKind, Decision
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext


def corrected_ids(answers: Collection[Answer]) -> set[int]:
    """Ids of answers that were corrected, or struck, already."""
    return {answer.corrects_id for answer in answers if answer.corrects_id is not None}


def can_be_corrected(answer: Answer, corrected: Collection[int]) -> bool:
    """Whether the school may say that it wrote this down wrongly."""
    stands = answer.kind is not AnswerKind.RECORDED_IN_ERROR and answer.id not in corrected
    return stands and not answer.tapped


def stricter_than(answer: Answer) -> Sequence[Decision]:
    """What it may be corrected to."""
    limit = STRICTNESS[answer.decision]
    return [each for each in Decision if STRICTNESS[each] > limit]


def correct(
    answer: Answer, to: Decision | None, reason: str, *, corrected: Collection[int]
) -> Answer:
    """Append what they really said, or, without `to`, that they never said it; and tell them.

    Raises Refused for what a family tapped, what was corrected before, anything looser, no reason.
    """
    allowed = to is None or to in stricter_than(answer)
    if not (can_be_corrected(answer, corrected) and allowed and reason.strip()):
        raise Refused(gettext("This answer cannot be corrected in this way."))
    row = Answer(
        relationship_id=answer.relationship_id,
        pupil_id=answer.pupil_id,
        use_id=answer.use_id,
        use_version_id=answer.use_version_id,
        wording_id=answer.wording_id,
        decision=to or answer.decision,
        kind=AnswerKind.CORRECTION if to else AnswerKind.RECORDED_IN_ERROR,
        corrects_id=answer.id,
        reason=reason,
        route=answer.route,
        name_then=answer.name_then,
        relationship_then=answer.relationship_then,
        pr_then=answer.pr_then,
        year_group_then=answer.year_group_then,
        evidence=answer.evidence,
        answered_at=now(),
        recorded_by=acting(),
    )
    db.session.add(row)
    record("answer-corrected", row)
    tell_whoever_it_is(answer.relationship_)
    return row
