"""What was allowed in answer to a question nobody asks any more: it can be taken back all the same.

Withdrawing cannot be switched off (UK GDPR Art 7(3)): a retired question and a cancelled occasion
leave pictures behind, and only a no of this adult's has them taken down.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from parentcomms.consent.actions import Said, record_answers
from parentcomms.consent.loading_answers import answers_of
from parentcomms.consent.models import Answer, Use, UseVersion, UseWording
from parentcomms.consent.queries import CurrentUse, as_asked, wordings
from parentcomms.consent.rules import AnswerKind, Decision, last_said
from parentcomms.consent.tapping import road
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.people.families import open_relationships
from parentcomms.people.models import Relationship


def still_allowed(relationships: Collection[Relationship]) -> Sequence[Answer]:
    """The answers of one adult, other than no, that still stand to questions no longer asked."""
    rows = _to_retired_questions([row.id for row in relationships])
    if not rows:
        return []
    given = answers_of({row.pupil_id for row in rows}, [row.use_id for row in rows])
    last = {
        said.id
        for row in rows
        if (said := last_said(given[row.pupil_id, row.use_id], row.relationship_id))
        if said.decision is not Decision.NO
    }
    return [row for row in rows if row.id in last]


def _to_retired_questions(relationship_ids: Collection[int]) -> Sequence[Answer]:
    query = (
        select(Answer)
        .join(Use, Use.id == Answer.use_id)
        .where(Answer.relationship_id.in_(relationship_ids), Use.retired_at.is_not(None))
        .options(
            joinedload(Answer.wording),
            joinedload(Answer.relationship_).joinedload(Relationship.pupil),
        )
        .order_by(Use.position, Answer.id)
    )
    return db.session.scalars(query).all()


def no_longer(person_id: int, reference: str, *, language: str) -> list[Answer]:
    """Take one such answer back, at once and without a reason; twice is once."""
    relationships = open_relationships(person_id)
    answer = db.session.scalar(
        select(Answer).where(
            Answer.reference == reference,
            Answer.relationship_id.in_([row.id for row in relationships]),
        )
    )
    if answer is None:
        raise NotFound
    if answer not in still_allowed(relationships):
        return []
    said = Said(*_question(answer, language), Decision.NO, AnswerKind.WITHDRAWN)
    return record_answers(answer.relationship_, [said], **road())


def _question(answer: Answer, language: str) -> tuple[CurrentUse, UseWording]:
    version = db.session.get_one(UseVersion, answer.use_version_id)
    words = answer.wording or wordings([version.id], language)[version.id]
    return as_asked(version.use, version), words
