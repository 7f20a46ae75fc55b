"""Which channels there are, and which may be picked."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from parentcomms.audit.models import AuditEvent
from parentcomms.channels.models import Channel
from parentcomms.channels.rules import Chase, PlaceFacts, to_chase
from parentcomms.clock import today
from parentcomms.database import db


def open_channels() -> Sequence[Channel]:
    """Approved and not suspended (policy 6.1): the only ones that can be picked."""
    query = select(Channel).where(Channel.approved_at.is_not(None), Channel.suspended_at.is_(None))
    return db.session.scalars(query.order_by(Channel.name)).all()


def all_channels() -> Sequence[Channel]:
    """Every channel, for those who look after the register."""
    return db.session.scalars(select(Channel).order_by(Channel.name)).all()


def channel_by_reference(reference: str) -> Channel | None:
    """One channel, whatever its state."""
    return db.session.scalar(select(Channel).filter_by(reference=reference))


def chased(places: Iterable[Channel] | None = None) -> dict[Channel, tuple[Chase, ...]]:
    """The places somebody should see to, and what about; derived anew each time it is asked.

    `places`: all there are, for a caller who has read them already.
    """
    places = all_channels() if places is None else places
    found = {channel: to_chase(_facts(channel), today()) for channel in places}
    return {channel: why for channel, why in found.items() if why}


def _facts(channel: Channel) -> PlaceFacts:
    return PlaceFacts(
        use_key=channel.use_key,
        approved=channel.approved_at is not None,
        suspended=channel.suspended_at is not None,
        review_on=channel.review_on,
        owner=channel.owner,
        second_administrator=channel.second_administrator,
    )


def official_accounts() -> Sequence[Channel]:
    """The accounts named in the questions and on the website notice, which exposes impostors."""
    return [channel for channel in open_channels() if channel.official]


def entered_by(channel: Channel) -> str | None:
    """Who entered it in the register, as the audit has it."""
    query = select(AuditEvent.actor).where(
        AuditEvent.act == "channel-added",
        AuditEvent.table_name == Channel.__tablename__,
        AuditEvent.row_id == channel.id,
    )
    return db.session.scalar(query)
