"""Mail waiting in the database, the office's orders about it, and what the server said of us."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.database import Base, new_reference

# The index of what waits; a query that shall use it says so in the same words.
WAITING = text("state IN ('queued', 'claimed', 'handing_over', 'uncertain')")


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


class Order(StrEnum):
    """What the office orders while mail waits; the newest order stands."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


class Decision(StrEnum):
    """What the office decides about a mail that may or may not have arrived."""

    SEND_AGAIN = "send_again"
    TAKE_AS_SENT = "take_as_sent"


class NoteKind(StrEnum):
    """What befell the sender as a whole, not one mail."""

    SLOW_DOWN = "slow_down"
    NOT_REACHED = "not_reached"


class MailContent(Base):
    """What many mails share, kept once: subject and text with placeholders unfilled."""

    __tablename__ = "mail_content"
    __table_args__ = (Index("ix_mail_content_campaign", "campaign"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]  # Markdown; text and HTML are rendered from it
    common: Mapped[dict[str, Any]]  # values every one of these mails shares, as they were then
    campaign: Mapped[str | None]  # what can be paused together: a communication's reference
    list_mail: Mapped[bool | None]  # a newsletter, which nobody has to get


class MailFrame(Base):
    """What was around the words when mails left: the styled page, and the addresses of then.

    Kept once for many mails, so that each can be shown again exactly as it was sent although the
    service or its settings have changed since.
    """

    __tablename__ = "mail_frame"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    html: Mapped[str]  # styles inlined, each place of a value marked
    sender: Mapped[str]
    reply_to: Mapped[str]
    public_url: Mapped[str]


class OutgoingMail(Base):
    """One mail to one person. Values hold references, never a token that opens a door.

    Its Message-ID is its reference at the sender's domain.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        Index(
            "ix_outgoing_mail_waiting", "state", "lane", "next_try_at",
            sqlite_where=WAITING, postgresql_where=WAITING,
        ),
        Index("ix_outgoing_mail_to_address", "to_address"),
        Index("ix_outgoing_mail_tried_at", "tried_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    # Also tells rows apart when a thousand are added in one statement.
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference, insert_sentinel=True)
    once_key: Mapped[str | None] = mapped_column(unique=True)  # the fact this mail is for
    content_id: Mapped[int] = mapped_column(ForeignKey("mail_content.id"))
    frame_id: Mapped[int | None] = mapped_column(ForeignKey("mail_frame.id"))
    values: Mapped[dict[str, Any]]
    to_name: Mapped[str]
    to_address: Mapped[str]
    lane: Mapped[int]
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    made_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    claimed_by: Mapped[str | None]  # which sending pass holds it
    claimed_until: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]  # the newest attempt; the mail's own date
    attempts: Mapped[int] = mapped_column(default=0)
    fingerprint: Mapped[str | None]  # of the bytes handed over
    sent_at: Mapped[datetime | None]
    problem: Mapped[str | None]  # the server's words, without addresses

    content: Mapped[MailContent] = relationship()
    frame: Mapped[MailFrame | None] = relationship()


@dataclass(slots=True)
class MailInHand:
    """A claimed mail as plain values: thousands are looked at and made, and no row is changed."""

    id: int
    reference: str
    content: MailContent
    once_key: str | None
    values: dict[str, Any]
    to_name: str
    to_address: str
    lane: int
    made_at: datetime
    next_try_at: datetime
    attempts: int
    tried_at: datetime
    claimed_by: str


AnyMail = OutgoingMail | MailInHand


class SendingOrder(Base):
    """Evidence: who paused, resumed or stopped what. No campaign: the whole outbox."""

    __tablename__ = "sending_order"
    __table_args__ = (Index("ix_sending_order_campaign", "campaign"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign: Mapped[str | None]
    act: Mapped[Order]
    ordered_by: Mapped[str]
    ordered_at: Mapped[datetime]


class UncertainDecision(Base):
    """Evidence: what the office decided about a mail nobody knows the fate of."""

    __tablename__ = "uncertain_decision"
    __table_args__ = (Index("ix_uncertain_decision_mail_id", "mail_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("outgoing_mail.id"))
    decision: Mapped[Decision]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]


class SenderNote(Base):
    """The server asked the whole sender to slow down, or was not there."""

    __tablename__ = "sender_note"
    __table_args__ = (Index("ix_sender_note_noted_at", "noted_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[NoteKind]
    reply: Mapped[str]
    noted_at: Mapped[datetime]
