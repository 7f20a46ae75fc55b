"""School days, the clocks that run on them, and which schools the County's words apply to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.school.rules import (
    SchoolCalendar,
    SchoolType,
    Term,
    add_school_days,
    calendar_covers,
    county_applies,
    county_employs,
    dp_complaint_due,
    received_on,
    school_day,
)

CALENDAR = SchoolCalendar(
    terms=(
        Term(starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 23)),
        Term(starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 18)),
        Term(starts_on=date(2027, 1, 4), ends_on=date(2027, 2, 12)),
        Term(starts_on=date(2027, 2, 22), ends_on=date(2027, 3, 25)),
        Term(starts_on=date(2027, 4, 12), ends_on=date(2027, 5, 28)),
        Term(starts_on=date(2027, 6, 7), ends_on=date(2027, 7, 21)),
    ),
    inset_days=frozenset({date(2026, 9, 1), date(2027, 1, 4)}),
    bank_holidays=frozenset(
        {date(2026, 12, 25), date(2026, 12, 28), date(2027, 5, 3), date(2027, 8, 30)}
    ),
)


@pytest.mark.parametrize(
    ("kind", "applies", "employs"),
    [
        ("community", True, True),
        ("voluntary_controlled", True, True),
        ("voluntary_aided", True, False),
        ("foundation", True, False),
        ("academy", False, False),
        ("independent", False, False),
        ("other", False, False),
    ],
)
def test_the_countys_words_follow_the_type_of_school(kind: str, applies: bool, employs: bool):
    assert county_applies(SchoolType(kind)) is applies
    assert county_employs(SchoolType(kind)) is employs


@pytest.mark.parametrize(
    ("day", "open_to_pupils"),
    [
        (date(2026, 9, 1), False),
        (date(2026, 9, 2), True),
        (date(2026, 9, 5), False),
        (date(2026, 10, 23), True),
        (date(2026, 10, 27), False),
        (date(2026, 12, 18), True),
        (date(2027, 5, 3), False),
        (date(2027, 8, 3), False),
        (date(2028, 1, 10), False),
    ],
)
def test_pupils_are_in_school_on_weekdays_of_term_but_not_on_inset_or_bank_holidays(
    day: date, open_to_pupils: bool
):
    assert school_day(day, CALENDAR) is open_to_pupils


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 10, 21), 5, date(2026, 11, 4)),
        (date(2026, 12, 17), 2, date(2027, 1, 5)),
        (date(2027, 4, 30), 1, date(2027, 5, 4)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2027, 7, 20), 2, date(2027, 7, 22)),
    ],
)
def test_days_are_counted_over_half_term_inset_and_bank_holidays(start, days: int, due: date):
    assert add_school_days(start, days, CALENDAR) == due


@pytest.mark.parametrize(
    ("arrived", "counts_from"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 10, 26), date(2026, 11, 2)),
        (date(2026, 12, 24), date(2027, 1, 5)),
    ],
)
def test_what_arrives_out_of_term_counts_from_the_first_school_day(arrived, counts_from: date):
    assert received_on(arrived, CALENDAR) == counts_from


def test_a_data_protection_complaint_of_late_july_is_due_in_august():
    assert dp_complaint_due(date(2026, 7, 22)) == date(2026, 8, 20)
    assert dp_complaint_due(date(2027, 2, 1)) == date(2027, 3, 2)


def test_the_page_can_say_that_the_terms_were_not_entered_that_far():
    assert calendar_covers(date(2026, 12, 30), CALENDAR)
    assert not calendar_covers(date(2027, 7, 22), CALENDAR)
    assert not calendar_covers(date(2026, 11, 23), SchoolCalendar())


def test_a_school_without_terms_still_gets_a_deadline_on_weekdays():
    assert add_school_days(date(2026, 11, 27), 1, SchoolCalendar()) == date(2026, 11, 30)
    assert received_on(date(2026, 11, 28), SchoolCalendar()) == date(2026, 11, 30)


days = st.dates(date(2026, 8, 1), date(2027, 12, 31))
counts = st.integers(min_value=0, max_value=30)


@given(days, counts, counts)
def test_counting_on_in_two_steps_is_counting_on_in_one(start: date, first: int, then: int):
    halfway = add_school_days(start, first, CALENDAR)
    assert add_school_days(halfway, then, CALENDAR) == add_school_days(
        start, first + then, CALENDAR
    )


@given(days, st.integers(min_value=1, max_value=30))
def test_exactly_so_many_school_days_lie_between_start_and_deadline(start: date, count: int):
    due = add_school_days(start, count, CALENDAR)
    if calendar_covers(start, CALENDAR) and calendar_covers(due, CALENDAR):
        between = (start + timedelta(days=n) for n in range(1, (due - start).days + 1))
        assert sum(school_day(day, CALENDAR) for day in between) == count
        assert school_day(due, CALENDAR)


@given(days)
def test_nothing_counts_as_received_before_it_arrived(arrived: date):
    assert received_on(arrived, CALENDAR) >= arrived
    assert received_on(received_on(arrived, CALENDAR), CALENDAR) == received_on(arrived, CALENDAR)
