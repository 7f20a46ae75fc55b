"""Who was reminded when, and whether somebody pressed the button for it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.communications.models import CommunicationVersion
from parentcomms.database import Base
from parentcomms.outbox.models import OutgoingMail


class Reminder(Base):
    """Evidence: one adult was reminded once, in exactly these words."""

    __tablename__ = "reminder"
    __table_args__ = (
        Index("ix_reminder_person_id", "person_id"),
        Index("ix_reminder_mail_id", "mail_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("communication_version.id"))
    mail_id: Mapped[int] = mapped_column(ForeignKey("outgoing_mail.id"))
    by_hand: Mapped[bool]
    made_by: Mapped[str]
    made_at: Mapped[datetime]

    version: Mapped[CommunicationVersion] = relationship()
    mail: Mapped[OutgoingMail] = relationship()
