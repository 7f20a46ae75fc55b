"""What was decided about one post; whoever calls has asked who may see the case."""

from datetime import datetime, timedelta

from sqlalchemy import select

from parentcomms.concerns.models import Concern
from parentcomms.database import db
from parentcomms.posts_about_us.models import Decision
from parentcomms.posts_about_us.rules import Answer, Question

HOURS_FOR_A_BREACH = timedelta(hours=72)


def decisions(concern: Concern) -> list[Decision]:
    """Everything decided, oldest first."""
    query = select(Decision).where(Decision.concern_id == concern.id).order_by(Decision.id)
    return list(db.session.scalars(query))


def newest(found: list[Decision]) -> dict[Question, Decision]:
    """Question → what holds now."""
    return {each.question: each for each in found}


def answers(found: list[Decision]) -> dict[Question, Answer]:
    return {question: each.answer for question, each in newest(found).items()}


def breach_decided_by(concern: Concern) -> datetime:
    """The 72 hours begin when the school learns of it, and no holiday stops them."""
    return concern.received_at + HOURS_FOR_A_BREACH
