"""Approvals of exact content, and recorded delegations."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from parentcomms.approvals.rules import ApprovalKind, Verdict
from parentcomms.database import Base, new_reference


class Approval(Base):
    """A decision about one content hash (policy 5.3), with the five points of 5.4 as ticked."""

    __tablename__ = "approval"
    __table_args__ = (Index("ix_approval_content_hash", "content_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    kind: Mapped[ApprovalKind]
    subject_reference: Mapped[str] = mapped_column(index=True)
    content_hash: Mapped[str]
    verdict: Mapped[Verdict]
    points: Mapped[list[str]]
    words: Mapped[str | None]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    decided_at: Mapped[datetime]


class Delegation(Base):
    """The head lets a named person approve, for some kinds of content, until a day."""

    __tablename__ = "delegation"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    given_to_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    scope: Mapped[list[str]]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    given_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
