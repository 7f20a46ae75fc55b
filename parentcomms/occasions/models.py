"""An occasion and the children it asks about."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.consent.models import Use
from parentcomms.database import Base, new_reference
from parentcomms.people.models import Pupil


class Occasion(Base):
    """BBC Points West, Thursday, tree planting: who comes, what for, when, where it is shown.

    Its question is a `Use` of its own (`occasional`), so that what the answers add up to is
    decided by the same rule as everything else.
    """

    __tablename__ = "occasion"
    __table_args__ = (UniqueConstraint("use_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    use_id: Mapped[int] = mapped_column(ForeignKey("photo_use.id"))
    who: Mapped[str]  # the organisation that would use the pictures, by name
    what: Mapped[str]
    where_shown: Mapped[str]
    happens_on: Mapped[date]
    answer_by: Mapped[date]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    use: Mapped[Use] = relationship()
    children: Mapped[list["OccasionChild"]] = relationship(back_populates="occasion")


class OccasionChild(Base):
    """A child whom an occasion asks about."""

    __tablename__ = "occasion_child"
    __table_args__ = (
        UniqueConstraint("occasion_id", "pupil_id"),
        Index("ix_occasion_child_pupil_id", "pupil_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasion.id"))
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id"))

    occasion: Mapped[Occasion] = relationship(back_populates="children")
    pupil: Mapped[Pupil] = relationship()
