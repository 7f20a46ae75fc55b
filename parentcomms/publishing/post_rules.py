"""When a post may go out: this exact content, approved, and its check still says yes. Pure.

Nothing here is kept: an approval lapses by itself when an answer it relies on changes.
"""

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from parentcomms.approvals.rules import Point
from parentcomms.channels.rules import ChannelAudience, PostApproval
from parentcomms.publishing.facts import Medium, Missing, Verdict
from parentcomms.school.rules import SchoolCalendar, counts_as_school_day, school_days_since

LONGEST_STANDING = timedelta(days=366)


class KindOfPost(StrEnum):
    """What a post is about, so that the head can let one kind through beforehand."""

    LEARNING = "learning"
    EVENT = "event"
    ACHIEVEMENT = "achievement"
    NOTICE = "notice"
    OTHER = "other"


class Stop(StrEnum):
    """Why a post may not go out now; each is the key of one sentence, and none says who."""

    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    CHECK = "check"  # it never said yes, or no longer does
    APPROVAL = "approval"


class NotStanding(StrEnum):
    """Why an approval cannot be given beforehand."""

    PUBLIC = "public"
    POINTS = "points"
    NOBODY = "nobody"
    OVER = "over"
    TOO_LONG = "too_long"


@dataclass(frozen=True, kw_only=True)
class CheckNow:
    """What the saved check said, and what it says asked again: None where it cannot be asked."""

    said: Verdict
    says: Verdict | None
    missing: Missing | None = None

    @property
    def holds(self) -> bool:
        """Both: a picture that was refused is checked again, it does not slip through later."""
        return self.said is Verdict.POST and self.says is Verdict.POST


@dataclass(frozen=True, kw_only=True)
class StandingFact:
    """An approval given beforehand, as the rule takes it."""

    staff: frozenset[str]
    by_a_head: bool
    starts_on: date
    ends_on: date
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Where:
    """The channel, as far as approval goes."""

    audience: ChannelAudience
    approval: PostApproval
    is_open: bool


def released(
    *, check: CheckNow, where: Where, approved: bool, standing: bool, withdrawn: bool = False
) -> tuple[Stop, ...]:
    """Everything that stops it now; empty when it may go out (5.3, 5.4).

    `approved` is the head's yes to exactly this content, `standing` the one given beforehand;
    the second is worth nothing where anybody can look.
    """
    beforehand = standing and takes_standing(where)
    reasons = {
        Stop.WITHDRAWN: withdrawn,
        Stop.CLOSED: not where.is_open,
        Stop.CHECK: not check.holds,
        Stop.APPROVAL: not (approved or beforehand),
    }
    return tuple(stop for stop, stops in reasons.items() if stops)


def takes_standing(where: Where) -> bool:
    """A closed place, which the head opened to approval beforehand."""
    return where.audience is not ChannelAudience.PUBLIC and where.approval is PostApproval.STANDING


def covers(fact: StandingFact, *, staff: str, today: date) -> bool:
    """Whether it counts for this member of staff today. The day it was ended no longer counts."""
    over = fact.ended_on is not None and fact.ended_on <= today
    return (
        fact.by_a_head
        and staff in fact.staff
        and fact.starts_on <= today <= fact.ends_on
        and not over
    )


def may_stand(
    *,
    audience: ChannelAudience,
    staff: Collection[str],
    points: Collection[Point],
    ends_on: date,
    today: date,
) -> NotStanding | None:
    """None when the head may approve beforehand: closed places, named staff, an end, all five."""
    if audience is ChannelAudience.PUBLIC:
        return NotStanding.PUBLIC
    if not staff:
        return NotStanding.NOBODY
    if ends_on < today:
        return NotStanding.OVER
    if ends_on > today + LONGEST_STANDING:
        return NotStanding.TOO_LONG
    return None if frozenset(points) == frozenset(Point) else NotStanding.POINTS


def pictures_missing(medium: Medium, pictures: int) -> bool:
    """The head approves what the head has seen; a film is shown to the head, not uploaded."""
    return medium is Medium.PHOTO and pictures == 0


class Standing(StrEnum):
    """Where a request to share something elsewhere stands, derived and never kept."""

    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"
    OVER = "over"
    WITHDRAWN = "withdrawn"


def authorisation_stands(
    *, approved: bool | None, withdrawn: bool, ends_on: date | None, today: date
) -> Standing:
    """`approved` is the last decision about exactly this, or None while nobody decided."""
    if withdrawn:
        return Standing.WITHDRAWN
    if approved is False:
        return Standing.REFUSED
    if ends_on is not None and ends_on < today:
        return Standing.OVER
    return Standing.AGREED if approved else Standing.WAITING


def pictures_allowed(stands: Standing, *, for_an_occasion: bool, check: CheckNow | None) -> bool:
    """No, unless families were asked for this very occasion and the check says yes now.

    A yes to the school's own accounts is no yes to anywhere else (5.1, 7.6.3).
    """
    asked = for_an_occasion and check is not None and check.holds
    return stands is Standing.AGREED and asked


def waits_too_long(asked_on: date, day: date, *, after: int, calendar: SchoolCalendar) -> bool:
    """Whether a post has waited for the head too long (in school days); never on a holiday."""
    if not counts_as_school_day(day, calendar):
        return False
    return school_days_since(asked_on, day, calendar) >= after


def names_in(text: str, forenames: Collection[str]) -> list[str]:
    """First names of the children shown that stand in the text as words: May, but not mayor."""
    words = set(re.findall(r"\w+", text))
    return sorted({name for name in forenames if name in words})


def post_hash(
    *,
    channel: str,
    kind: str,
    text: str,
    pictures: Sequence[tuple[str, str]],
    check: str | None,
) -> str:
    """All that an approval of a post covers. Pictures: (hash of the file, its description)."""
    return _hash(
        form="post-1",
        channel=channel,
        kind=kind,
        text=text,
        pictures=[list(each) for each in pictures],
        check=check,
    )


def authorisation_hash(
    *, what: str, where: str, why: str, pictures: bool, check: str | None, ends_on: date | None
) -> str:
    """All that the decision about sharing something elsewhere covers."""
    return _hash(
        form="authorisation-1",
        what=what,
        where=where,
        why=why,
        pictures=pictures,
        check=check,
        ends_on=ends_on.isoformat() if ends_on else None,
    )


def _hash(**parts: object) -> str:
    written = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
