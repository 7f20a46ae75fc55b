"""What is appended to a concern while it is handled, and who is at work on it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.cases.rules import Outcome, Stage, StepKind
from parentcomms.database import Base, new_reference


class Step(Base):
    """One thing that happened to a case: evidence, never changed."""

    __tablename__ = "concern_step"
    __table_args__ = (Index("ix_concern_step_concern_id", "concern_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    kind: Mapped[StepKind]
    at: Mapped[datetime]
    by: Mapped[str]
    stage: Mapped[Stage | None]
    outcome: Mapped[Outcome | None]
    day: Mapped[date | None]  # a new date, the day a subject was told, the day it came in
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    words: Mapped[str | None]  # the reason, what will change, where it was filed, what it was


class Note(Base):
    """What staff write for themselves: never shown or sent to anybody outside."""

    __tablename__ = "concern_note"
    __table_args__ = (Index("ix_concern_note_concern_id", "concern_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    words: Mapped[str]
    written_by: Mapped[str]
    written_at: Mapped[datetime]


class Draft(Base):
    """What one person has begun to write on a case; it waits here, not on a device."""

    __tablename__ = "concern_draft"
    __table_args__ = (UniqueConstraint("concern_id", "staff_id", "page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    page: Mapped[str]
    words: Mapped[str]
    saved_at: Mapped[datetime]


class Presence(Base):
    """Who is at work on a case, so that a second person sees it."""

    __tablename__ = "concern_presence"
    __table_args__ = (UniqueConstraint("concern_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    seen_at: Mapped[datetime]


class MovedStub(Base):
    """What a former reader still sees of a case that became one of safeguarding: that it moved."""

    __tablename__ = "concern_moved_stub"
    __table_args__ = (UniqueConstraint("concern_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    moved_at: Mapped[datetime]


class FileOpening(Base):
    """Who opened a file sent with a case, and when: kept with its hash."""

    __tablename__ = "concern_file_opening"
    __table_args__ = (Index("ix_concern_file_opening_attachment_id", "attachment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    sha256: Mapped[str]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    opened_at: Mapped[datetime]
