"""Posts before the head, and what staff ask to share elsewhere."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.channels.models import Channel
from parentcomms.database import Base, new_reference
from parentcomms.publishing.models import PostCheck


class Post(Base):
    """Text, pictures and check, put together to the head (policy 5.3); the texts are versions."""

    __tablename__ = "post"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    put_forward_at: Mapped[datetime | None]  # counts for the versions there were by then
    withdrawn_at: Mapped[datetime | None]

    channel: Mapped[Channel] = relationship()
    versions: Mapped[list["PostVersion"]] = relationship(
        back_populates="post", order_by="PostVersion.number"
    )


class PostVersion(Base):
    """Exact content; an approval belongs to its hash. Any change is a new version."""

    __tablename__ = "post_version"
    __table_args__ = (UniqueConstraint("post_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    number: Mapped[int]
    text: Mapped[str]
    kind_of_post: Mapped[str]
    check_id: Mapped[int | None] = mapped_column(ForeignKey("post_check.id"))
    content_hash: Mapped[str]
    written_by: Mapped[str]
    made_at: Mapped[datetime]

    post: Mapped[Post] = relationship(back_populates="versions")
    check: Mapped[PostCheck | None] = relationship()
    pictures: Mapped[list["PostPicture"]] = relationship(
        back_populates="version", order_by="PostPicture.id"
    )


class PostPicture(Base):
    """A picture of a post, kept encrypted without its metadata and location (8.1.4)."""

    __tablename__ = "post_picture"
    __table_args__ = (Index("ix_post_picture_version_id", "version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    version_id: Mapped[int] = mapped_column(ForeignKey("post_version.id"))
    stored_name: Mapped[str]
    sha256: Mapped[str]
    media_type: Mapped[str]
    description: Mapped[str]  # alternative text

    version: Mapped[PostVersion] = relationship(back_populates="pictures")


class StandingApproval(Base):
    """The head lets named staff post this kind of thing in a closed channel until a day.

    The check before posting stays compulsory; the head reads a weekly digest (5.3, 5.4).
    """

    __tablename__ = "standing_approval"
    __table_args__ = (Index("ix_standing_approval_channel_id", "channel_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    kind_of_post: Mapped[str]
    staff_references: Mapped[list[str]]
    points: Mapped[list[str]]
    given_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    given_at: Mapped[datetime]
    ends_on: Mapped[date]
    ended_at: Mapped[datetime | None]

    channel: Mapped[Channel] = relationship()


class Authorisation(Base):
    """Asking to share school business or event pictures anywhere else (5.1, 7.6.3).

    What the head, or the governing board when the head asks, decided is an approval of its hash.
    """

    __tablename__ = "authorisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    what: Mapped[str]
    where_shared: Mapped[str]
    why: Mapped[str]
    pictures_of_pupils: Mapped[bool]
    check_id: Mapped[int | None] = mapped_column(ForeignKey("post_check.id"))  # for its pictures
    ends_on: Mapped[date | None]
    content_hash: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    asked_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    check: Mapped[PostCheck | None] = relationship()
