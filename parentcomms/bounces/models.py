"""Mails that came back, addresses that are written to no more, and newsletters that were left."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.bounces.rules import BounceKind, BounceRoute, SuppressionReason
from parentcomms.database import Base, new_reference
from parentcomms.outbox.models import OutgoingMail

IN_FORCE = text("ended_at IS NULL")


class Bounce(Base):
    """Evidence: one mail did not arrive. The words of the report are not kept, they name people."""

    __tablename__ = "bounce"

    id: Mapped[int] = mapped_column(primary_key=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("outgoing_mail.id"), unique=True)
    kind: Mapped[BounceKind]
    status: Mapped[str]  # `5.1.1`, a bare reply code, or nothing
    route: Mapped[BounceRoute]
    noted_by: Mapped[str]
    noted_at: Mapped[datetime]

    mail: Mapped[OutgoingMail] = relationship()


class Suppression(Base):
    """An address that is written to no more, until the office says that it works after all.

    It is about the address: an adult who is given another one is written to there at once.
    """

    __tablename__ = "suppression"
    __table_args__ = (
        Index(
            "ix_suppression_in_force", "address", "reason", unique=True,
            sqlite_where=IN_FORCE, postgresql_where=IN_FORCE,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    address: Mapped[str]  # in lower case
    reason: Mapped[SuppressionReason]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_mail.id"))
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    ended_by: Mapped[str | None]
    ended_at: Mapped[datetime | None]


class ListLeft(Base):
    """Whoever got this newsletter wants no more of them, until they say otherwise."""

    __tablename__ = "list_left"
    __table_args__ = (
        Index(
            "ix_list_left_in_force", "mail_id", unique=True,
            sqlite_where=text("back_at IS NULL"), postgresql_where=text("back_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("outgoing_mail.id"))
    left_by: Mapped[str]
    left_at: Mapped[datetime]
    back_by: Mapped[str | None]
    back_at: Mapped[datetime | None]


class MailboxPlace(Base):
    """How far the mailbox that reports come to has been read, and how that went last."""

    __tablename__ = "mailbox_place"

    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox: Mapped[str] = mapped_column(unique=True)  # server, user and folder
    uid_validity: Mapped[int] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger)
    read_at: Mapped[datetime]
    problem: Mapped[str | None]  # why it could not be read last time
