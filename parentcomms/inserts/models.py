"""Which insert is planned for which half-term, and what was seen on the school's website."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.communications.models import Communication
from parentcomms.database import Base, new_reference


class InsertPlan(Base):
    """An insert chosen for a half-term; the newest row of a half-term holds.

    `half_term` is a day of it, so that a term entered anew with another last day keeps its plan.
    """

    __tablename__ = "insert_plan"
    __table_args__ = (Index("ix_insert_plan_half_term", "half_term"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    communication_id: Mapped[int | None] = mapped_column(ForeignKey("communication.id"))
    half_term: Mapped[date]
    planned_by: Mapped[str]
    planned_at: Mapped[datetime]

    communication: Mapped[Communication | None] = relationship()


class NoticeCheck(Base):
    """Somebody looked: the notice is still on the school's website, or it is not (10.1)."""

    __tablename__ = "notice_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    still_there: Mapped[bool]
    address: Mapped[str]
    checked_on: Mapped[date]
    checked_by: Mapped[str]
    recorded_at: Mapped[datetime]
