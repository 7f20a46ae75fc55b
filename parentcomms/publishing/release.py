"""May this saved check be published in its channel now? Asked again each time, never kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from parentcomms.approvals.queries import approvers, decisions_about, steps
from parentcomms.approvals.rules import is_approved
from parentcomms.channels.models import Channel
from parentcomms.clock import in_london, today
from parentcomms.database import db
from parentcomms.publishing.actions import answer_now, as_question
from parentcomms.publishing.facts import CannotAnswerError, Missing, Verdict
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.post_models import Post, PostVersion, StandingApproval
from parentcomms.publishing.post_rules import (
    CheckNow,
    KindOfPost,
    StandingFact,
    Stop,
    Where,
    covers,
    released,
    takes_standing,
)


@dataclass(frozen=True, kw_only=True)
class Release:
    """Whether it may go out, and under what: exact content, or an approval given beforehand."""

    stops: tuple[Stop, ...]
    check: CheckNow
    version: PostVersion | None = None
    standing: Sequence[StandingApproval] = ()

    @property
    def allowed(self) -> bool:
        return not self.stops


def release_of(
    check: PostCheck,
    *,
    staff: str,
    kind: KindOfPost | None = None,
    posted_by: datetime | None = None,
) -> Release:
    """What this member of staff (by reference) may do with a saved check at this moment.

    An approval given beforehand is for one kind of post: where the kind is not said, it is none.
    `posted_by`: it is out already, since that moment at the latest.
    """
    says = check_when_posted(check, posted_by)
    channel = check.channel
    if channel is None:
        return Release(stops=(Stop.CLOSED,), check=says)
    version = approved_version(check)
    beforehand = [each for each in standing_for(channel, staff) if each.kind_of_post == kind]
    stops = released(
        check=says, where=where(channel), approved=version is not None, standing=bool(beforehand)
    )
    return Release(stops=stops, check=says, version=version, standing=beforehand)


def release_of_post(version: PostVersion, *, approved: bool) -> Release:
    """The same about one version of a post, which has to be approved itself."""
    post, check = version.post, version.check
    says = check_now(check) if check is not None else _unchecked()
    stops = released(
        check=says,
        where=where(post.channel),
        approved=approved,
        standing=False,
        withdrawn=post.withdrawn_at is not None,
    )
    return Release(stops=stops, check=says, version=version if approved else None)


def check_when_posted(check: PostCheck, posted_by: datetime | None) -> CheckNow:
    """The question asked again with what families had said when it went up.

    A picture that was checked only afterwards is judged by what they say now.
    """
    before = posted_by is not None and check.checked_at <= posted_by
    return check_now(check, as_of=posted_by if before else None)


def check_now(check: PostCheck, *, as_of: datetime | None = None) -> CheckNow:
    """The saved question asked again, with the answers, uses and places as they are now."""
    try:
        _, result = answer_now(as_question(check), as_of=as_of)
    except CannotAnswerError as problem:
        return CheckNow(said=check.verdict, says=None, missing=problem.missing)
    return CheckNow(said=check.verdict, says=result.verdict)


def _unchecked() -> CheckNow:
    """No check is no yes."""
    return CheckNow(said=Verdict.DO_NOT_POST, says=None, missing=Missing.WHO)


def where(channel: Channel) -> Where:
    """A channel as the rule takes it."""
    return Where(audience=channel.audience, approval=channel.approval, is_open=channel.is_open)


def approved_version(check: PostCheck) -> PostVersion | None:
    """The newest version of a post with this check, when it stands approved."""
    posts = db.session.scalars(
        select(Post)
        .join(PostVersion, PostVersion.post_id == Post.id)
        .where(PostVersion.check_id == check.id, Post.withdrawn_at.is_(None))
        .options(selectinload(Post.versions))
        .order_by(Post.id.desc())
        .distinct()
    )
    newest = (post.versions[-1] for post in posts)
    return next((each for each in newest if each.check_id == check.id and _approved(each)), None)


def _approved(version: PostVersion) -> bool:
    return is_approved(version.content_hash, steps(decisions_about(version.post.reference)))


def beforehand(check: PostCheck, *, staff: str) -> list[StandingApproval]:
    """What lets this member of staff post what was checked without asking once more."""
    channel = check.channel
    if channel is None or not takes_standing(where(channel)):
        return []
    return standing_for(channel, staff)


def standing_for(channel: Channel, staff: str) -> list[StandingApproval]:
    """Approvals given beforehand that count for this member of staff, here, today."""
    rows = db.session.scalars(
        select(StandingApproval)
        .where(StandingApproval.channel_id == channel.id, StandingApproval.ends_on >= today())
        .order_by(StandingApproval.id)
    ).all()
    heads = approvers().heads if rows else frozenset()
    return [row for row in rows if covers(fact(row, heads), staff=staff, today=today())]


def fact(row: StandingApproval, heads: frozenset[int]) -> StandingFact:
    """A row as the rule takes it; what a former head gave is to be given anew."""
    return StandingFact(
        staff=frozenset(row.staff_references),
        by_a_head=row.given_by_id in heads,
        starts_on=in_london(row.given_at).date(),
        ends_on=row.ends_on,
        ended_on=in_london(row.ended_at).date() if row.ended_at else None,
    )
