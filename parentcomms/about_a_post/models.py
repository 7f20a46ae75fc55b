"""To whom a request about a post goes, and what it was about."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.communications.models import Communication
from parentcomms.database import Base
from parentcomms.people.models import Person


class AboutAPost(Base):
    """One request: the adult it asks, and the case it came from, if there is one.

    `case_reference` is opaque here: who may open that case is decided where it is kept.
    """

    __tablename__ = "about_a_post"

    id: Mapped[int] = mapped_column(primary_key=True)
    communication_id: Mapped[int] = mapped_column(ForeignKey("communication.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    case_reference: Mapped[str | None] = mapped_column(index=True)
    begun_by: Mapped[str]
    begun_at: Mapped[datetime]

    communication: Mapped[Communication] = relationship()
    person: Mapped[Person] = relationship()
