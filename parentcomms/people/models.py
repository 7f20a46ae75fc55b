"""Pupils, adults and what they are to each other."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.database import Base, new_reference
from parentcomms.people.rules import (
    Care,
    ContactDecision,
    GroupKind,
    HoldKind,
    ParentalResponsibility,
    RelationshipKind,
)


class Pupil(Base):
    """A child (or sixth-former) who is, was or will be on roll."""

    __tablename__ = "pupil"
    __table_args__ = (Index("ix_pupil_name", "surname", "forename"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    upn: Mapped[str | None] = mapped_column(unique=True)
    admission_number: Mapped[str | None] = mapped_column(index=True)
    forename: Mapped[str]
    surname: Mapped[str]
    date_of_birth: Mapped[date | None]
    year_group: Mapped[str | None]
    year_group_said_on: Mapped[date | None]  # when the record last said so; moves on from there
    care: Mapped[Care] = mapped_column(default=Care.NONE)

    enrolments: Mapped[list["Enrolment"]] = relationship(back_populates="pupil")
    relationships: Mapped[list["Relationship"]] = relationship(back_populates="pupil")

    @property
    def full_name(self) -> str:
        """Forename and surname, for staff pages only."""
        return f"{self.forename} {self.surname}"


class SchoolClass(Base):
    """A registration class, such as `Oak`."""

    __tablename__ = "school_class"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    name: Mapped[str] = mapped_column(unique=True)
    year_group: Mapped[str | None]


class Enrolment(Base):
    """A child in a class from one day to another; joiners and leavers are derived from it."""

    __tablename__ = "enrolment"
    __table_args__ = (
        Index("ix_enrolment_pupil_id", "pupil_id", "starts_on"),
        Index("ix_enrolment_class_id", "class_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    pupil: Mapped[Pupil] = relationship(back_populates="enrolments")
    school_class: Mapped[SchoolClass | None] = relationship()


class PupilGroup(Base):
    """A club, a trip, or a list of children somebody saved to use again."""

    __tablename__ = "pupil_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    kind: Mapped[GroupKind]
    name: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    members: Mapped[list["GroupMember"]] = relationship(back_populates="group")


class GroupMember(Base):
    """A child in a group; taking one out keeps the row with its end."""

    __tablename__ = "group_member"
    __table_args__ = (
        Index("ix_group_member_group_id", "group_id"),
        Index("ix_group_member_pupil_id", "pupil_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("pupil_group.id"))
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    group: Mapped[PupilGroup] = relationship(back_populates="members")
    pupil: Mapped[Pupil] = relationship()


class InCharge(Base):
    """A member of staff is given a class or a group, and with it its lists."""

    __tablename__ = "in_charge"
    __table_args__ = (Index("ix_in_charge_staff_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("pupil_group.id"))
    given_by: Mapped[str]
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Person(Base):
    """Any adult: parent, carer, social worker. Two adults may share an address."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_name", "surname", "forename"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    contact_id: Mapped[str | None] = mapped_column(unique=True)
    title: Mapped[str | None]
    forename: Mapped[str]
    surname: Mapped[str]
    email: Mapped[str | None] = mapped_column(index=True)
    phone: Mapped[str | None]
    address: Mapped[str | None]  # lines separated by newlines, without the postcode
    postcode: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="en")
    large_print: Mapped[bool] = mapped_column(default=False)
    own_envelope: Mapped[bool | None]  # asked not to share one with others at the address
    made_at: Mapped[datetime]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    merged_at: Mapped[datetime | None]

    relationships: Mapped[list["Relationship"]] = relationship(back_populates="person")

    @property
    def full_name(self) -> str:
        """Title, forename and surname, as on an envelope."""
        return " ".join(part for part in (self.title, self.forename, self.surname) if part)


class Relationship(Base):
    """What an adult, the pupil or an authority is to a pupil, from one day to another."""

    __tablename__ = "relationship"
    __table_args__ = (
        Index("ix_relationship_pupil_id", "pupil_id"),
        Index("ix_relationship_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    authority_name: Mapped[str | None]
    kind: Mapped[RelationshipKind]
    pr: Mapped[ParentalResponsibility] = mapped_column(default=ParentalResponsibility.UNKNOWN)
    pr_declared_at: Mapped[datetime | None]  # by the adult, on the family page
    pr_confirmed_by: Mapped[str | None]
    had_pr: Mapped[bool] = mapped_column(default=False)  # was ever on record with PR
    named_by_agency: Mapped[bool] = mapped_column(default=False)  # placed for adoption
    lives_with: Mapped[bool | None]
    gets_letters: Mapped[bool] = mapped_column(default=False)
    court_order: Mapped[bool] = mapped_column(default=False)
    contact_order: Mapped[int | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    pupil: Mapped[Pupil] = relationship(back_populates="relationships")
    person: Mapped[Person | None] = relationship(back_populates="relationships")
    decisions: Mapped[list["ContactReview"]] = relationship(order_by="ContactReview.id")
    holds: Mapped[list["Hold"]] = relationship(order_by="Hold.id")


class ContactReview(Base):
    """The office's decision about writing to an adult about a child; the newest holds."""

    __tablename__ = "contact_review"
    __table_args__ = (Index("ix_contact_review_relationship_id", "relationship_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    decision: Mapped[ContactDecision]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]


class Hold(Base):
    """Neither written to nor shown anything until the head or DSL lifts it; survives imports."""

    __tablename__ = "hold"
    __table_args__ = (Index("ix_hold_relationship_id", "relationship_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    kind: Mapped[HoldKind]
    reason: Mapped[str | None]
    placed_by: Mapped[str]
    placed_at: Mapped[datetime]
    lifted_by: Mapped[str | None]
    lifted_at: Mapped[datetime | None]


class ImportRun(Base):
    """One file brought in: what it was, what it would do, and whether it was applied."""

    __tablename__ = "import_run"
    __table_args__ = (UniqueConstraint("reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(default=new_reference)
    kind: Mapped[str]
    file_name: Mapped[str]
    stored_name: Mapped[str | None]  # in instance/uploads, kept thirty days
    sha256: Mapped[str]
    summary: Mapped[dict[str, Any]]
    uploaded_by: Mapped[str]
    uploaded_at: Mapped[datetime]
    applied_by: Mapped[str | None]
    applied_at: Mapped[datetime | None]
    choices: Mapped[dict[str, Any] | None]  # what the office said about this file


class ImportChoice(Base):
    """What the office said about headings, or about dates: the newest counts for the next file."""

    __tablename__ = "import_choice"

    id: Mapped[int] = mapped_column(primary_key=True)
    signature: Mapped[str] = mapped_column(index=True)  # a digest of the headings
    choices: Mapped[dict[str, Any]]
    said_by: Mapped[str]
    said_at: Mapped[datetime]
