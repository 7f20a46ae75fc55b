"""Checking a picture before it is posted. Every check is saved, whatever its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record, record_many
from parentcomms.channels.models import Channel
from parentcomms.channels.rules import ChannelAudience
from parentcomms.clock import now
from parentcomms.consent.naming import not_named
from parentcomms.database import db
from parentcomms.occasions.models import Occasion
from parentcomms.occasions.queries import children_asked_about, is_open_to_check
from parentcomms.publishing import queries
from parentcomms.publishing.being_asked import not_asked
from parentcomms.publishing.facts import (
    CannotAnswerError,
    CheckResult,
    Medium,
    Missing,
    OtherSchool,
    Picture,
)
from parentcomms.publishing.models import PostCheck, PostCheckPupil
from parentcomms.publishing.rules import uses_touched, verdict

# Nobody can look at more faces than these one by one; a bigger crowd is ticked as a crowd.
MOST_CHILDREN = 2000


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """Another school says that its children may be shown: who said so, where and when."""

    school: str
    by: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked before posting. A channel says which use it is; a command names the uses."""

    channel: Channel | None = None
    # A picture of one occasion, for the outlet its question names: counts for nothing else.
    occasion: Occasion | None = None
    uses: frozenset[str] = frozenset()
    medium: Medium = Medium.PHOTO
    name_shown: bool = False
    # Pupil → whether somebody could recognise them in this picture.
    recognisable: Mapping[int, bool] = field(default_factory=dict)
    # Those of them who would rather not be in this picture.
    not_today: frozenset[int] = frozenset()
    posed_group: bool = False
    crowd_unrecognisable: bool = False
    someone_unknown: bool = False
    other_school: OtherSchool = OtherSchool.NONE
    confirmation: Confirmation | None = None
    decides_on: PostCheck | None = None


def check(question: Question) -> PostCheck:
    """Answer the question with the answers as they stand now, and keep both as evidence.

    Raises CannotAnswerError, and saves nothing, for a question that cannot be answered.
    """
    picture, result = answer_now(question)
    return _saved(question, picture, result)


def answer_now(question: Question, *, as_of: datetime | None = None) -> tuple[Picture, CheckResult]:
    """The same answer without keeping it; `as_of` with what families had said by then.

    Raises CannotAnswerError as check() does.
    """
    uses = _uses(question)
    picture = Picture(
        pupils=queries.children_in_picture(
            dict(question.recognisable),
            uses=uses,
            not_today=question.not_today,
            never_asked=_never_asked(question),
            as_of=as_of,
        ),
        uses=uses,
        medium=question.medium,
        posed_group=question.posed_group,
        crowd_unrecognisable=question.crowd_unrecognisable,
        someone_unknown=question.someone_unknown,
        other_school=question.other_school,
    )
    return picture, verdict(picture)


def _never_asked(question: Question) -> set[int]:
    """Children whom the occasion was not about: whatever stands, it was no answer to this."""
    if question.occasion is None:
        return set()
    return set(question.recognisable) - children_asked_about(question.occasion)


def _uses(question: Question) -> frozenset[str]:
    channel, occasion = question.channel, question.occasion
    if channel is not None and not channel.is_open:
        raise CannotAnswerError(Missing.CLOSED)
    if occasion is not None and not is_open_to_check(occasion):
        raise CannotAnswerError(Missing.OCCASION_OVER)
    if len(question.recognisable) > MOST_CHILDREN:
        raise CannotAnswerError(Missing.TOO_MANY)
    named = question.uses | ({channel.use_key} if channel else set())
    named |= {occasion.use.key} if occasion else set()
    uses = uses_touched(
        named,
        medium=question.medium,
        name_shown=question.name_shown,
        audience=audience_of(channel, occasion),
    )
    if not_asked(uses, occasion_key=occasion.use.key if occasion else None):
        raise CannotAnswerError(Missing.NOT_ASKED)
    if channel is not None and not_named(channel):
        raise CannotAnswerError(Missing.NOT_NAMED)
    return uses


def audience_of(channel: Channel | None, occasion: Occasion | None) -> ChannelAudience | None:
    """Who sees it: what an outlet shows, anyone can."""
    if occasion is not None:
        return ChannelAudience.PUBLIC
    return channel.audience if channel else None


def _saved(question: Question, picture: Picture, result: CheckResult) -> PostCheck:
    confirmed = question.confirmation
    row = PostCheck(
        channel=question.channel,
        occasion=question.occasion,
        medium=question.medium,
        name_shown=question.name_shown,
        use_keys=sorted(picture.uses),
        crowd=question.crowd_unrecognisable,
        posed=question.posed_group,
        someone_unknown=question.someone_unknown,
        other_school=question.other_school,
        other_school_name=confirmed.school if confirmed else None,
        confirmed_by=confirmed.by if confirmed else None,
        confirmed_on=confirmed.on if confirmed else None,
        decides_on=question.decides_on,
        verdict=result.verdict,
        sentences=[sentence.value for sentence in result.sentences],
        checked_by=acting(),
        checked_at=now(),
    )
    db.session.add(row)
    record("post-checked", row)
    children = _children(row.id, picture, result)
    if children:  # one statement, however large the class
        db.session.execute(insert(PostCheckPupil), children)
    record_many("post-checked-pupil", row.pupils)
    return row


def _children(check_id: int, picture: Picture, result: CheckResult) -> list[dict[str, Any]]:
    return [
        {
            "check_id": check_id,
            "pupil_id": found.pupil,
            "recognisable": not shown.unrecognisable,
            "not_today": shown.not_today,
            "allowed": found.allowed,
            "advice": [advice.value for advice in found.advice],
        }
        for shown, found in zip(picture.pupils, result.pupils, strict=True)
    ]


def as_question(row: PostCheck) -> Question:
    """What was asked then, to ask it again now."""
    confirmed = None
    if row.other_school_name and row.confirmed_by and row.confirmed_on:
        confirmed = Confirmation(
            school=row.other_school_name, by=row.confirmed_by, on=row.confirmed_on
        )
    return Question(
        channel=row.channel,
        occasion=row.occasion,
        uses=frozenset() if row.channel or row.occasion else frozenset(row.use_keys),
        medium=row.medium,
        name_shown=row.name_shown,
        recognisable={each.pupil_id: each.recognisable for each in row.pupils},
        not_today=frozenset(each.pupil_id for each in row.pupils if each.not_today),
        posed_group=row.posed,
        crowd_unrecognisable=row.crowd,
        someone_unknown=row.someone_unknown,
        other_school=row.other_school,
        confirmation=confirmed,
    )


def agree_to_other_school(row: PostCheck) -> PostCheck:
    """The head decides that another school's children may be shown: asked again, as agreed."""
    asked = as_question(row)
    return check(replace(asked, other_school=OtherSchool.HEAD_AGREED, decides_on=row))
