"""A post goes out only while its check says yes and exactly this content is approved."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.approvals.rules import Point
from parentcomms.channels.rules import ChannelAudience, PostApproval
from parentcomms.consent.rules import Standing
from parentcomms.publishing.facts import InPicture, Medium, Missing, Picture, Verdict
from parentcomms.publishing.post_rules import (
    CheckNow,
    NotStanding,
    StandingFact,
    Stop,
    Where,
    authorisation_hash,
    covers,
    may_stand,
    pictures_missing,
    post_hash,
    released,
)
from parentcomms.publishing.rules import verdict

TODAY = date(2026, 11, 20)
YES = CheckNow(said=Verdict.POST, says=Verdict.POST)
FACEBOOK = Where(audience=ChannelAudience.PUBLIC, approval=PostApproval.EACH_POST, is_open=True)
CLASS_APP = Where(
    audience=ChannelAudience.CLASS_FAMILIES, approval=PostApproval.STANDING, is_open=True
)


@pytest.mark.parametrize(
    ("check", "where", "approved", "standing", "stops"),
    [
        (YES, FACEBOOK, True, False, ()),
        (YES, FACEBOOK, False, False, (Stop.APPROVAL,)),
        (YES, FACEBOOK, False, True, (Stop.APPROVAL,)),
        (YES, replace(FACEBOOK, approval=PostApproval.STANDING), False, True, (Stop.APPROVAL,)),
        (YES, CLASS_APP, False, True, ()),
        (YES, CLASS_APP, True, False, ()),
        (YES, replace(CLASS_APP, approval=PostApproval.EACH_POST), False, True, (Stop.APPROVAL,)),
        (YES, replace(CLASS_APP, is_open=False), True, True, (Stop.CLOSED,)),
        (replace(YES, says=Verdict.CHANGE), FACEBOOK, True, False, (Stop.CHECK,)),
        (replace(YES, says=None, missing=Missing.NOT_ASKED), CLASS_APP, True, True, (Stop.CHECK,)),
        (replace(YES, said=Verdict.CHANGE), FACEBOOK, True, False, (Stop.CHECK,)),
    ],
)
def test_what_stops_a_post(
    check: CheckNow, where: Where, approved: bool, standing: bool, stops: tuple[Stop, ...]
) -> None:
    assert released(check=check, where=where, approved=approved, standing=standing) == stops


def test_a_withdrawn_post_stays_withdrawn() -> None:
    stops = released(check=YES, where=FACEBOOK, approved=True, standing=False, withdrawn=True)
    assert stops == (Stop.WITHDRAWN,)


USES = ["website", "name_outside", "video_voice"]
children = st.lists(
    st.builds(
        InPicture,
        pupil=st.integers(1, 20),
        standings=st.dictionaries(st.sampled_from(USES), st.sampled_from(Standing)),
        unrecognisable=st.booleans(),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda each: each.pupil,
)
places = st.builds(
    Where,
    audience=st.sampled_from(ChannelAudience),
    approval=st.sampled_from(PostApproval),
    is_open=st.booleans(),
)


@given(
    children,
    st.sets(st.sampled_from(USES), min_size=1).map(frozenset),
    places,
    st.booleans(),
    st.booleans(),
    st.data(),
)
def test_one_more_no_never_releases_and_stops_every_post_it_touches(
    shown: list[InPicture],
    uses: frozenset[str],
    where: Where,
    approved: bool,
    standing: bool,
    data: st.DataObject,
) -> None:
    who = data.draw(st.sampled_from(shown))
    use = data.draw(st.sampled_from(sorted(uses)))
    with_no = [
        replace(each, standings={**each.standings, use: Standing.NO}) if each is who else each
        for each in shown
    ]

    def ask(pictured: list[InPicture]) -> tuple[Stop, ...]:
        says = verdict(Picture(pupils=pictured, uses=uses)).verdict
        check = CheckNow(said=Verdict.POST, says=says)
        return released(check=check, where=where, approved=approved, standing=standing)

    assert set(ask(shown)) <= set(ask(with_no))
    assert Stop.CHECK in ask(with_no)


@given(places, st.booleans(), st.booleans(), st.sampled_from(Verdict), st.sampled_from(Verdict))
def test_nothing_goes_out_unchecked_unapproved_or_where_all_can_look_beforehand(
    where: Where, approved: bool, standing: bool, said: Verdict, says: Verdict
) -> None:
    check = CheckNow(said=said, says=says)
    if not released(check=check, where=where, approved=approved, standing=standing):
        assert (said, says) == (Verdict.POST, Verdict.POST)
        assert where.is_open
        assert approved or (standing and where.audience is not ChannelAudience.PUBLIC)


GIVEN = StandingFact(
    staff=frozenset({"tess"}),
    by_a_head=True,
    starts_on=TODAY,
    ends_on=TODAY + timedelta(days=7),
)


@pytest.mark.parametrize(
    ("fact", "staff", "day", "counts"),
    [
        (GIVEN, "tess", TODAY, True),
        (GIVEN, "tess", TODAY + timedelta(days=7), True),
        (GIVEN, "tess", TODAY + timedelta(days=8), False),
        (GIVEN, "tess", TODAY - timedelta(days=1), False),
        (GIVEN, "tom", TODAY, False),
        (replace(GIVEN, ended_on=TODAY + timedelta(days=2)), "tess", TODAY, True),
        (replace(GIVEN, ended_on=TODAY), "tess", TODAY, False),
        (replace(GIVEN, by_a_head=False), "tess", TODAY, False),
    ],
)
def test_an_approval_given_beforehand_counts_for_named_staff_until_it_ends(
    fact: StandingFact, staff: str, day: date, counts: bool
) -> None:
    assert covers(fact, staff=staff, today=day) is counts


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, None),
        ({"audience": ChannelAudience.SCHOOL_FAMILIES}, None),
        ({"audience": ChannelAudience.PUBLIC}, NotStanding.PUBLIC),
        ({"staff": []}, NotStanding.NOBODY),
        ({"ends_on": TODAY - timedelta(days=1)}, NotStanding.OVER),
        ({"ends_on": TODAY + timedelta(days=400)}, NotStanding.TOO_LONG),
        ({"points": list(Point)[:4]}, NotStanding.POINTS),
    ],
)
def test_what_can_be_approved_beforehand(
    changes: dict[str, object], refused: NotStanding | None
) -> None:
    asked = {
        "audience": ChannelAudience.CLASS_FAMILIES,
        "staff": ["tess"],
        "points": list(Point),
        "ends_on": TODAY + timedelta(days=30),
        "today": TODAY,
    }
    assert may_stand(**asked | changes) is refused


POST = {
    "channel": "web",
    "kind": "event",
    "text": "We planted trees.",
    "pictures": [("a" * 64, "Four children and a tree")],
    "check": "check1",
}


@pytest.mark.parametrize(
    "change",
    [
        {"channel": "facebook"},
        {"kind": "learning"},
        {"text": "We planted trees!"},
        {"pictures": []},
        {"pictures": [("b" * 64, "Four children and a tree")]},
        {"pictures": [("a" * 64, "Three children and a tree")]},
        {"check": "check2"},
        {"check": None},
    ],
)
def test_any_change_is_other_content(change: dict[str, object]) -> None:
    assert post_hash(**POST) == post_hash(**POST)
    assert post_hash(**POST | change) != post_hash(**POST)


def test_what_was_authorised_is_exactly_what_was_asked() -> None:
    asked = {"what": "a", "where": "b", "why": "c", "pictures": False, "check": None}
    first = authorisation_hash(**asked, ends_on=None)
    assert first != authorisation_hash(**asked | {"pictures": True}, ends_on=None)
    assert first != authorisation_hash(**asked, ends_on=TODAY)
    assert first != authorisation_hash(**asked | {"what": "ab", "where": ""}, ends_on=None)


def test_a_photo_is_seen_before_it_is_approved_and_a_film_is_shown() -> None:
    assert pictures_missing(Medium.PHOTO, 0)
    assert not pictures_missing(Medium.PHOTO, 1)
    assert not pictures_missing(Medium.VIDEO, 0)
