"""Approvals given beforehand: all of them, and those in force in one week."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from parentcomms.channels.models import Channel
from parentcomms.channels.queries import open_channels
from parentcomms.channels.rules import ChannelAudience
from parentcomms.clock import in_london
from parentcomms.database import db
from parentcomms.publishing.post_models import StandingApproval


def closed_channels() -> list[Channel]:
    """Open places that only families see: where an approval can be given beforehand."""
    return [each for each in open_channels() if each.audience is not ChannelAudience.PUBLIC]


def standing_approvals() -> Sequence[StandingApproval]:
    """Every one, newest first."""
    query = select(StandingApproval).options(joinedload(StandingApproval.channel))
    return db.session.scalars(query.order_by(StandingApproval.id.desc())).all()


def standing_approval(reference: str) -> StandingApproval | None:
    """One of them."""
    return db.session.scalar(select(StandingApproval).filter_by(reference=reference))


def in_force_between(first: date, last: date) -> list[StandingApproval]:
    """Those under which something could be posted on at least one of these days."""
    return [each for each in standing_approvals() if _overlaps(each, first, last)]


def _overlaps(row: StandingApproval, first: date, last: date) -> bool:
    ended = in_london(row.ended_at).date() if row.ended_at else row.ends_on
    return in_london(row.given_at).date() <= last and min(ended, row.ends_on) >= first
