"""Requests for what is held, and what was decided about each sealed item."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.database import Base, new_reference
from parentcomms.people.models import Person, Pupil
from parentcomms.subject_access.belonging import Seal


class Verdict(StrEnum):
    """What was decided about a sealed item."""

    RELEASED = "released"
    WITHHELD = "withheld"


class SubjectRequest(Base):
    """Somebody asked what the school holds about them, or about a child."""

    __tablename__ = "subject_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    pupil_id: Mapped[int | None] = mapped_column(ForeignKey("pupil.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    pupil: Mapped[Pupil | None] = relationship()
    person: Mapped[Person | None] = relationship()


class SealDecision(Base):
    """Evidence: a sealed item was released or withheld, by whom and why; the newest holds."""

    __tablename__ = "seal_decision"
    __table_args__ = (Index("ix_seal_decision_request_id", "request_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("subject_request.id"))
    table_name: Mapped[str]
    row_id: Mapped[int]
    seal: Mapped[Seal]
    verdict: Mapped[Verdict]
    reason: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
