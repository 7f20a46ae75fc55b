"""Which insert a half-term is offered, and when somebody looks for the notice."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentcomms.inserts.rules import (
    SEASONS,
    HalfTerm,
    Seen,
    Variant,
    half_term_on,
    has_insert,
    notice_to_check,
    offered,
)


def _year(year: int) -> list[HalfTerm]:
    return [
        HalfTerm("Autumn 1", date(year, 9, 2), date(year, 10, 23)),
        HalfTerm("Autumn 2", date(year, 11, 2), date(year, 12, 18)),
        HalfTerm("Spring 1", date(year + 1, 1, 4), date(year + 1, 2, 12)),
        HalfTerm("Spring 2", date(year + 1, 2, 22), date(year + 1, 3, 26)),
        HalfTerm("Summer 1", date(year + 1, 4, 12), date(year + 1, 5, 28)),
        HalfTerm("Summer 2", date(year + 1, 6, 7), date(year + 1, 7, 21)),
    ]


SHIPPED = [*SEASONS, "insert_talk_first", "insert_apps_groups"]
AUTUMN = _year(2026)[0]


@settings(max_examples=60)
@given(
    first=st.integers(0, 5),
    order=st.permutations(SHIPPED),
    weeks=st.integers(0, 4),
)
def test_whoever_always_takes_what_is_offered_never_repeats_within_a_year(first, order, weeks):
    half_terms = [each for year in range(2026, 2031) for each in _year(year)][first:]
    used = dict.fromkeys(order, ())
    taken = []
    for half_term in half_terms:
        best = offered(half_term, [Variant(key, key, days) for key, days in used.items()])
        assert best.key not in taken[-5:]
        assert best.key not in SEASONS or SEASONS[best.key] & half_term.months
        taken.append(best.key)
        used[best.key] += (half_term.starts_on + timedelta(weeks=weeks),)
    assert set(taken) == set(SHIPPED)


def test_the_one_not_used_longest_is_offered():
    long_ago = Variant("a", None, (date(2025, 3, 1),))
    lately = Variant("b", None, (date(2025, 3, 1), date(2026, 7, 1)))
    assert offered(AUTUMN, [lately, long_ago]) == long_ago
    assert offered(AUTUMN, [lately, long_ago, Variant("c")]).reference == "c"
    assert offered(AUTUMN, []) is None


def test_what_is_planned_for_the_next_half_term_is_not_offered_for_this_one_too():
    planned_next = Variant("a", None, (date(2026, 11, 2),))
    long_ago = Variant("b", None, (date(2026, 3, 1),))
    assert offered(AUTUMN, [planned_next, long_ago]) == long_ago


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 9, 2), "Autumn 1"),
        (date(2026, 10, 23), "Autumn 1"),
        (date(2026, 10, 24), "Autumn 2"),  # in the holidays: the next one
        (date(2026, 8, 1), "Autumn 1"),
        (date(2027, 7, 22), None),
    ],
)
def test_this_half_term_comes_from_the_schools_own_terms(day, name):
    found = half_term_on(day, _year(2026))
    assert (found.name if found else None) == name


def test_planned_or_used_is_enough_and_another_half_terms_is_not():
    inside, outside = date(2026, 10, 1), date(2026, 11, 3)
    assert has_insert(AUTUMN, planned=[inside], used_on=[])
    assert has_insert(AUTUMN, planned=[], used_on=[inside])
    assert not has_insert(AUTUMN, planned=[outside], used_on=[outside])


@pytest.mark.parametrize(
    ("live", "newest", "wanted"),
    [
        (False, None, False),
        (True, None, True),
        (True, Seen(still_there=True, on=date(2026, 9, 1)), False),
        (True, Seen(still_there=True, on=date(2025, 9, 2)), True),
        (True, Seen(still_there=True, on=date(2025, 9, 3)), False),
        (True, Seen(still_there=False, on=date(2026, 9, 1)), True),
    ],
)
def test_somebody_looks_for_the_notice_once_a_year_and_until_it_is_there(live, newest, wanted):
    assert notice_to_check(live, newest, today=date(2026, 9, 2)) is wanted
