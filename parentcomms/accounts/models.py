"""Staff, sign-ins, and each adult's own link."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.access import Role
from parentcomms.accounts.waiting import SignInWaits
from parentcomms.database import Base, new_reference
from parentcomms.people.models import Person


class StaffMember(Base):
    """Somebody who works for or governs the school and may sign in."""

    __tablename__ = "staff_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)  # kept in lower case
    password_hash: Mapped[str | None]
    line_manager_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    added_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    roles: Mapped[list["StaffRole"]] = relationship(back_populates="staff_member")


class StaffRole(Base):
    """A role from one moment to another; granting head, DSL or chair is told to the others."""

    __tablename__ = "staff_role"
    __table_args__ = (Index("ix_staff_role_staff_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    role: Mapped[Role]
    granted_by: Mapped[str]
    granted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    staff_member: Mapped[StaffMember] = relationship(back_populates="roles")


class SignInKind(StrEnum):
    """Staff and families have separate cookies, since a teacher may be a parent."""

    STAFF = "staff"
    FAMILY = "family"


class SignIn(Base):
    """One session of one person in one browser: listable, and can be ended."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    token_hash: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[SignInKind]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    way: Mapped[str | None]  # by which somebody came in: password, passkey, single-sign-on
    waits_for: Mapped[SignInWaits | None]
    # On a shared tablet: the member of staff who opened this adult's page there.
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))


class OutsideIdentity(Base):
    """A member of staff as the school's sign-on service knows them: by subject, never by name."""

    __tablename__ = "outside_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    linked_at: Mapped[datetime]


class LinkRequest(Base):
    """Somebody asked for a link by e-mail. Looked up later, so that the page never tells."""

    __tablename__ = "link_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[SignInKind]
    address: Mapped[str | None]  # empty once it was looked up
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class FailedAttempt(Base):
    """A wrong password or code, counted here so that several processes agree."""

    __tablename__ = "failed_attempt"
    __table_args__ = (Index("ix_failed_attempt_key", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]  # a keyed hash of the e-mail or address tried
    at: Mapped[datetime]


class FamilyLink(Base):
    """One adult's link: lasts the school year, can be revoked, opens that adult's children.

    Neither its token nor its code is kept; both are derived (links.py). The code's keyed hash
    is, so that a typed code can be found.
    """

    __tablename__ = "family_link"
    __table_args__ = (Index("ix_family_link_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Also tells rows apart when a thousand are added in one statement.
    reference: Mapped[str] = mapped_column(
        unique=True, default=lambda: new_reference(16), insert_sentinel=True
    )
    code_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]  # somebody said that it reached the wrong person

    person: Mapped[Person] = relationship()
