"""Mail waiting in the database."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.database import Base, new_reference


class Lane(IntEnum):
    """Each sending slot goes to the first lane that is not empty."""

    PERSON_IS_WAITING = 1
    ACKNOWLEDGEMENT = 2
    BULK = 3


class MailState(StrEnum):
    """Claimed is safe to put back; an abandoned handing-over is uncertain, never sent again."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    HANDING_OVER = "handing_over"
    SENT = "sent"
    KEPT = "kept"  # no mail server is configured: written to the instance folder
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


class MailContent(Base):
    """What many mails share, kept once: subject, text and HTML with placeholders unfilled."""

    __tablename__ = "mail_content"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]  # Markdown; text and HTML are rendered from it
    common: Mapped[dict[str, Any]]  # values every one of these mails shares, as they were then


class OutgoingMail(Base):
    """One mail to one person. Values hold references, never a token that opens a door."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        Index("ix_outgoing_mail_waiting", "state", "lane", "next_try_at"),
        Index("ix_outgoing_mail_to_address", "to_address"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    once_key: Mapped[str | None] = mapped_column(unique=True)  # the fact this mail is for
    content_id: Mapped[int] = mapped_column(ForeignKey("mail_content.id"))
    values: Mapped[dict[str, Any]]
    to_name: Mapped[str]
    to_address: Mapped[str]
    lane: Mapped[int]
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    message_id: Mapped[str | None] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    problem: Mapped[str | None]  # the server's words, without addresses

    content: Mapped[MailContent] = relationship()
