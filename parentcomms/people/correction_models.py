"""What the office wrote by hand, so that the next file does not undo it without a word."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.database import Base


class Correction(Base):
    """One fact about a child, an adult or what the one is to the other, written by hand.

    A file that still says what our record said before does not undo it. Once a file agrees, or
    says something new again, the correction is settled and files count as ever.
    """

    __tablename__ = "correction"
    __table_args__ = (
        Index("ix_correction_pupil_id", "pupil_id"),
        Index("ix_correction_person_id", "person_id"),
        Index("ix_correction_relationship_id", "relationship_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int | None] = mapped_column(ForeignKey("pupil.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    relationship_id: Mapped[int | None] = mapped_column(ForeignKey("relationship.id"))
    field: Mapped[str]
    before: Mapped[str]  # as our record said it; empty where it said nothing
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
