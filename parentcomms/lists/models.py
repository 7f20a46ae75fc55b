"""Sheets and exports that left the service, with what they said when they did."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.database import Base, new_reference
from parentcomms.people.models import PupilGroup, SchoolClass


class PrintedList(Base):
    """One sheet as it was printed. Its code is derived (links.py), never stored."""

    __tablename__ = "printed_list"
    __table_args__ = (Index("ix_printed_list_printed_by", "printed_by"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    code_hash: Mapped[str] = mapped_column(unique=True)
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("pupil_group.id"))
    kind: Mapped[str]  # pdf, xlsx
    said: Mapped[dict[str, Any]]  # pupil id → {use key: standing answer} as printed
    printed_by: Mapped[str]
    printed_at: Mapped[datetime]
    told_on: Mapped[date | None]  # the last day its printer was told that it is unsafe
    thrown_away_at: Mapped[datetime | None]  # its printer says the sheet is gone

    school_class: Mapped[SchoolClass | None] = relationship()
    group: Mapped[PupilGroup | None] = relationship()


class AnswersExport(Base):
    """What went to the management system, so that the next export can hold changes only."""

    __tablename__ = "answers_export"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    said: Mapped[dict[str, Any]]  # pupil id → {use key: standing answer}, of everybody
    only_changes: Mapped[bool]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
