"""An unread report goes further in school time, to everybody in line and never to its subject."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from time_machine import Traveller

from parentcomms.accounts.models import StaffMember
from parentcomms.alarms.actions import chase_due, end_cover, set_cover
from parentcomms.alarms.rules import STEPS, raised_to, school_time_between
from parentcomms.cases import actions
from parentcomms.clock import LONDON
from parentcomms.concerns.actions import pass_on
from parentcomms.concerns.queries import concern_for
from parentcomms.concerns.rules import (
    AboutWhom,
    ConcernKind,
    Raised,
    Recipient,
    RoleHolders,
    route,
)
from parentcomms.database import db
from parentcomms.school.rules import SchoolCalendar, Term
from tests.cases.test_actions import case, mails_to
from tests.cases.test_rules import cases, schools
from tests.concerns.conftest import Posts

YEAR = SchoolCalendar(
    terms=(
        Term(starts_on=date(2026, 9, 2), ends_on=date(2026, 12, 18)),
        Term(starts_on=date(2027, 1, 5), ends_on=date(2027, 3, 26)),
    )
)
CHRISTMAS = (date(2026, 12, 24), date(2026, 12, 26))
HOUR = timedelta(hours=1)
SCHOOL = RoleHolders(
    heads=frozenset({1}), dsls=frozenset({2}), deputy_dsls=frozenset({3}), chairs=frozenset({4})
)


def london(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("first", "last", "covered", "hours"),
    [
        (london(23, 10), london(23, 12), (), 2),
        (london(20, 18), london(23, 9), (), 0.5),  # Friday evening to Monday morning
        (london(21, 9), london(22, 20), (), 0),  # a weekend
        (london(25, 9, 12), london(25, 12, 12), (), 0),  # Christmas Day
        (london(25, 9, 12), london(25, 12, 12), (CHRISTMAS,), 3),  # with cover
    ],
)
def test_only_time_in_which_somebody_reads_counts(
    first: datetime, last: datetime, covered: tuple[tuple[date, date], ...], hours: float
) -> None:
    assert school_time_between(first, last, YEAR, covered) == hours * HOUR


@pytest.mark.parametrize(
    ("about", "hours", "line"),
    [
        (AboutWhom.PUPIL, 0.9, []),
        (AboutWhom.PUPIL, 1, [{3}]),
        (AboutWhom.PUPIL, 9, [{3}, {1}]),
        (AboutWhom.DSL, 2, [{4}, {3}]),
    ],
)
def test_after_an_hour_to_the_deputies_after_two_to_the_head(
    about: AboutWhom, hours: float, line: list[set[int]]
) -> None:
    risk = Raised(kind=ConcernKind.CONCERN, about=about, at_risk=True)
    assert [set(ids) for _, ids in raised_to(risk, SCHOOL, hours * HOUR)] == line


@given(cases, schools, st.integers(0, 5))
def test_it_is_never_taken_to_its_subject_nor_further_than_its_time(
    case: Raised, school: RoleHolders, hours: int
) -> None:
    found = raised_to(case, school, hours * HOUR)
    assert len(found) <= min(hours, STEPS)
    for _, ids in found:
        assert ids
        assert not ids & route(case, school).hidden_from


def test_whom_it_turned_out_to_be_about_is_reminded_of_nothing(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        made = case()
        actions.confirm(made, kind=ConcernKind.COMPLAINT, at_risk=False)
        pass_on(made, posts["clerk"])
        actions.confirm(made, kind=ConcernKind.COMPLAINT, at_risk=False, people=[posts["clerk"]])
        db.session.commit()
        before = len(mails_to("clerk@example.org"))
        clock.move_to(datetime(2027, 3, 1, 10, tzinfo=UTC))
        chase_due()
        db.session.commit()
        assert len(mails_to("clerk@example.org")) == before
        assert len(mails_to("head@example.org")) >= 3


def test_cover_that_was_ended_reads_no_more(app: Flask, posts: Posts, clock: Traveller) -> None:
    with app.test_request_context(method="POST"):
        made = case()
        vice = db.session.get_one(StaffMember, posts["vice"])
        days = {"first": date(2026, 11, 20), "last": date(2026, 11, 30)}
        row = set_cover(Recipient.HEAD, vice, **days)
        db.session.commit()
        assert concern_for(vice.id, made.reference) is made
        end_cover(row)
        db.session.commit()
        assert concern_for(vice.id, made.reference) is None
