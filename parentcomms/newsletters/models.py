"""Files a newsletter carries, and audiences saved to be used again."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.database import Base, new_reference


class NewsletterFile(Base):
    """A picture, or the office's own PDF, kept encrypted and without its metadata (8.1.4)."""

    __tablename__ = "newsletter_file"
    __table_args__ = (Index("ix_newsletter_file_communication_id", "communication_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    communication_id: Mapped[int] = mapped_column(ForeignKey("communication.id"))
    stored_name: Mapped[str]
    sha256: Mapped[str]
    media_type: Mapped[str]
    kept_by: Mapped[str]
    kept_at: Mapped[datetime]


class SavedAudience(Base):
    """A rule with a name, to choose again; a newsletter copies the rule it was sent by."""

    __tablename__ = "saved_audience"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    name: Mapped[str]
    rule: Mapped[dict[str, Any]]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
