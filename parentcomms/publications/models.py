"""Where pictures went, and what became of them afterwards."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.channels.models import Channel
from parentcomms.database import Base, new_reference
from parentcomms.people.models import Pupil
from parentcomms.publications.rules import Settled
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.post_models import PostVersion


class Publication(Base):
    """What was posted where, when, by whom, under which check."""

    __tablename__ = "publication"
    __table_args__ = (
        Index("ix_publication_channel_id", "channel_id"),
        Index("ix_publication_published_on", "published_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"))
    place: Mapped[str]  # the channel's name then, or where else it was
    what: Mapped[str]
    address: Mapped[str | None]  # its web address, or the issue it was printed in
    use_keys: Mapped[list[str]]
    printed: Mapped[bool]
    published_on: Mapped[date]
    check_id: Mapped[int | None] = mapped_column(ForeignKey("post_check.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("post_version.id"))
    before_go_live: Mapped[bool]  # registered afterwards, unchecked
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    channel: Mapped[Channel | None] = relationship()
    check: Mapped[PostCheck | None] = relationship()
    version: Mapped[PostVersion | None] = relationship()
    children: Mapped[list["PublicationChild"]] = relationship(back_populates="publication")


class PublicationChild(Base):
    """A child who can be seen in a publication."""

    __tablename__ = "publication_child"
    __table_args__ = (
        UniqueConstraint("publication_id", "pupil_id"),
        Index("ix_publication_child_pupil_id", "pupil_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id"))
    recognisable: Mapped[bool]

    publication: Mapped[Publication] = relationship(back_populates="children")
    pupil: Mapped[Pupil] = relationship()


class LateCheck(Base):
    """The check a publication lacked when it went out, asked for afterwards; the newest holds."""

    __tablename__ = "late_check"
    __table_args__ = (Index("ix_late_check_publication_id", "publication_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    check_id: Mapped[int] = mapped_column(ForeignKey("post_check.id"))
    linked_by: Mapped[str]
    linked_at: Mapped[datetime]

    check: Mapped[PostCheck] = relationship()


class Removal(Base):
    """What was done about a publication that had to come down, or why nothing could be.

    `removed` only when nobody can see it any more; a child taken out of it leaves the rest up.
    """

    __tablename__ = "removal"
    __table_args__ = (Index("ix_removal_publication_id", "publication_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    removed: Mapped[bool]
    how: Mapped[Settled | None]
    reason: Mapped[str | None]  # why not, or what was done instead
    done_on: Mapped[date]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]


class TakedownOwner(Base):
    """Who sees to it that a publication comes down; the newest row holds."""

    __tablename__ = "takedown_owner"
    __table_args__ = (Index("ix_takedown_owner_publication_id", "publication_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    given_by: Mapped[str]
    given_at: Mapped[datetime]


class PublicationReview(Base):
    """The yearly audit of what is still public: kept, by whom, when."""

    __tablename__ = "publication_review"
    __table_args__ = (Index("ix_publication_review_publication_id", "publication_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    reviewed_by: Mapped[str]
    reviewed_at: Mapped[datetime]


class PublishingIncident(Base):
    """A post that went out without a valid check (policy 9.2): opened, looked into, closed.

    What goes wrong with the same post after that is another one.
    """

    __tablename__ = "publishing_incident"
    __table_args__ = (Index("ix_publishing_incident_publication_id", "publication_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]
    outcome: Mapped[str | None]
    dpo_told_at: Mapped[datetime | None]  # the 72-hour question (UK GDPR Art 33)
    closed_by: Mapped[str | None]
    closed_at: Mapped[datetime | None]

    publication: Mapped[Publication] = relationship()
