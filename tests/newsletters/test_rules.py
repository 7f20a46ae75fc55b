"""Audience, time, marketing and the chase, by table and by property."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.approvals.rules import CommunicationState, Release, Step, Verdict, state
from parentcomms.clock import LONDON
from parentcomms.communications.rules import is_chased
from parentcomms.newsletters.rules import Audience, BadTime, Remark, audience_of, bad_time, remarks
from parentcomms.policies.marketing import marketing_words
from parentcomms.school.rules import SchoolCalendar, Term

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)  # a Friday
CALENDAR = SchoolCalendar(
    terms=(Term(starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 18)),),
    inset_days=frozenset({date(2026, 11, 27)}),
)
names = st.lists(st.text("abc", min_size=1, max_size=3), max_size=3)


@given(st.booleans(), names, names, names, st.text(max_size=5))
def test_a_rule_kept_and_read_again_is_the_same_rule(
    everybody: bool, years: list[str], classes: list[str], groups: list[str], saved: str
) -> None:
    chosen = Audience(
        whole_school=everybody, year_groups=years, classes=classes, groups=groups, saved=saved
    )
    assert audience_of(chosen.rule()).rule() == chosen.rule()
    assert audience_of(chosen.rule()).nobody is chosen.nobody


@given(names, names)
def test_the_order_of_choosing_is_no_part_of_the_rule(
    classes: list[str], groups: list[str]
) -> None:
    forwards = Audience(classes=classes, groups=groups).rule()
    assert forwards == Audience(classes=classes[::-1], groups=groups[::-1] * 2).rule()


def test_nothing_chosen_is_nobody_and_never_everybody() -> None:
    assert Audience().nobody
    assert "whole_school" not in Audience().rule()
    assert Audience(whole_school=True, classes=["oak"]).rule() == {"whole_school": True}


@pytest.mark.parametrize(
    ("ahead", "problem"),
    [
        (timedelta(0), BadTime.PAST),
        (timedelta(minutes=-1), BadTime.PAST),
        (timedelta(minutes=1), None),
        (timedelta(days=366), None),
        (timedelta(days=367), BadTime.TOO_FAR),
    ],
)
def test_a_time_lies_ahead_and_within_a_year(ahead: timedelta, problem: BadTime | None) -> None:
    assert bad_time(NOW + ahead, now=NOW) is problem


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 23, 15, 30, tzinfo=LONDON), ()),
        (datetime(2026, 11, 22, 15, 30, tzinfo=LONDON), (Remark.NO_SCHOOL,)),  # a Sunday
        (datetime(2026, 11, 27, 9, 0, tzinfo=LONDON), (Remark.NO_SCHOOL,)),  # INSET
        (datetime(2026, 11, 23, 6, 59, tzinfo=LONDON), (Remark.NIGHT,)),
        (datetime(2026, 11, 28, 21, 0, tzinfo=LONDON), (Remark.NO_SCHOOL, Remark.NIGHT)),
    ],
)
def test_a_holiday_and_the_night_are_said(at: datetime, said: tuple[Remark, ...]) -> None:
    assert remarks(at, CALENDAR) == said


@pytest.mark.parametrize(
    ("asked", "day", "after", "chased"),
    [
        (date(2026, 11, 19), date(2026, 11, 20), 1, True),
        (date(2026, 11, 19), date(2026, 11, 20), 2, False),
        (date(2026, 11, 20), date(2026, 11, 23), 1, True),  # over a weekend: one school day
        (date(2026, 11, 20), date(2026, 11, 22), 1, False),  # nobody is chased on a Sunday
        (date(2026, 11, 26), date(2026, 11, 30), 2, False),  # the INSET day does not count
    ],
)
def test_an_approval_is_chased_after_school_days(
    asked: date, day: date, after: int, chased: bool
) -> None:
    assert is_chased(asked, day, after=after, calendar=CALENDAR) is chased


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Buy your raffle tickets", ("Buy your", "raffle")),
        ("The cake sale is on Friday. Please sponsor a child", ("cake sale", "sponsor")),
        ("We are fundraising; donations welcome", ("fundraising", "donations")),
        ("Sports day is on Friday. Bring water.", ()),
        ("The salesman wrote a donated essay on Sponsorship", ("donated", "Sponsorship")),
        ("Our class read The Borrowers", ()),
    ],
)
def test_words_that_may_make_it_marketing_are_named(text: str, found: tuple[str, ...]) -> None:
    assert marketing_words(text) == found


@pytest.mark.parametrize(
    ("history", "release", "expected"),
    [
        ([], Release(), CommunicationState.DRAFT),
        ([Step(content_hash="h")], Release(), CommunicationState.AWAITING_APPROVAL),
        ([Step(content_hash="other", verdict=Verdict.APPROVED)], Release(),
         CommunicationState.DRAFT),
        ([Step(content_hash="h", verdict=Verdict.SENT_BACK)], Release(scheduled_for=NOW),
         CommunicationState.SENT_BACK),
        ([Step(content_hash="h", verdict=Verdict.APPROVED)], Release(),
         CommunicationState.APPROVED),
        ([Step(content_hash="h", verdict=Verdict.APPROVED)], Release(scheduled_for=NOW),
         CommunicationState.SCHEDULED),
        ([Step(content_hash="h", verdict=Verdict.APPROVED)], Release(started=True, waiting=2),
         CommunicationState.SENDING),
        ([Step(content_hash="h", verdict=Verdict.APPROVED)],
         Release(started=True, waiting=2, paused=True), CommunicationState.PAUSED),
        ([Step(content_hash="h", verdict=Verdict.APPROVED)], Release(started=True, paused=True),
         CommunicationState.SENT),
    ],
)  # fmt: skip
def test_the_eight_states_come_from_facts(
    history: list[Step], release: Release, expected: CommunicationState
) -> None:
    assert state("h", history, release) is expected
