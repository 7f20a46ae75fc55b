"""The weekly test of the alarm."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.database import Base, new_reference


class AlarmTest(Base):
    """One person was asked in one week whether the alarm reaches them."""

    __tablename__ = "concern_alarm_test"
    __table_args__ = (UniqueConstraint("week", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    week: Mapped[str]  # 2026-w48
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    sent_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
