"""What the school asks of families, versioned, and who has read it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.database import Base, new_reference


class AcknowledgementChoice(StrEnum):
    """The three honest choices."""

    READ = "read"
    READ_WITH_QUESTION = "read_with_question"
    DISAGREE = "disagree"


class PolicyStatement(Base):
    """Something families are told, such as the three requests of policy 10.1."""

    __tablename__ = "policy_statement"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)

    versions: Mapped[list["StatementVersion"]] = relationship(back_populates="statement")


class StatementVersion(Base):
    """New wording is a new version, never an edit."""

    __tablename__ = "statement_version"
    __table_args__ = (UniqueConstraint("statement_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("policy_statement.id"))
    number: Mapped[int]
    ask_again: Mapped[bool]
    made_by: Mapped[str]
    made_at: Mapped[datetime]

    statement: Mapped[PolicyStatement] = relationship(back_populates="versions")
    wordings: Mapped[list["StatementWording"]] = relationship(back_populates="version")


class StatementWording(Base):
    """The exact text of a version in one language."""

    __tablename__ = "statement_wording"
    __table_args__ = (Index("ix_statement_wording_version_id", "version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("statement_version.id"))
    language: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    made_how: Mapped[str]  # shipped, written, machine
    signed_off_by: Mapped[str | None]
    sha256: Mapped[str]

    version: Mapped[StatementVersion] = relationship(back_populates="wordings")


class Acknowledgement(Base):
    """An adult says they have read a wording. Covers all that adult's children."""

    __tablename__ = "acknowledgement"
    __table_args__ = (Index("ix_acknowledgement_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    wording_id: Mapped[int] = mapped_column(ForeignKey("statement_wording.id"))
    choice: Mapped[AcknowledgementChoice]
    concern_reference: Mapped[str | None]
    route: Mapped[str]
    recorded_by: Mapped[str]
    at: Mapped[datetime]

    wording: Mapped[StatementWording] = relationship()
