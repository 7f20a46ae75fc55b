"""Concerns as they came in, and who received them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.concerns.rules import AboutWhom, ConcernKind, Recipient, Row
from parentcomms.concerns.words import PostAudience
from parentcomms.database import Base, new_reference


class Concern(Base):
    """A query, concern or complaint, in the sender's words."""

    __tablename__ = "concern"
    # what is open is found without walking past years of what is closed
    __table_args__ = (Index("ix_concern_open", "closed_at", "received_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    kind: Mapped[ConcernKind]
    at_risk: Mapped[bool] = mapped_column(default=False)
    about: Mapped[AboutWhom]
    about_name: Mapped[str | None]  # who it is about, as the sender wrote it
    routed_by: Mapped[Row]  # the row of the table that sent it where it went
    data_protection: Mapped[bool] = mapped_column(default=False)  # DPA 2018 s.164A clock
    words: Mapped[str]
    language: Mapped[str]
    sender_kind: Mapped[str]  # parent, pupil, neighbour, staff, other
    sender_name: Mapped[str | None]
    sender_email: Mapped[str | None]
    sender_phone: Mapped[str | None]
    nameless: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    passphrase_hash: Mapped[str | None]
    received_at: Mapped[datetime]
    recorded_by: Mapped[str]
    subjects_confirmed_at: Mapped[datetime | None]  # by the handler; until then nobody else sees it
    closed_at: Mapped[datetime | None]
    # what the sender may add under "add more"
    post_where: Mapped[str | None]
    post_audience: Mapped[PostAudience | None]
    post_reached: Mapped[str | None]  # how they came to see it
    post_link: Mapped[str | None]
    wanted: Mapped[str | None]  # what would put it right

    subjects: Mapped[list["ConcernSubject"]] = relationship(back_populates="concern")
    recipients: Mapped[list["ConcernRecipient"]] = relationship(back_populates="concern")
    attachments: Mapped[list["Attachment"]] = relationship(back_populates="concern")
    messages: Mapped[list["ConcernMessage"]] = relationship(
        back_populates="concern", order_by="ConcernMessage.id"
    )


class ConcernSubject(Base):
    """Somebody a concern is about, hidden from them since it came, whatever post they hold later.

    Kept from the moment of receipt; `told_at` is when the handler told them, which shows it to
    nobody by itself.
    """

    __tablename__ = "concern_subject"
    __table_args__ = (UniqueConstraint("concern_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    confirmed_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]

    concern: Mapped[Concern] = relationship(back_populates="subjects")


class ConcernRecipient(Base):
    """Somebody the routing table sent a concern to, and in which post, or whom it was passed to."""

    __tablename__ = "concern_recipient"
    __table_args__ = (
        Index("ix_concern_recipient_concern_id", "concern_id"),
        Index("ix_concern_recipient_staff_id", "staff_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    post: Mapped[Recipient | None]  # none for those it was passed to
    passed_by: Mapped[str | None]
    told_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]

    concern: Mapped[Concern] = relationship(back_populates="recipients")


class ConcernMessage(Base):
    """One message between the school and the sender of a concern, after the first.

    What staff write for themselves is never here: this is read by the sender as it stands.
    """

    __tablename__ = "concern_message"
    __table_args__ = (Index("ix_concern_message_concern_id", "concern_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    from_sender: Mapped[bool]
    words: Mapped[str]
    written_by: Mapped[str]
    written_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]  # by the other side, which pressed a button to say so

    concern: Mapped[Concern] = relationship(back_populates="messages")
    attachments: Mapped[list["Attachment"]] = relationship(back_populates="message")


class Attachment(Base):
    """A picture or document sent with a concern; the bytes lie encrypted in the instance folder."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_concern_id", "concern_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("concern_message.id"))
    media_type: Mapped[str]
    stored_name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]

    concern: Mapped[Concern] = relationship(back_populates="attachments")
    message: Mapped[ConcernMessage | None] = relationship(back_populates="attachments")
