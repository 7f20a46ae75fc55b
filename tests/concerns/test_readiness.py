"""What keeps the public form closed, and the secrets a small school is told it breaks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.concerns.readiness import (
    BrokenSecret,
    LocalNumbers,
    Missing,
    public_form_missing,
    secrets_broken,
)
from parentcomms.concerns.rules import AboutWhom, ConcernKind, Raised, RoleHolders, route

NUMBERS = LocalNumbers(
    childrens_social_care="01452 555 0101", out_of_hours="01452 555 0102", lado="01452 555 0103"
)
SCHOOL = RoleHolders(
    heads=frozenset({1}),
    dsls=frozenset({2}),
    chairs=frozenset({3}),
    vice_chairs=frozenset({4}),
    clerks=frozenset({5}),
    office=frozenset({6}),
)


def test_a_school_with_its_posts_and_numbers_may_open_the_form():
    assert public_form_missing(SCHOOL, NUMBERS) == ()
    assert secrets_broken(SCHOOL) == ()


@pytest.mark.parametrize("post", ["chairs", "clerks", "dsls"])
def test_a_vacant_post_keeps_the_form_closed(post: str):
    vacant = replace(SCHOOL, **{post: frozenset()})
    assert public_form_missing(vacant, NUMBERS) == (Missing(post.removesuffix("s")),)


@pytest.mark.parametrize("number", ["childrens_social_care", "out_of_hours", "lado"])
@pytest.mark.parametrize("typed", ["", "  ", "-", "n/a"])
def test_a_missing_or_made_up_number_keeps_the_form_closed(number: str, typed: str):
    numbers = replace(NUMBERS, **{number: typed})
    assert public_form_missing(SCHOOL, numbers) == (Missing(number),)


def test_a_deputy_does_not_stand_in_for_a_missing_dsl():
    no_dsl = replace(SCHOOL, dsls=frozenset(), deputy_dsls=frozenset({2}))
    assert public_form_missing(no_dsl, NUMBERS) == (Missing.DSL,)


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"dsls": frozenset({1})}, BrokenSecret.HEAD_IS_DSL),
        ({"chairs": frozenset({1})}, BrokenSecret.HEAD_IS_CHAIR),
        ({"clerks": frozenset({1})}, BrokenSecret.HEAD_IS_CLERK),
        ({"office": frozenset({1})}, BrokenSecret.HEAD_IS_OFFICE),
        ({"deputy_dsls": frozenset({6})}, BrokenSecret.DSL_IS_OFFICE),
        ({"clerks": frozenset({6})}, BrokenSecret.CLERK_IS_OFFICE),
        ({"clerks": frozenset({3})}, BrokenSecret.CLERK_IS_CHAIR),
        ({"clerks": frozenset({4})}, BrokenSecret.CLERK_IS_VICE_CHAIR),
        ({"vice_chairs": frozenset({3})}, BrokenSecret.CHAIR_IS_VICE_CHAIR),
        ({"vice_chairs": frozenset()}, BrokenSecret.NO_VICE_CHAIR),
    ],
)
def test_each_combination_of_posts_names_the_secret_it_breaks(change, broken: BrokenSecret):
    assert secrets_broken(replace(SCHOOL, **change)) == (broken,)


several = st.frozensets(st.integers(min_value=1, max_value=5), min_size=1, max_size=2)


@given(st.builds(RoleHolders, heads=several, dsls=several, chairs=several, clerks=several))
def test_an_open_form_reaches_somebody_with_any_at_risk_report_about_a_pupil(school: RoleHolders):
    assert public_form_missing(school, NUMBERS) == ()
    for about in (AboutWhom.PUPIL, AboutWhom.SCHOOL):
        case = Raised(kind=ConcernKind.CONCERN, about=about, at_risk=True)
        assert route(case, school).recipients >= school.dsls
