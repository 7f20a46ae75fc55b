"""What a place needs to be looked after, and where posts may be approved beforehand."""

from datetime import date

import pytest

from parentcomms.channels.actions import Place, add, approve, change
from parentcomms.channels.queries import chased, official_accounts
from parentcomms.channels.rules import (
    ChannelAudience,
    ChannelKind,
    Chase,
    PlaceFacts,
    PostApproval,
    may_stand,
    to_chase,
)
from parentcomms.errors import Refused

DAY = date(2026, 11, 20)
SOUND = {
    "use_key": "social_media",
    "approved": True,
    "suspended": False,
    "review_on": date(2027, 9, 1),
    "owner": "Olu",
    "second_administrator": "Hana",
}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ()),
        ({"approved": False}, (Chase.WAITS_FOR_HEAD,)),
        ({"review_on": DAY}, (Chase.REVIEW_DUE,)),
        ({"review_on": DAY, "suspended": True}, ()),
        ({"owner": None}, (Chase.NOBODY_LOOKS_AFTER_IT,)),
        ({"second_administrator": None}, (Chase.ONE_ADMINISTRATOR,)),
        ({"second_administrator": " olu "}, (Chase.ONE_ADMINISTRATOR,)),
        ({"owner": None, "use_key": "website"}, ()),
    ],
)
def test_what_is_chased_about_a_place(changes: dict[str, object], found: object) -> None:
    assert to_chase(PlaceFacts(**SOUND | changes), DAY) == found  # type: ignore[arg-type]


def test_only_closed_places_are_approved_beforehand() -> None:
    assert {each for each in ChannelAudience if not may_stand(each)} == {ChannelAudience.PUBLIC}


def _place(**changes: object) -> Place:
    known = {"name": "Elm Park", "platform": "Some", "audience": ChannelAudience.PUBLIC}
    return Place(**known | changes)  # type: ignore[arg-type]


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    "changes",
    [
        {"approval": PostApproval.STANDING},
        {"for_parents": True},
        {"owner": "Olu Office", "second_administrator": "olu  office"},
    ],
)
def test_a_place_that_is_not_sound_is_refused_when_added_and_when_changed(
    changes: dict[str, object],
) -> None:
    with pytest.raises(Refused):
        add(ChannelKind.SOCIAL_ACCOUNT, _place(**changes))
    account = add(ChannelKind.SOCIAL_ACCOUNT, _place())
    with pytest.raises(Refused):
        change(account, _place(**changes))


@pytest.mark.usefixtures("session")
def test_a_place_is_chased_until_somebody_has_seen_to_it() -> None:
    account = add(ChannelKind.SOCIAL_ACCOUNT, _place(owner="Olu"))
    assert set(chased()[account]) == {Chase.WAITS_FOR_HEAD, Chase.ONE_ADMINISTRATOR}
    assert account not in official_accounts()
    approve(account)
    sound = {"owner": "Olu", "second_administrator": "Hana", "review_on": account.review_on}
    change(account, _place(**sound, for_parents=True, minute_reference="12 March, item 7"))
    assert account not in chased()
    assert account in official_accounts()
