"""What the school decides, as appended rows, and its calendar."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.database import Base


class SchoolSetting(Base):
    """One decision of the school at one moment; the newest of a key holds."""

    __tablename__ = "school_setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    value: Mapped[Any] = mapped_column(JSON)
    set_at: Mapped[datetime]
    set_by: Mapped[str]


class SchoolTerm(Base):
    """First and last day on which children are in school, half-terms as separate rows."""

    __tablename__ = "school_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class InsetDay(Base):
    """A day in term when children stay at home."""

    __tablename__ = "inset_day"
    __table_args__ = (UniqueConstraint("day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
