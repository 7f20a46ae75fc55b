"""What was checked and posted in one week under an approval given beforehand (policy 5.3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from parentcomms.accounts.queries import all_staff
from parentcomms.clock import LONDON
from parentcomms.database import db
from parentcomms.publications.models import Publication
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.post_models import StandingApproval
from parentcomms.publishing.standing_queries import in_force_between

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Under:
    """One approval, and what its staff checked and posted in its place that week."""

    approval: StandingApproval
    checks: Sequence[PostCheck]
    posted: Sequence[Publication]


def week_of(day: date) -> str:
    """2026-w47, as the address of a week says it."""
    year, number, _ = day.isocalendar()
    return f"{year}-w{number:02}"


def monday_of(week: str) -> date | None:
    """The first day of 2026-w47; None for what is no week."""
    year, _, number = week.partition("-w")
    if not (year.isdigit() and number.isdigit() and len(year) == 4 and len(number) == 2):
        return None
    try:
        return date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        return None


def under_standing_approvals(monday: date) -> list[Under]:
    """Every approval in force in that week, with what was done under it."""
    approvals = in_force_between(monday, monday + A_WEEK - timedelta(days=1))
    actors = {each.reference: f"staff:{each.id}" for each in all_staff()} if approvals else {}
    channels = {each.channel_id for each in approvals}
    checks, posted = _checks(channels, monday), _posted(channels, monday)
    return [_under(each, actors, checks, posted) for each in approvals]


def _under(
    approval: StandingApproval,
    actors: dict[str, str],
    checks: Sequence[PostCheck],
    posted: Sequence[Publication],
) -> Under:
    who, where = {actors.get(each) for each in approval.staff_references}, approval.channel_id
    return Under(
        approval,
        [each for each in checks if each.channel_id == where and each.checked_by in who],
        [each for each in posted if each.channel_id == where and each.recorded_by in who],
    )


def _checks(channels: Collection[int], monday: date) -> Sequence[PostCheck]:
    first = datetime.combine(monday, time(), LONDON)
    last = datetime.combine(monday + A_WEEK, time(), LONDON)
    query = select(PostCheck).where(
        PostCheck.channel_id.in_(channels),
        PostCheck.checked_at >= first,
        PostCheck.checked_at < last,
    )
    return db.session.scalars(query.order_by(PostCheck.id)).all()


def _posted(channels: Collection[int], monday: date) -> Sequence[Publication]:
    query = (
        select(Publication)
        .options(joinedload(Publication.check))
        .where(
            Publication.channel_id.in_(channels),
            Publication.published_on >= monday,
            Publication.published_on < monday + A_WEEK,
            Publication.version_id.is_(None),
        )
    )
    return db.session.scalars(query.order_by(Publication.id)).all()
