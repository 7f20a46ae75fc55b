"""Every check before posting, as it was asked and answered."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parentcomms.channels.models import Channel
from parentcomms.database import Base, new_reference
from parentcomms.occasions.models import Occasion
from parentcomms.people.models import Pupil
from parentcomms.publishing.rules import Medium, OtherSchool, Verdict


class PostCheck(Base):
    """May this picture be posted there? Asked by whom, when, and the answer given."""

    __tablename__ = "post_check"
    __table_args__ = (Index("ix_post_check_checked_by", "checked_by"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"))
    medium: Mapped[Medium]
    name_shown: Mapped[bool]
    use_keys: Mapped[list[str]]
    crowd: Mapped[bool]  # a crowd in which nobody can be recognised
    posed: Mapped[bool]
    someone_unknown: Mapped[bool]
    other_school: Mapped[OtherSchool]
    other_school_name: Mapped[str | None]
    confirmed_by: Mapped[str | None]  # who at the other school said so
    confirmed_on: Mapped[date | None]
    decides_on_id: Mapped[int | None] = mapped_column(ForeignKey("post_check.id"))  # the head does
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id"))
    verdict: Mapped[Verdict]
    sentences: Mapped[list[str]]  # Sentence: what was said of the whole picture
    checked_by: Mapped[str]
    checked_at: Mapped[datetime]

    channel: Mapped[Channel | None] = relationship()
    occasion: Mapped[Occasion | None] = relationship()
    decides_on: Mapped["PostCheck | None"] = relationship(remote_side="PostCheck.id")
    pupils: Mapped[list["PostCheckPupil"]] = relationship(
        back_populates="check", order_by="PostCheckPupil.id"
    )


class PostCheckPupil(Base):
    """One child in the picture, and what the check said about them."""

    __tablename__ = "post_check_pupil"
    __table_args__ = (
        Index("ix_post_check_pupil_check_id", "check_id"),
        Index("ix_post_check_pupil_pupil_id", "pupil_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("post_check.id"))
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id"))
    recognisable: Mapped[bool]
    not_today: Mapped[bool | None]  # the child said so, of this picture; empty: no
    allowed: Mapped[bool]
    advice: Mapped[list[str]]  # Advice: what to do about this child

    check: Mapped[PostCheck] = relationship(back_populates="pupils")
    pupil: Mapped[Pupil] = relationship()
