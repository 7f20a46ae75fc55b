"""The register of accounts and places."""

from datetime import date, timedelta

import pytest
from flask import Flask, g
from sqlalchemy import select

from parentcomms.audit.models import AuditEvent
from parentcomms.audit.verifying import breaks
from parentcomms.channels.actions import Place, add, approve, install_shipped_channels, suspend
from parentcomms.channels.models import Channel
from parentcomms.channels.queries import all_channels, official_accounts, open_channels
from parentcomms.channels.rules import ChannelAudience, ChannelKind
from parentcomms.clock import today
from parentcomms.consent.rules import UseKey
from parentcomms.database import db
from parentcomms.errors import Refused
from tests import make

pytestmark = pytest.mark.usefixtures("session")


def _facebook(**changes: object) -> Channel:
    place = {
        "name": "Elm Park on Facebook",
        "platform": "Facebook",
        "audience": ChannelAudience.PUBLIC,
    }
    return add(ChannelKind.SOCIAL_ACCOUNT, Place(**place | changes))


def _acts() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))


def test_an_account_cannot_be_picked_before_the_head_has_approved_it() -> None:
    account = _facebook()
    assert account not in open_channels()
    approve(account)
    assert account in open_channels()
    assert account in official_accounts()
    assert _acts() == ["channel-added", "channel-approved"]


def test_a_suspended_account_cannot_be_picked_until_it_is_approved_again() -> None:
    account = _facebook()
    approve(account)
    suspend(account)
    assert account not in open_channels()
    assert account not in official_accounts()
    approve(account)
    assert account in open_channels()


def test_suspending_or_approving_twice_is_recorded_once() -> None:
    account = _facebook()
    for _ in range(2):
        approve(account)
    for _ in range(2):
        suspend(account)
    assert _acts() == ["channel-added", "channel-approved", "channel-suspended"]
    assert list(breaks()) == []


def test_approval_lasts_a_year_unless_another_day_is_given() -> None:
    account = _facebook()
    approve(account)
    assert account.review_on == today() + timedelta(days=365)
    other = _facebook(name="Elm Park on X", review_on=today() + timedelta(days=30))
    approve(other)
    assert other.review_on == today() + timedelta(days=30)
    old = _facebook(name="Elm Park on Bebo", review_on=date(2010, 1, 1))
    approve(old)
    assert old.review_on > today()


def test_two_places_of_one_name_are_refused() -> None:
    _facebook()
    with pytest.raises(Refused):
        _facebook()


def test_every_school_has_its_own_places_and_the_class_app_waits_for_the_head() -> None:
    install_shipped_channels()
    assert {channel.use_key for channel in open_channels()} == {
        "website",
        "newsletter_print",
        "class_photo",
    }
    assert {channel.use_key for channel in all_channels()} - {
        channel.use_key for channel in open_channels()
    } == {"class_app"}
    install_shipped_channels()
    assert len(all_channels()) == 4


def test_each_kind_of_place_is_a_question_families_are_asked() -> None:
    assert {kind.value for kind in ChannelKind} <= {key.value for key in UseKey}


@pytest.mark.parametrize("kind", [ChannelKind.CLASS_APP, ChannelKind.CLASS_PHOTO])
def test_what_only_families_see_cannot_be_open_to_anybody(
    session: object, kind: ChannelKind
) -> None:
    place = Place(name="Anybody’s app", platform="App", audience=ChannelAudience.PUBLIC)
    with pytest.raises(Refused):
        add(kind, place)


def test_a_delegate_does_not_approve_a_place_they_entered_themselves(app: Flask) -> None:
    with app.test_request_context("/", method="POST"):
        g.staff = make.staff("Dee Deputy")
        made = _facebook()
        with pytest.raises(Refused, match="entered this place yourself"):
            approve(made, lent=True)
        g.staff = make.staff("Theo")
        approve(made, lent=True)
        assert made.is_open
