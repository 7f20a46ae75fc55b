"""Scans of forms: one file, many pages, each found by the code printed on it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.database import Base, new_reference
from parentcomms.people.models import Relationship


class ScanBatch(Base):
    """One scanned file as it was dropped in."""

    __tablename__ = "scan_batch"
    __table_args__ = (UniqueConstraint("sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    sha256: Mapped[str]
    uploaded_by: Mapped[str]
    uploaded_at: Mapped[datetime]

    pages: Mapped[list["ScannedForm"]] = relationship(back_populates="batch")


class ScannedForm(Base):
    """One page of it, attached to the adult and child whose code it carries, once known."""

    __tablename__ = "scanned_form"
    __table_args__ = (
        UniqueConstraint("batch_id", "page"),
        Index("ix_scanned_form_relationship_id", "relationship_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    batch_id: Mapped[int] = mapped_column(ForeignKey("scan_batch.id"))
    page: Mapped[int]  # counted from 1
    stored_name: Mapped[str]  # encrypted, in instance/uploads
    code: Mapped[str | None]  # as read from the page, or typed by the office
    relationship_id: Mapped[int | None] = mapped_column(ForeignKey("relationship.id"))
    attached_by: Mapped[str | None]
    attached_at: Mapped[datetime | None]

    batch: Mapped[ScanBatch] = relationship(back_populates="pages")
    relationship_: Mapped[Relationship | None] = relationship()
