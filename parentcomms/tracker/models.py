"""Ways into the sender's page: the codes sent, and the visits they opened."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.database import Base, new_reference


class TrackerCode(Base):
    """One code sent to the address given. The code itself is derived (links.py), never kept."""

    __tablename__ = "tracker_code"
    __table_args__ = (Index("ix_tracker_code_concern_id", "concern_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=lambda: new_reference(16))
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class TrackerVisit(Base):
    """A browser that was let in to one concern, for a short time."""

    __tablename__ = "tracker_visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
