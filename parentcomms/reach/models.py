"""Which adults' links were in a file, and whether the office says that it was sent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.database import Base, new_reference
from parentcomms.people.models import SchoolClass
from parentcomms.reach.rules import Whom


class MergeFile(Base):
    """One file of links. What is in it is written anew each time, until it is settled."""

    __tablename__ = "merge_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    whom: Mapped[Whom]
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"))
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    sent_by: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    discarded_at: Mapped[datetime | None]

    school_class: Mapped[SchoolClass | None] = relationship()
    adults: Mapped[list["MergeFileAdult"]] = relationship(back_populates="merge_file")


class MergeFileAdult(Base):
    """One adult whose link was in the file."""

    __tablename__ = "merge_file_adult"
    __table_args__ = (
        UniqueConstraint("merge_file_id", "person_id"),
        Index("ix_merge_file_adult_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    merge_file_id: Mapped[int] = mapped_column(ForeignKey("merge_file.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    merge_file: Mapped[MergeFile] = relationship(back_populates="adults")
