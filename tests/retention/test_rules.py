"""When something's time has come, by table and by property."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.retention.rules import (
    Leaving,
    Periods,
    answers_go_on,
    details_go_on,
    goes_after_school_years,
    made_before,
    periods_of,
    publication_goes_on,
    years_after,
)
from parentcomms.school.details import School

USUAL = periods_of(School())
LEFT = date(2025, 7, 22)
days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
years = st.integers(0, 10)
periods = st.builds(
    Periods, answers_after_leaving=years, after_coming_down=years, sent_log=years,
    mail_bodies=years, checks=years, lists=years, imports=years,
)  # fmt: skip
leavings = st.builds(
    Leaving, left_on=st.none() | days, still_up=st.booleans(), last_down_on=st.none() | days,
    held=st.booleans(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("child", "goes"),
    [
        (Leaving(left_on=None), None),
        (Leaving(left_on=LEFT), date(2026, 7, 22)),
        (Leaving(left_on=LEFT, held=True), None),
        (Leaving(left_on=LEFT, still_up=True), None),
        (Leaving(left_on=LEFT, last_down_on=date(2025, 3, 1)), date(2031, 3, 1)),
        (Leaving(left_on=LEFT, last_down_on=date(2015, 3, 1)), date(2026, 7, 22)),
        (Leaving(left_on=LEFT, still_up=True, last_down_on=date(2010, 1, 1)), None),
    ],
)
def test_answers_stay_on_roll_a_year_after_and_six_after_the_last_picture(
    child: Leaving, goes: date | None
) -> None:
    assert answers_go_on(child, USUAL) == goes


@pytest.mark.parametrize(
    ("down_on", "closed_on", "goes"),
    [
        (None, None, None),
        (date(2020, 2, 29), None, date(2026, 2, 28)),
        (date(2020, 5, 1), date(2021, 5, 1), date(2027, 5, 1)),
    ],
)
def test_the_record_of_a_picture_stays_six_years_after_it_came_down(
    down_on: date | None, closed_on: date | None, goes: date | None
) -> None:
    found = publication_goes_on(down_on=down_on, incident_closed_on=closed_on, periods=USUAL)
    assert found == goes


@pytest.mark.parametrize(
    ("day", "kept", "goes"),
    [
        (date(2026, 9, 1), 0, date(2027, 9, 1)),
        (date(2026, 8, 31), 0, date(2026, 9, 1)),
        (date(2026, 1, 5), 1, date(2027, 9, 1)),
    ],
)
def test_school_years_end_in_august(day: date, kept: int, goes: date) -> None:
    assert goes_after_school_years(day, kept) == goes


@given(days, days, years)
def test_both_ways_to_count_school_years_agree(day: date, today: date, kept: int) -> None:
    assert (day < made_before(today, kept)) == (goes_after_school_years(day, kept) <= today)


@given(leavings, periods)
def test_nothing_of_a_child_on_roll_or_held_ever_goes(child: Leaving, kept: Periods) -> None:
    for safe in (replace(child, left_on=None), replace(child, held=True)):
        assert details_go_on(safe, kept) is None
        assert answers_go_on(safe, kept) is None


@given(leavings, periods)
def test_answers_never_go_before_details_and_a_longer_period_never_takes_sooner(
    child: Leaving, kept: Periods
) -> None:
    goes, details = answers_go_on(child, kept), details_go_on(child, kept)
    longer = replace(
        kept,
        answers_after_leaving=kept.answers_after_leaving + 1,
        after_coming_down=kept.after_coming_down + 1,
    )
    later = answers_go_on(child, longer)
    if goes is not None:
        assert details is not None
        assert details <= goes
        assert later is not None
        assert later > goes


@given(days, years)
def test_years_later_is_never_another_month(day: date, kept: int) -> None:
    assert years_after(day, kept).month == day.month
