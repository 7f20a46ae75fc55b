"""Legal holds: what must not be removed, whatever its age."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.database import Base, new_reference
from parentcomms.retention.rules import HoldScope


class LegalHold(Base):
    """Nothing that belongs to its subject goes until somebody lifts it.

    For a claim, an investigation, or an inquiry that asks schools to destroy nothing.
    """

    __tablename__ = "legal_hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    scope: Mapped[HoldScope]
    subject_reference: Mapped[str | None]  # of the pupil, adult or publication
    reason: Mapped[str]
    placed_by: Mapped[str]
    placed_at: Mapped[datetime]
    lifted_by: Mapped[str | None]
    lifted_at: Mapped[datetime | None]
