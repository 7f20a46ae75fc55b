"""Which member of staff opened whose page, and when it was taken up."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.database import Base, new_reference
from parentcomms.people.models import Person


class TabletOpening(Base):
    """A member of staff lets one adult answer on a shared tablet, once.

    The code that opens it is derived, and only its keyed hash is kept.
    """

    __tablename__ = "tablet_opening"
    __table_args__ = (Index("ix_tablet_opening_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=lambda: new_reference(16))
    code_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
