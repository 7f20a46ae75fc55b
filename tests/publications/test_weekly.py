"""Each week the head is told once what was posted under an approval given beforehand."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.approvals.rules import Point
from parentcomms.channels.actions import approve, install_shipped_channels
from parentcomms.channels.queries import all_channels
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.outbox.models import OutgoingMail
from parentcomms.publications.digest import send_digest
from parentcomms.publications.weekly import monday_of, under_standing_approvals, week_of
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.post_rules import KindOfPost
from parentcomms.publishing.standing_actions import Beforehand, give
from tests import make
from tests.staff_pages import signed_in

WEDNESDAY = datetime(2026, 11, 18, 12, tzinfo=UTC)


def _approved_beforehand() -> None:
    """On Wednesday 18 November 2026; a check that day, by nobody the approval names."""
    make.questions()
    install_shipped_channels()
    place = next(each for each in all_channels() if each.use_key == "class_app")
    approve(place)
    head = make.staff("Hana Head", Role.HEAD)
    tess = make.staff("Tess Teacher", Role.TEACHER)
    give(
        Beforehand(
            channel=place,
            kind=KindOfPost.LEARNING,
            staff=[tess.reference],
            points=list(Point),
            ends_on=today() + timedelta(days=1),
        ),
        by=head.id,
    )
    check(Question(channel=place, crowd_unrecognisable=True))


@pytest.mark.parametrize(
    ("week", "monday"),
    [
        ("2026-w47", date(2026, 11, 16)),
        ("2026-w53", date(2026, 12, 28)),
        ("2025-w53", None),
        ("2026-47", None),
        ("w", None),
    ],
)
def test_a_week_is_named_as_in_its_address(week: str, monday: date | None) -> None:
    assert monday_of(week) == monday
    assert monday is None or week_of(monday) == week


@pytest.mark.usefixtures("session")
def test_the_head_is_told_once_a_week_and_only_of_weeks_with_an_approval() -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        _approved_beforehand()
        assert send_digest(today()) == 0
    for later, told in ((5, 1), (6, 1), (12, 0)):
        with time_machine.travel(WEDNESDAY + timedelta(days=later), tick=False):
            assert send_digest(today()) == told
    mail = db.session.scalars(select(OutgoingMail)).one()
    assert mail.once_key.startswith("posts-week:2026-w47:")


@pytest.mark.usefixtures("session")
def test_a_week_lists_what_the_named_staff_did_and_nobody_elses() -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        _approved_beforehand()
        [under] = under_standing_approvals(date(2026, 11, 16))
    assert (list(under.checks), list(under.posted)) == ([], [])
    assert under_standing_approvals(date(2026, 11, 23)) == []


def test_the_page_is_the_heads_and_a_week_to_come_is_none(app: Flask) -> None:
    head = signed_in(app, Role.HEAD)
    assert head.get("/staff/weeks/2026-w01").status_code == 200
    assert head.get("/staff/weeks/2199-w01").status_code == 404
    assert signed_in(app, Role.TEACHER).get("/staff/weeks/2026-w01").status_code == 403
