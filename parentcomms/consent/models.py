"""Uses and their wording, answers, and the head's and DSL's switches."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.consent.kinds import (
    AnswerKind,
    AnswerRoute,
    Decision,
    LawfulBasis,
    NeverScope,
    on_tablet,
)
from parentcomms.database import Base, new_reference
from parentcomms.people.models import Pupil, Relationship
from parentcomms.people.rules import Care, ParentalResponsibility, RelationshipKind


class Use(Base):
    """One use of a picture that families are asked about separately."""

    __tablename__ = "photo_use"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    outside_school: Mapped[bool]  # what a `never` of the default scope reaches
    public: Mapped[bool]  # seen by people the school cannot name
    retired_at: Mapped[datetime | None]
    # Asked about one occasion only: never among the questions every family is asked.
    occasional: Mapped[bool] = mapped_column(default=False)

    versions: Mapped[list["UseVersion"]] = relationship(
        back_populates="use", order_by="UseVersion.number"
    )


class UseVersion(Base):
    """New wording is a new version; an answer stands until a later one with ask_again."""

    __tablename__ = "use_version"
    __table_args__ = (UniqueConstraint("use_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    use_id: Mapped[int] = mapped_column(ForeignKey("photo_use.id"))
    number: Mapped[int]
    ask_again: Mapped[bool]
    # A corrected translation asks again those who read that language, and nobody else.
    ask_again_in: Mapped[str | None]
    lawful_basis: Mapped[LawfulBasis]
    offers_unrecognisable: Mapped[bool]
    made_by: Mapped[str]
    made_at: Mapped[datetime]

    use: Mapped[Use] = relationship(back_populates="versions")
    wordings: Mapped[list["UseWording"]] = relationship(back_populates="version")


class UseWording(Base):
    """The exact question in one language, with every organisation named."""

    __tablename__ = "use_wording"
    __table_args__ = (Index("ix_use_wording_version_id", "version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("use_version.id"))
    language: Mapped[str]
    name: Mapped[str]
    question: Mapped[str]
    detail: Mapped[str]  # purpose, audience, organisations, how long
    made_how: Mapped[str]  # shipped, written, machine
    signed_off_by: Mapped[str | None]
    sha256: Mapped[str]

    version: Mapped[UseVersion] = relationship(back_populates="wordings")


class Answer(Base):
    """What somebody said about a child and a use, with what was true then (UK GDPR Art 7(1))."""

    __tablename__ = "answer"
    __table_args__ = (
        Index("ix_answer_pupil_id", "pupil_id", "use_id"),
        Index("ix_answer_relationship_id", "relationship_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id"))
    use_id: Mapped[int] = mapped_column(ForeignKey("photo_use.id"))
    use_version_id: Mapped[int] = mapped_column(ForeignKey("use_version.id"))
    wording_id: Mapped[int | None] = mapped_column(ForeignKey("use_wording.id"))  # None: old form
    decision: Mapped[Decision]
    kind: Mapped[AnswerKind]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"))
    reason: Mapped[str | None]  # of a correction
    route: Mapped[AnswerRoute]
    name_then: Mapped[str]
    relationship_then: Mapped[RelationshipKind]
    pr_then: Mapped[ParentalResponsibility]
    year_group_then: Mapped[str | None]
    evidence: Mapped[dict[str, Any] | None]  # paper: form code; phone: caller, number rung back
    answered_at: Mapped[datetime]
    recorded_by: Mapped[str]

    relationship_: Mapped[Relationship] = relationship(foreign_keys=[relationship_id])
    wording: Mapped[UseWording | None] = relationship()

    @property
    def taken_back(self) -> bool:
        """An objection that ended: whatever its decision column holds, nothing is said."""
        return self.kind is AnswerKind.OBJECTION_TAKEN_BACK

    @property
    def opened_by(self) -> str | None:
        """The member of staff who opened the page on the school's tablet, if it was there."""
        return (self.evidence or {}).get("opened_by")

    @property
    def tapped(self) -> bool:
        """By the adult's own hand, at home or on the school's tablet: no slip of the school's."""
        return self.route is AnswerRoute.OWN_LINK or on_tablet(self.route, self.recorded_by)

    @property
    def limits(self) -> bool:
        """Whether it holds pictures back: only such an answer can be set aside."""
        return self.decision is not Decision.YES and not self.taken_back

    @property
    def by_the_pupil(self) -> bool:
        """Whether the pupil answered, about themselves."""
        return self.relationship_then is RelationshipKind.SELF

    @property
    def read(self) -> str | None:
        """The question in the words it was put: the pupil's plainer ones, else the wording's."""
        plainer = (self.evidence or {}).get("words")
        return plainer or (self.wording.question if self.wording else None)

    @property
    def read_in(self) -> str | None:
        """The language of the wording on file."""
        return self.wording.language if self.wording else None


class AnswerSetAside(Base):
    """The head or DSL sets a no aside, with a reason; the no itself stays as it was given."""

    __tablename__ = "answer_set_aside"
    __table_args__ = (UniqueConstraint("answer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    reason: Mapped[str]
    set_aside_by: Mapped[str]
    set_aside_at: Mapped[datetime]


class Never(Base):
    """Above every answer; the reason is read by head and DSL only."""

    __tablename__ = "never"
    __table_args__ = (Index("ix_never_pupil_id", "pupil_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id"))
    scope: Mapped[NeverScope]
    reason: Mapped[str]
    set_by: Mapped[str]
    set_at: Mapped[datetime]
    lifted_by: Mapped[str | None]
    lifted_at: Mapped[datetime | None]

    pupil: Mapped[Pupil] = relationship()


class AskTheHead(Base):
    """A neutral marker on a child's photo answers, set for much or for nothing much."""

    __tablename__ = "ask_the_head"
    __table_args__ = (Index("ix_ask_the_head_pupil_id", "pupil_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id"))
    set_by: Mapped[str]
    set_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


class DelegatedAuthority(Base):
    """A foster carer may answer for the uses named in the care plan: seen by whom, when."""

    __tablename__ = "delegated_authority"
    __table_args__ = (Index("ix_delegated_authority_relationship_id", "relationship_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    use_keys: Mapped[list[str]]
    plan_seen_by: Mapped[str]
    plan_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class CannotAnswer(Base):
    """A child who cannot answer for themselves, as recorded: by whom and why."""

    __tablename__ = "cannot_answer"
    __table_args__ = (Index("ix_cannot_answer_pupil_id", "pupil_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id"))
    reason: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    lifted_by: Mapped[str | None]
    lifted_at: Mapped[datetime | None]


class CareStatus(Base):
    """What head or DSL recorded of a child's care, and who told the school so; the newest holds."""

    __tablename__ = "care_status"
    __table_args__ = (Index("ix_care_status_pupil_id", "pupil_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id"))
    care: Mapped[Care]
    said_by: Mapped[str]
    said_on: Mapped[date]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]


class ExcusedAdult(Base):
    """Head or DSL decided, with a reason, that this adult's silence no longer blocks."""

    __tablename__ = "excused_adult"
    __table_args__ = (Index("ix_excused_adult_relationship_id", "relationship_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    reason: Mapped[str]
    excused_by: Mapped[str]
    excused_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
