"""Letters, requests, inserts, notices and newsletters, and who was reached."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.communications.rules import CommunicationKind, DeliveryRoute
from parentcomms.database import Base, new_reference
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Person


class Communication(Base):
    """One thing the school says; its texts are versions."""

    __tablename__ = "communication"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    kind: Mapped[CommunicationKind]
    title: Mapped[str]
    key: Mapped[str | None]  # which shipped text it began as
    made_at: Mapped[datetime]
    asked_for_approval_at: Mapped[datetime | None]
    sending_at: Mapped[datetime | None]

    versions: Mapped[list["CommunicationVersion"]] = relationship(
        back_populates="communication", order_by="CommunicationVersion.number"
    )


class CommunicationVersion(Base):
    """Exact content and audience rule; an approval belongs to its hash. An edit is a new one."""

    __tablename__ = "communication_version"
    __table_args__ = (UniqueConstraint("communication_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    communication_id: Mapped[int] = mapped_column(ForeignKey("communication.id"))
    number: Mapped[int]
    texts: Mapped[dict[str, Any]]  # language → {"subject": …, "body": Markdown}
    audience: Mapped[dict[str, Any]]
    content_hash: Mapped[str]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]

    communication: Mapped[Communication] = relationship(back_populates="versions")


class Delivery(Base):
    """One communication to one person, once per occasion, by one route."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("communication_id", "person_id", "occasion"),
        Index("ix_delivery_person_id", "person_id"),
        Index("ix_delivery_version_id", "version_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Also tells rows apart when a thousand are added in one statement.
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference, insert_sentinel=True)
    communication_id: Mapped[int] = mapped_column(ForeignKey("communication.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("communication_version.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    occasion: Mapped[str] = mapped_column(default="")
    language: Mapped[str]
    route: Mapped[DeliveryRoute]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_mail.id"))
    made_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]
    handed_out_at: Mapped[datetime | None]

    version: Mapped[CommunicationVersion] = relationship()
    person: Mapped[Person] = relationship()
    mail: Mapped[OutgoingMail | None] = relationship()
    children: Mapped[list["DeliveryChild"]] = relationship(back_populates="delivery")


class DeliveryChild(Base):
    """The child a delivery was about: once per adult, child and joining (10.1)."""

    __tablename__ = "delivery_child"
    __table_args__ = (
        UniqueConstraint("kind", "relationship_id", "joined_on"),
        Index("ix_delivery_child_delivery_id", "delivery_id"),
        Index("ix_delivery_child_relationship_id", "relationship_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"))
    kind: Mapped[CommunicationKind]
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    joined_on: Mapped[date]  # or, for a request, since when this asking is due

    delivery: Mapped[Delivery] = relationship(back_populates="children")


class SendingRun(Base):
    """Evidence: one press of the button, and a digest of everyone it was for."""

    __tablename__ = "sending_run"
    __table_args__ = (Index("ix_sending_run_communication_id", "communication_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    communication_id: Mapped[int] = mapped_column(ForeignKey("communication.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("communication_version.id"))
    first_delivery_id: Mapped[int]
    last_delivery_id: Mapped[int]
    deliveries: Mapped[int]
    digest: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]


class ScheduledSending(Base):
    """Exactly this version goes out then, if it is still approved; an edit leaves it behind."""

    __tablename__ = "scheduled_sending"
    __table_args__ = (Index("ix_scheduled_sending_version_id", "version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("communication_version.id"))
    send_at: Mapped[datetime]
    scheduled_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    scheduled_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]  # its time came, and something stood in the way

    version: Mapped[CommunicationVersion] = relationship()


class InsertUse(Base):
    """Where an approved insert was used, so that a year never repeats."""

    __tablename__ = "insert_use"
    __table_args__ = (Index("ix_insert_use_communication_id", "communication_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    communication_id: Mapped[int] = mapped_column(ForeignKey("communication.id"))
    used_in: Mapped[str]
    used_on: Mapped[date]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
