"""What was decided about a post, in the order it was decided."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.database import Base, new_reference
from parentcomms.posts_about_us.rules import Answer, Question


class Decision(Base):
    """One answer to one question of the checklist: evidence; the newest of a question holds."""

    __tablename__ = "concern_decision"
    __table_args__ = (Index("ix_concern_decision_concern_id", "concern_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    question: Mapped[Question]
    answer: Mapped[Answer]
    words: Mapped[str | None]  # why
    number: Mapped[str | None]  # a crime number, a ticket, a minute
    decided_on: Mapped[date]
    decided_by: Mapped[str]
    recorded_at: Mapped[datetime]
