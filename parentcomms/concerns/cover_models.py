"""Who stands in for a post while its holder is away: the holiday hand-over."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.concerns.rules import Recipient
from parentcomms.database import Base, new_reference


class Cover(Base):
    """A colleague reads what comes to a post between two days, both included."""

    __tablename__ = "concern_cover"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    post: Mapped[Recipient]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    set_by: Mapped[str]
    set_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # taken back before its time
