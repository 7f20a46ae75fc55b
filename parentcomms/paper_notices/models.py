"""Who was told on paper; that a mail went is known from the outbox."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.consent.models import Answer
from parentcomms.database import Base

# The index of what staff recorded; a query that shall use it says so in the same words.
BY_STAFF = text("substr(recorded_by, 1, 6) = 'staff:'")

Index(
    "ix_answer_by_staff", Answer.answered_at, sqlite_where=BY_STAFF, postgresql_where=BY_STAFF
)  # fmt: skip


class PaperNotice(Base):
    """The office has posted or handed out one adult's letter about answers staff recorded."""

    __tablename__ = "paper_notice"
    __table_args__ = (Index("ix_paper_notice_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    told_by: Mapped[str]
    told_at: Mapped[datetime]
