"""What has to come down, since when, by when, and who may be told. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from parentcomms.school.rules import SchoolCalendar, add_school_days

LOOKED_AT_EVERY_DAYS = 365
LONDON = ZoneInfo("Europe/London")


class Settled(StrEnum):
    """How a publication that had to come down was dealt with."""

    TAKEN_DOWN = "taken_down"
    CHILD_TAKEN_OUT = "child_taken_out"
    CANNOT = "cannot"  # on paper, and already handed out
    MAY_STAY = "may_stay"  # the head has looked at an incident and decided so


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One reason why a publication has to come down.

    `pupil` None: the whole post, because its check was wrong. `who`: the relationship whose own
    change it was; None where it is nobody's to be told.
    """

    at: datetime
    pupil: int | None
    who: int | None = None


@dataclass(frozen=True, kw_only=True)
class Act:
    """What was done about a publication, and when."""

    how: Settled
    at: datetime


# What an act settles: the reasons of single children, the whole post, or both.
_SETTLES_CHILDREN = {Settled.TAKEN_DOWN, Settled.CHILD_TAKEN_OUT, Settled.CANNOT}
_SETTLES_WHOLE = {Settled.TAKEN_DOWN, Settled.CANNOT, Settled.MAY_STAY}


def outstanding(
    reasons: Iterable[Reason], acts: Sequence[Act], *, recorded_at: datetime
) -> tuple[Reason, ...]:
    """The reasons nobody has dealt with yet, oldest first (UK GDPR Art 7(3), 17; policy 9.2).

    What is gone stays gone. Anything less settles only what had arisen by then: a later no about
    the same post begins again. A reason older than our knowing of the post begins with that.
    """
    if any(act.how is Settled.TAKEN_DOWN for act in acts):
        return ()
    found = [reason for reason in reasons if not _settled(reason, acts, recorded_at)]
    return tuple(sorted(found, key=lambda each: (each.at, each.pupil or 0)))


def _settled(reason: Reason, acts: Sequence[Act], recorded_at: datetime) -> bool:
    settling = _SETTLES_WHOLE if reason.pupil is None else _SETTLES_CHILDREN
    arose = max(reason.at, recorded_at)
    return any(act.how in settling and act.at >= arose for act in acts)


def day_of(moment: datetime) -> date:
    """The day as the school's own calendar has it."""
    return moment.astimezone(LONDON).date()


def posted_by(on: date, *, today: date) -> datetime | None:
    """The moment whose answers say whether a post went up rightly; None: this one.

    Of an earlier day only the day is known, so what was said before it was over counts. A change
    of mind since makes no incident of it, and has it taken down at once all the same (Art 7(3)).
    """
    if on >= today:
        return None
    return datetime.combine(on, time.max, tzinfo=LONDON).astimezone(UTC)


def due_on(arose: date, days: int, calendar: SchoolCalendar) -> date:
    """The last day to have it down: so many school days after the day the reason arose."""
    return add_school_days(arose, days, calendar)


class Seen(StrEnum):
    """What became of one place, as the person whose change it was may read."""

    REMOVED = "removed"
    WAITING = "waiting"
    CANNOT = "cannot"


def seen_by(
    reasons: Sequence[Reason],
    acts: Sequence[Act],
    *,
    mine: Collection[int],
    child: int,
    out_since: date,
) -> Seen | None:
    """What this person may be told of one place with one child in it; None: nothing.

    Only whoever's own change was the first reason. Where another adult's answer, a switch or the
    school came first, or the post was gone or not yet out by then, they learn nothing from us.
    """
    about = [each for each in reasons if each.pupil in {child, None}]
    first = min(about, key=lambda each: (each.at, each.who or 0), default=None)
    if first is None or first.who not in mine or day_of(first.at) < out_since:
        return None
    down = [act.at for act in acts if act.how is Settled.TAKEN_DOWN]
    if any(at < first.at for at in down):
        return None
    since = {act.how for act in acts if act.at >= first.at}
    if since & {Settled.TAKEN_DOWN, Settled.CHILD_TAKEN_OUT}:
        return Seen.REMOVED
    return Seen.CANNOT if Settled.CANNOT in since else Seen.WAITING


@dataclass(frozen=True, kw_only=True)
class StillPublic:
    """What the yearly audit weighs of one publication."""

    published_on: date
    reviewed_on: date | None
    children_left: bool


def review_due(still: StillPublic, day: date) -> bool:
    """Nobody has looked at it for a year, counted from the day it went out."""
    last = still.reviewed_on or still.published_on
    return (day - last).days >= LOOKED_AT_EVERY_DAYS


def may_be_kept(still: StillPublic, *, leavers_stay: bool) -> bool:
    """Whether the audit may leave it up: old pictures of leavers follow the school's setting."""
    return leavers_stay or not still.children_left


def audit_order(still: StillPublic, day: date) -> tuple[bool, date]:
    """Those nobody has looked at first, and among them the longest unseen."""
    return not review_due(still, day), still.reviewed_on or still.published_on
