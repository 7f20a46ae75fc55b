"""Tables of the audit chain."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.database import Base


class AuditEvent(Base):
    """One act: who did what to which row, and the proof of the row's content then."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_row", "table_name", "row_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    act: Mapped[str]
    table_name: Mapped[str]
    row_id: Mapped[int | None]
    actor: Mapped[str]
    salt: Mapped[str]
    evidence_digest: Mapped[str | None]
    prev_hash: Mapped[str] = mapped_column(unique=True)
    hash: Mapped[str] = mapped_column(unique=True)


class RemovalStub(Base):
    """What was removed, when and under which rule: written before the row goes."""

    __tablename__ = "removal_stub"
    __table_args__ = (Index("ix_removal_stub_row", "table_name", "row_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    row_id: Mapped[int]
    rule: Mapped[str]
    removed_at: Mapped[datetime]
