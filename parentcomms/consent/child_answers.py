"""One child's answers as staff pages read them: closed for most, opened for a few, and logged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from parentcomms.consent.facts import Case
from parentcomms.consent.models import Answer, AnswerSetAside, AskTheHead, Never
from parentcomms.consent.queries import add_up, cases, uses_in_force, wordings
from parentcomms.consent.rules import LawfulBasis, Reason, Standing, own_answer, reasons
from parentcomms.database import db

LANGUAGE_OF_STAFF = "en"


@dataclass(frozen=True)
class UseLine:
    """One use and what the school must act on: nobody learns from it why."""

    key: str
    name: str
    standing: Standing


@dataclass(frozen=True)
class ChildAnswers:
    """The closed view: standing answers, and how many questions each adult has answered."""

    uses: tuple[UseLine, ...]
    asked: int  # how many of them are questions; the others are the school's own task
    answered: Mapping[int, int]
    ask_the_head: bool


@dataclass(frozen=True)
class OpenedAnswer:
    """One answer as it was given, and whether it was set aside."""

    answer: Answer
    set_aside: AnswerSetAside | None

    @property
    def can_be_set_aside(self) -> bool:
        """Only what limits can be; a yes is never taken from anybody."""
        return self.set_aside is None and self.answer.limits


@dataclass(frozen=True)
class OpenedUse:
    """The opened view of one use: why the standing answer is what it is, and who said what."""

    line: UseLine
    reasons: tuple[Reason, ...]
    answers: tuple[OpenedAnswer, ...]


def child_answers(pupil_id: int) -> ChildAnswers:
    """What everybody who may see the child's record reads."""
    found = _cases_by_use(pupil_id)
    asked = [case for case in found.values() if case.use.basis is LawfulBasis.CONSENT]
    people = {person.relationship for case in found.values() for person in case.people}
    answered = {who: sum(own_answer(case, who) is not None for case in asked) for who in people}
    return ChildAnswers(
        tuple(_lines(found)), len(asked), answered, ask_the_head_marker(pupil_id) is not None
    )


def opened_answers(pupil_id: int) -> list[OpenedUse]:
    """Everything, for READ_INDIVIDUAL_ANSWERS. The caller logs the opening."""
    found = _cases_by_use(pupil_id)
    given = _answers_by_use(pupil_id)
    return [
        OpenedUse(line, reasons(found[line.key]), tuple(given.get(line.key, ())))
        for line in _lines(found)
    ]


def _cases_by_use(pupil_id: int) -> dict[str, Case]:
    keys = [use.key for use in uses_in_force()]
    return {key: case for (_, key), case in cases([pupil_id], use_keys=keys).items()}


def _lines(found: Mapping[str, Case]) -> list[UseLine]:
    uses = uses_in_force()
    words = wordings([use.version_id for use in uses], LANGUAGE_OF_STAFF)
    standing = add_up(found)
    return [UseLine(use.key, words[use.version_id].name, standing[use.key]) for use in uses]


def _answers_by_use(pupil_id: int) -> dict[str, list[OpenedAnswer]]:
    keys = {use.id: use.key for use in uses_in_force()}
    rows = db.session.execute(
        select(Answer, AnswerSetAside)
        .outerjoin(AnswerSetAside, AnswerSetAside.answer_id == Answer.id)
        .where(Answer.pupil_id == pupil_id, Answer.use_id.in_(keys))
        .options(joinedload(Answer.wording))
        .order_by(Answer.answered_at.desc(), Answer.id.desc())
    )
    found: dict[str, list[OpenedAnswer]] = {}
    for answer, set_aside in rows:
        found.setdefault(keys[answer.use_id], []).append(OpenedAnswer(answer, set_aside))
    return found


def answer_of(pupil_id: int, reference: str) -> Answer | None:
    """One answer about this child, and about no other."""
    return db.session.scalar(
        select(Answer).where(Answer.pupil_id == pupil_id, Answer.reference == reference)
    )


def corrected_of(pupil_id: int) -> set[int]:
    """Ids of this child's answers that were corrected, or struck, already."""
    query = select(Answer.corrects_id).where(Answer.pupil_id == pupil_id)
    return {each for each in db.session.scalars(query) if each is not None}


def nevers_of(pupil_id: int) -> Sequence[Never]:
    """The switches in force, for head and DSL."""
    query = select(Never).where(Never.pupil_id == pupil_id, Never.lifted_at.is_(None))
    return db.session.scalars(query.order_by(Never.id)).all()


def ask_the_head_marker(pupil_id: int) -> AskTheHead | None:
    """The neutral marker, where there is one."""
    query = select(AskTheHead).where(
        AskTheHead.pupil_id == pupil_id, AskTheHead.lifted_at.is_(None)
    )
    return db.session.scalars(query.limit(1)).first()
