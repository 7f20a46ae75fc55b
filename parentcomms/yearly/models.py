"""Who was reminded on paper; that a mail went is known from the outbox."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.database import Base


class PaperReminder(Base):
    """The office has given or posted one adult the reminder of one school year."""

    __tablename__ = "paper_reminder"
    __table_args__ = (UniqueConstraint("person_id", "school_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    school_year: Mapped[int]  # the year its September is in
    told_by: Mapped[str]
    told_at: Mapped[datetime]
