"""Approval given beforehand for closed places, and its end (policy 5.3, 5.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parentcomms.approvals.queries import approvers
from parentcomms.approvals.rules import Point
from parentcomms.audit.actions import record
from parentcomms.channels.models import Channel
from parentcomms.channels.rules import PostApproval
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.publishing.post_models import StandingApproval
from parentcomms.publishing.post_rules import KindOfPost, may_stand
from parentcomms.publishing.post_words import NOT_STANDING_WORDS
from parentcomms.publishing.standing_queries import standing_approvals


@dataclass(frozen=True, kw_only=True)
class Beforehand:
    """What the head lets through: where, what kind, by whom (references), until when."""

    channel: Channel
    kind: KindOfPost
    staff: Sequence[str]
    points: Sequence[Point]
    ends_on: date


def give(asked: Beforehand, *, by: int) -> StandingApproval:
    """The head's recorded act. The check before posting stays compulsory."""
    _refuse_unless_head(by)
    refusal = may_stand(
        audience=asked.channel.audience,
        staff=asked.staff,
        points=asked.points,
        ends_on=asked.ends_on,
        today=today(),
    )
    if refusal is not None:
        raise Refused(gettext("%(problem)s.", problem=NOT_STANDING_WORDS[refusal]))
    if asked.channel.approval is not PostApproval.STANDING:
        _end_what_was_voided(asked.channel, by=by)
    row = StandingApproval(
        channel=asked.channel,
        kind_of_post=asked.kind.value,
        staff_references=sorted(set(asked.staff)),
        points=sorted(point.value for point in asked.points),
        given_by_id=by,
        given_at=now(),
        ends_on=asked.ends_on,
    )
    db.session.add(row)
    record("standing-approval", row)
    if asked.channel.approval is not PostApproval.STANDING:
        asked.channel.approval = PostApproval.STANDING
        record("channel-takes-standing-approval", asked.channel)
    return row


def end(row: StandingApproval, *, by: int) -> None:
    """It no longer counts from today. A head ends what any head gave."""
    _refuse_unless_head(by)
    if row.ended_at is None:
        row.ended_at = now()
        record("standing-approval-ended", row)


def _end_what_was_voided(channel: Channel, *, by: int) -> None:
    """The place had gone back to asking each time: what was given before does not come back."""
    for row in standing_approvals():
        if row.channel_id == channel.id and row.ended_at is None:
            end(row, by=by)


def _refuse_unless_head(by: int) -> None:
    if by not in approvers().heads:
        raise Refused(gettext("Only the head teacher approves beforehand."))
