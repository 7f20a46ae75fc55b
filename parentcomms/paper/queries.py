"""Reading a printed sheet by its code: whose it is, what it asked, whether it was recorded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from parentcomms.clock import today
from parentcomms.communications.forms_back import SheetKey, sheets_by_code
from parentcomms.communications.models import Delivery
from parentcomms.consent.asked_before import asked_at
from parentcomms.consent.models import Answer
from parentcomms.consent.queries import CurrentUse, current_uses, wordings
from parentcomms.consent.rules import AnswerRoute
from parentcomms.database import db
from parentcomms.links import CODE_ALPHABET, CODE_LENGTH, tidy_code
from parentcomms.paper.rules import CodeTrouble, Row
from parentcomms.people.holds import open_holds
from parentcomms.people.models import Relationship


@dataclass(frozen=True)
class PrintedQuestion:
    """One row of the sheet, as printed; `gone` when the school no longer asks it, `answered` when
    this adult has answered it since.
    """

    number: int
    use: CurrentUse
    name: str
    question: str
    changed: bool
    gone: bool
    answered: bool

    @property
    def row(self) -> Row:
        """As the rule reads it."""
        return Row(self.use.key, self.use.facts.offers_unrecognisable, self.changed, self.answered)


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper: one adult, one child, the questions of the day it was made."""

    code: str
    delivery: Delivery
    relationship: Relationship
    questions: tuple[PrintedQuestion, ...]

    @property
    def adult(self) -> str:
        """The adult's name."""
        person = self.relationship.person
        return person.full_name if person else (self.relationship.authority_name or "")

    @property
    def asked(self) -> list[PrintedQuestion]:
        """The questions that can still be answered."""
        return [question for question in self.questions if not question.gone]

    @property
    def outdated(self) -> bool:
        """Whether a question on it has been asked differently since."""
        return any(question.changed for question in self.questions)

    @property
    def on_hold(self) -> bool:
        """Whether the adult is on hold: their no counts, their yes does not."""
        return bool(open_holds(self.relationship))

    @property
    def ended(self) -> bool:
        """Whether the adult is no longer on this child's record."""
        ends_on = self.relationship.ends_on
        return ends_on is not None and ends_on < today()


def looks_like_a_code(code: str) -> bool:
    """Whether a tidied text could be the code of a sheet, of this school or another."""
    return len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET)


def sheet_with(typed: str) -> Sheet | None:
    """The sheet that bears the code, whoever it is about."""
    code = tidy_code(typed)
    key = sheets_by_code().get(code) if looks_like_a_code(code) else None
    return _sheet(code, key) if key else None


def trouble_with(typed: str) -> tuple[CodeTrouble | None, Answer | None]:
    """What stands in the way of recording this sheet, and the answer that does."""
    code = tidy_code(typed)
    if not looks_like_a_code(code):
        return CodeTrouble.NOT_A_CODE, None
    key = sheets_by_code().get(code)
    if key is None:
        return CodeTrouble.NOT_OURS, None
    before = recorded_from(key.relationship_id, code)
    return (CodeTrouble.RECORDED, before) if before else (None, None)


def code_recorded(answer: Answer) -> str:
    """The code of the sheet an answer was read off; empty where there was none."""
    return tidy_code(str((answer.evidence or {}).get("form_code", "")))


def recorded_from(relationship_id: int, code: str) -> Answer | None:
    """The last answer that was recorded off this very sheet."""
    rows = db.session.scalars(
        select(Answer)
        .where(Answer.relationship_id == relationship_id, Answer.route == AnswerRoute.PAPER)
        .order_by(Answer.id.desc())
    )
    return next((row for row in rows if code_recorded(row) == code), None)


def _sheet(code: str, key: SheetKey) -> Sheet:
    delivery = db.session.get_one(Delivery, key.delivery_id)
    return Sheet(
        code=code,
        delivery=delivery,
        relationship=db.session.get_one(Relationship, key.relationship_id),
        questions=tuple(_questions(delivery, _answered_since(key, delivery.made_at))),
    )


def _answered_since(key: SheetKey, made_at: datetime) -> set[int]:
    """The uses this adult has answered, by whatever road, since the sheet was made."""
    query = select(Answer.use_id).where(
        Answer.relationship_id == key.relationship_id, Answer.answered_at > made_at
    )
    return set(db.session.scalars(query))


def _questions(delivery: Delivery, answered: Collection[int]) -> Sequence[PrintedQuestion]:
    now_asked = {use.id: use.version_id for use in current_uses()}
    uses = asked_at(delivery.made_at)
    versions = [use.version_id for use in uses]
    names, printed = wordings(versions, "en"), wordings(versions, delivery.language)
    return [
        PrintedQuestion(
            number=number,
            use=use,
            name=names[use.version_id].name,
            question=printed[use.version_id].question,
            changed=now_asked.get(use.id) != use.version_id,
            gone=use.id not in now_asked,
            answered=use.id in answered,
        )
        for number, use in enumerate(uses, 1)
    ]
