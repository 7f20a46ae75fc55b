"""What has been dealt with, by when the rest is due, and who may be told what."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.clock import in_london
from parentcomms.publications.rules import (
    Act,
    Reason,
    Seen,
    Settled,
    StillPublic,
    audit_order,
    due_on,
    may_be_kept,
    outstanding,
    posted_by,
    review_due,
    seen_by,
)
from parentcomms.school.rules import SchoolCalendar, Term

MONDAY = datetime(2026, 11, 2, 21, tzinfo=UTC)
DAY = timedelta(days=1)
LONG_AGO = MONDAY - 100 * DAY


def no(pupil: int | None = 1, *, after: int = 0, who: int | None = 10) -> Reason:
    return Reason(at=MONDAY + after * DAY, pupil=pupil, who=who)


def done(how: Settled, *, after: int = 1) -> Act:
    return Act(how=how, at=MONDAY + after * DAY)


@pytest.mark.parametrize(
    ("reasons", "acts", "left"),
    [
        ([], [], 0),
        ([no()], [], 1),
        ([no()], [done(Settled.TAKEN_DOWN)], 0),
        ([no(after=5)], [done(Settled.TAKEN_DOWN)], 0),
        ([no()], [done(Settled.CHILD_TAKEN_OUT)], 0),
        ([no(), no(2, after=5)], [done(Settled.CHILD_TAKEN_OUT)], 1),
        ([no()], [done(Settled.CANNOT)], 0),
        ([no()], [done(Settled.CANNOT, after=-1)], 1),
        ([no(None)], [done(Settled.CHILD_TAKEN_OUT)], 1),
        ([no(None)], [done(Settled.MAY_STAY)], 0),
        ([no(), no(None)], [done(Settled.MAY_STAY)], 1),
    ],
)
def test_what_is_left_to_do(reasons: list[Reason], acts: list[Act], left: int) -> None:
    assert len(outstanding(reasons, acts, recorded_at=LONG_AGO)) == left


def test_a_no_older_than_our_knowing_of_the_post_is_not_settled_by_an_older_act() -> None:
    recorded = MONDAY + 3 * DAY
    acts = [done(Settled.CHILD_TAKEN_OUT, after=1)]
    assert outstanding([no()], acts, recorded_at=recorded)


a_reason = st.builds(
    lambda after, pupil, who: no(pupil, after=after, who=who),
    st.integers(-30, 30),
    st.sampled_from([1, 2, None]),
    st.sampled_from([10, 20, None]),
)
an_act = st.builds(
    lambda how, after: done(how, after=after), st.sampled_from(Settled), st.integers(-30, 30)
)
some_reasons, some_acts = st.lists(a_reason, max_size=5), st.lists(an_act, max_size=3)


@given(reasons=some_reasons, acts=some_acts, more=a_reason)
def test_another_no_never_takes_anything_off_the_list_nor_puts_it_off(
    reasons: list[Reason], acts: list[Act], more: Reason
) -> None:
    before = outstanding(reasons, acts, recorded_at=LONG_AGO)
    after = outstanding([*reasons, more], acts, recorded_at=LONG_AGO)
    assert set(before) <= set(after)
    assert not before or after[0].at <= before[0].at


@given(reasons=st.permutations([no(), no(2, after=3), no(None, after=1)]), acts=some_acts)
def test_the_order_of_reasons_and_acts_never_matters(
    reasons: list[Reason], acts: list[Act]
) -> None:
    forwards = outstanding(reasons, acts, recorded_at=LONG_AGO)
    backwards = outstanding(reasons[::-1], acts[::-1], recorded_at=LONG_AGO)
    assert forwards == backwards


def test_it_is_due_so_many_school_days_after_the_day_the_reason_arose() -> None:
    half_term = SchoolCalendar(
        terms=(
            Term(starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 23)),
            Term(starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 18)),
        ),
        inset_days=frozenset({date(2026, 11, 2)}),
    )
    assert due_on(date(2026, 10, 22), 5, half_term) == date(2026, 11, 6)


OUT = date(2026, 6, 1)


def told(
    *reasons: Reason, acts: tuple[Act, ...] = (), mine: int = 10, out: date = OUT
) -> Seen | None:
    return seen_by(reasons, acts, mine={mine}, child=1, out_since=out)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (told(no()), Seen.WAITING),
        (told(no(), acts=(done(Settled.TAKEN_DOWN),)), Seen.REMOVED),
        (told(no(), acts=(done(Settled.CHILD_TAKEN_OUT),)), Seen.REMOVED),
        (told(no(), acts=(done(Settled.CANNOT),)), Seen.CANNOT),
        (told(no(), mine=20), None),
        (told(no(who=None)), None),
        (told(no(), no(who=20, after=1)), Seen.WAITING),
        (told(no(), no(who=20, after=-1)), None),
        (told(no(), no(who=None, after=-1)), None),
        (told(no(), no(None, who=None, after=-1)), None),
        (told(no(), no(2, who=None, after=-1)), Seen.WAITING),
        (told(no(), no(who=None)), None),
        (told(no(), acts=(done(Settled.TAKEN_DOWN, after=-1),)), None),
        (told(no(), out=date(2026, 11, 3)), None),
        (told(), None),
    ],
)
def test_only_whose_change_came_first_is_told(seen: Seen | None, expected: Seen | None) -> None:
    assert seen is expected


@given(reasons=some_reasons, acts=some_acts)
def test_two_adults_are_never_both_told_of_one_place(
    reasons: list[Reason], acts: list[Act]
) -> None:
    both = [told(*reasons, acts=tuple(acts), mine=who) for who in (10, 20)]
    assert None in both


def still(published: date, reviewed: date | None = None, *, left: bool = False) -> StillPublic:
    return StillPublic(published_on=published, reviewed_on=reviewed, children_left=left)


def test_the_audit_shows_first_what_nobody_looked_at_for_longest() -> None:
    today = date(2026, 11, 22)
    oldest = still(date(2020, 5, 1))
    seen_lately = still(date(2019, 5, 1), date(2026, 9, 1))
    seen_once = still(date(2019, 5, 1), date(2022, 9, 1))
    new = still(date(2026, 11, 1))
    order = sorted([new, seen_lately, seen_once, oldest], key=lambda each: audit_order(each, today))
    assert order == [oldest, seen_once, seen_lately, new]
    assert [review_due(each, today) for each in order] == [True, True, False, False]


def test_old_pictures_of_leavers_follow_the_setting() -> None:
    leaver = still(OUT, left=True)
    assert may_be_kept(leaver, leavers_stay=True)
    assert not may_be_kept(leaver, leavers_stay=False)
    assert may_be_kept(still(OUT), leavers_stay=False)


DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@given(DAYS, DAYS)
def test_only_a_day_that_is_over_brings_earlier_answers_back(on: date, day: date) -> None:
    moment = posted_by(on, today=day)
    assert (moment is None) == (on >= day)
    assert moment is None or in_london(moment).date() == on
