"""Academic years, year groups and phases."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.school.years import (
    YEAR_GROUPS,
    Phase,
    academic_year_name,
    academic_year_start,
    expected_year_group,
    has_reached,
    moved_on,
    phase_of,
    phase_started_on,
    phases_of,
    year_group_after,
    year_group_from,
)

PRIMARY = ("N2", "R", "1", "2", "3", "4", "5", "6")
SECONDARY = tuple(str(number) for number in range(7, 14))
MIDDLE = ("5", "6", "7", "8")
UPPER = ("9", "10", "11")
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "start", "name"),
    [
        (date(2026, 8, 31), date(2025, 9, 1), "2025/26"),
        (date(2026, 9, 1), date(2026, 9, 1), "2026/27"),
        (date(2027, 1, 1), date(2026, 9, 1), "2026/27"),
        (date(2099, 10, 1), date(2099, 9, 1), "2099/00"),
    ],
)
def test_the_school_year_turns_on_the_first_of_september(day: date, start: date, name: str):
    assert academic_year_start(day) == start
    assert academic_year_name(day) == name


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("4", "4"),
        ("04", "4"),
        ("Year 4", "4"),
        ("Yr 4", "4"),
        ("Y4", "4"),
        ("year 13", "13"),
        ("NC Year 2", "2"),
        ("Curriculum Year 11", "11"),
        ("R", "R"),
        ("Reception", "R"),
        ("YR", "R"),
        ("0", "R"),
        ("Year R", "R"),
        ("Year 0", "R"),
        ("Year 1 (Oak)", None),
        ("n2", "N2"),
        ("N1", "N1"),
        ("E2", "N2"),
        ("Nursery", "N2"),
        ("14", "14"),
        ("15", None),
        ("M", None),
        ("X", None),
        ("4B", None),
        ("Oak", None),
        ("", None),
    ],
)
def test_a_year_group_is_read_as_schools_write_it(text: str, group: str | None):
    assert year_group_from(text) == group


@given(st.text(max_size=10))
def test_whatever_is_typed_is_a_known_year_group_or_none(text: str):
    assert year_group_from(text) in {None, *YEAR_GROUPS}


@given(st.sampled_from(YEAR_GROUPS), st.integers(min_value=-20, max_value=20))
def test_going_on_and_coming_back_ends_in_the_same_year(group: str, years: int):
    moved = year_group_after(group, years)
    if moved is not None:
        assert year_group_after(moved, -years) == group
    assert year_group_after(group, 0) == group


def test_reception_comes_before_year_one_and_after_nursery():
    assert year_group_after("R", 1) == "1"
    assert year_group_after("R", -1) == "N2"
    assert year_group_after("N1", -1) is None
    assert has_reached("8", "8")
    assert has_reached("10", "8")
    assert not has_reached("7", "8")
    assert not has_reached(None, "R")
    assert not has_reached("M", "R")


@pytest.mark.parametrize(
    ("born_on", "group"),
    [
        (date(2021, 9, 1), "R"),
        (date(2022, 8, 31), "R"),
        (date(2022, 9, 1), "N2"),
        (date(2021, 8, 31), "1"),
        (date(2010, 9, 1), "11"),
        (date(2026, 9, 1), None),
        (date(1990, 1, 1), None),
    ],
)
def test_the_year_group_by_age_turns_between_august_and_september(born_on, group: str | None):
    assert expected_year_group(born_on, TODAY) == group


@pytest.mark.parametrize(
    ("said", "said_on", "by_age", "now"),
    [
        ("2", date(2026, 9, 1), "2", "2"),
        ("2", date(2026, 8, 31), "3", "3"),  # a September has passed
        ("R", date(2019, 9, 4), "7", "7"),
        ("3", date(2026, 8, 25), "3", "3"),  # the coming year, written in the summer already
        ("2", date(2026, 3, 1), "4", "3"),  # taught a year below the others of that age
        ("4", date(2026, 3, 1), "4", "4"),  # and a year above
        ("4", date(2027, 9, 1), "4", "4"),
        ("13", date(2026, 3, 1), None, "13"),
        ("2", None, "3", "2"),
        ("Mixed", date(2026, 3, 1), "3", "Mixed"),
    ],
)
def test_a_year_group_moves_on_each_september_and_never_past_the_age(
    said: str, said_on: date | None, by_age: str | None, now: str
) -> None:
    assert moved_on(said, said_on=said_on, by_age=by_age, day=TODAY) == now


def test_a_school_has_only_the_phases_whose_first_year_it_has():
    assert phases_of(PRIMARY) == (Phase.RECEPTION, Phase.YEAR_3)
    assert phases_of(SECONDARY) == (Phase.YEAR_7, Phase.YEAR_12)
    assert phases_of(MIDDLE) == (Phase.YEAR_7,)
    assert phases_of(UPPER) == ()


@pytest.mark.parametrize(
    ("group", "years", "phase", "started"),
    [
        ("N2", PRIMARY, None, None),
        ("R", PRIMARY, Phase.RECEPTION, date(2026, 9, 1)),
        ("2", PRIMARY, Phase.RECEPTION, date(2024, 9, 1)),
        ("3", PRIMARY, Phase.YEAR_3, date(2026, 9, 1)),
        ("6", PRIMARY, Phase.YEAR_3, date(2023, 9, 1)),
        ("11", SECONDARY, Phase.YEAR_7, date(2022, 9, 1)),
        ("12", SECONDARY, Phase.YEAR_12, date(2026, 9, 1)),
        ("6", MIDDLE, None, None),
        ("8", MIDDLE, Phase.YEAR_7, date(2025, 9, 1)),
        ("10", UPPER, None, None),
        (None, PRIMARY, None, None),
    ],
)
def test_a_phase_began_when_the_child_was_in_its_first_year(group, years, phase, started):
    assert phase_of(group, years) == phase
    assert phase_started_on(group, TODAY, school_years=years) == started


@given(st.sampled_from(PRIMARY + SECONDARY), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_phase_never_began_in_the_future_and_lasts_five_years_at_most(group: str, day: date):
    started = phase_started_on(group, day, school_years=PRIMARY + SECONDARY)
    if started is not None:
        assert started <= day
        assert day - started < timedelta(days=5 * 366)
