"""The register of places to publish in: adding, approving, suspending. Each act is recorded."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import select

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record, record_many
from parentcomms.channels import queries
from parentcomms.channels.models import Channel
from parentcomms.channels.rules import (
    ChannelAudience,
    ChannelKind,
    PostApproval,
    is_official_account,
    may_stand,
    one_person,
)
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext

# A yes to what the class sees is no yes to what everybody sees.
FOR_FAMILIES_ONLY = frozenset({ChannelKind.CLASS_APP, ChannelKind.CLASS_PHOTO})
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Place:
    """What the register keeps of a place before the head has seen it (policy 6.1)."""

    name: str
    platform: str
    audience: ChannelAudience
    address: str | None = None
    purpose: str | None = None
    owner: str | None = None
    second_administrator: str | None = None
    dpia_reference: str | None = None
    review_on: date | None = None
    approval: PostApproval = PostApproval.EACH_POST
    for_parents: bool = False
    minute_reference: str | None = None


def _channel(kind: ChannelKind, place: Place) -> Channel:
    return Channel(use_key=kind.value, official=is_official_account(kind), **asdict(place))


def add(kind: ChannelKind, place: Place) -> Channel:
    """Enter a place in the register; it can be picked once it is approved."""
    if db.session.scalar(select(Channel.id).filter_by(name=place.name)) is not None:
        raise Refused(gettext("There is already an account or place of this name."))
    _refuse_unless_sound(place)
    if place.audience is ChannelAudience.PUBLIC and kind in FOR_FAMILIES_ONLY:
        raise Refused(
            gettext(
                "Families are asked about this kind of place as one that only families see. If "
                "anybody can see it, enter it as a website or a social media account."
            )
        )
    channel = _channel(kind, place)
    db.session.add(channel)
    record("channel-added", channel)
    return channel


def _refuse_unless_sound(place: Place) -> None:
    if place.approval is PostApproval.STANDING and not may_stand(place.audience):
        raise Refused(
            gettext(
                "Anybody can see what is posted there, so the head teacher approves each post. "
                "Approval beforehand is for closed places only."
            )
        )
    if place.for_parents and not place.minute_reference:
        raise Refused(gettext("Write where the governing board’s approval is minuted."))
    both = place.owner and place.second_administrator
    if both and one_person(place.owner, place.second_administrator):
        raise Refused(gettext("Name two people: an account of one person is easily lost."))


KEPT_UP_TO_DATE = (
    "purpose",
    "owner",
    "second_administrator",
    "dpia_reference",
    "review_on",
    "approval",
    "for_parents",
    "minute_reference",
)


def change(channel: Channel, place: Place) -> None:
    """What is known of a place is kept up to date; its name and what it is stay as approved."""
    _refuse_unless_sound(place)
    if place.approval is PostApproval.STANDING is not channel.approval:
        raise Refused(
            gettext("Give an approval beforehand on its own page: it says for whom and until when.")
        )
    for name in KEPT_UP_TO_DATE:
        setattr(channel, name, getattr(place, name))
    record("channel-changed", channel)


def looked_at_again(channel: Channel) -> None:
    """The yearly look (policy 6.1): still wanted, still right, the next one in a year."""
    if channel.is_open:
        channel.review_on = today() + A_YEAR
        record("channel-reviewed", channel)


def approve(channel: Channel, *, by: str | None = None, lent: bool = False) -> None:
    """The head opens a place to posts, for the first time or after a suspension (policy 6.1).

    Raises Refused where the power is `lent`, and whoever it was lent to entered the place: as
    with a text, nobody but the head approves their own.
    """
    if channel.is_open:
        return
    if lent and queries.entered_by(channel) == acting():
        raise Refused(gettext("You entered this place yourself, so the head teacher approves it."))
    channel.approved_by, channel.approved_at = by or acting(), now()
    channel.suspended_by = channel.suspended_at = None
    if channel.review_on is None or channel.review_on <= today():
        channel.review_on = today() + A_YEAR
    record("channel-approved", channel)


def suspend(channel: Channel) -> None:
    """Stop all posts there at once. Approving it again opens it again."""
    if channel.suspended_at is None:
        channel.suspended_by, channel.suspended_at = acting(), now()
        record("channel-suspended", channel)


# The school's own places need no approval of a service. The class app is somebody else's
# service, so it waits for the head like any social media account (policy 6.1).
_SHIPPED: dict[ChannelKind, tuple[str, str, ChannelAudience]] = {
    ChannelKind.WEBSITE: ("School website", "Website", ChannelAudience.PUBLIC),
    ChannelKind.PRINT: ("Newsletter and printed publicity", "Print", ChannelAudience.PUBLIC),
    ChannelKind.CLASS_PHOTO: (
        "Class photo for families",
        "Photographer",
        ChannelAudience.CLASS_FAMILIES,
    ),
    ChannelKind.CLASS_APP: ("Class app", "Class app", ChannelAudience.CLASS_FAMILIES),
}


def install_shipped_channels() -> None:
    """Enter the places every school has; does nothing where there are any already."""
    if db.session.scalar(select(Channel.id).limit(1)) is not None:
        return
    rows = [
        _channel(kind, Place(name=name, platform=platform, audience=audience))
        for kind, (name, platform, audience) in _SHIPPED.items()
    ]
    db.session.add_all(rows)
    record_many("channel-added", rows)
    for row in rows:
        if row.use_key != ChannelKind.CLASS_APP:
            approve(row, by="system")
