"""Day passes, the classes they are for, and the browsers they opened."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.database import Base, new_reference
from parentcomms.people.models import SchoolClass


class DayPass(Base):
    """For one person, one day and some classes. Neither its code nor its link is kept."""

    __tablename__ = "day_pass"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=lambda: new_reference(16))
    code_hash: Mapped[str] = mapped_column(unique=True)
    holder: Mapped[str]
    day: Mapped[date]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]

    classes: Mapped[list["DayPassClass"]] = relationship(order_by="DayPassClass.id")


class DayPassClass(Base):
    """One class whose pictures the holder may ask about."""

    __tablename__ = "day_pass_class"
    __table_args__ = (UniqueConstraint("day_pass_id", "class_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day_pass_id: Mapped[int] = mapped_column(ForeignKey("day_pass.id"))
    class_id: Mapped[int] = mapped_column(ForeignKey("school_class.id"))

    school_class: Mapped[SchoolClass] = relationship()


class DayPassSignIn(Base):
    """A browser in which a pass was used; it ends with the pass."""

    __tablename__ = "day_pass_sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    day_pass_id: Mapped[int] = mapped_column(ForeignKey("day_pass.id"), index=True)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
