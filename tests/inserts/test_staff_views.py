"""Planning the year's inserts and looking for the notice, on the pages."""

from datetime import date

import pytest
import time_machine
from flask import Flask

from parentcomms.access import Role
from parentcomms.communications import queries as letters
from parentcomms.communications.rules import CommunicationKind
from parentcomms.database import db
from parentcomms.inserts import queries
from parentcomms.inserts.models import NoticeCheck
from parentcomms.school.actions import set_calendar
from tests.communications.conftest import Desk, desk, inside  # noqa: F401
from tests.communications.test_staff_views import Inside
from tests.staff_pages import signed_in

TERMS = [
    ("Autumn 1", date(2026, 9, 2), date(2026, 10, 23)),
    ("Autumn 2", date(2026, 11, 2), date(2026, 12, 18)),
]


@pytest.fixture(autouse=True)
def _november() -> object:
    with time_machine.travel("2026-11-20 10:00:00+00:00", tick=False):
        yield


def _home(app: Flask) -> str:
    return str(signed_in(app, Role.OFFICE).get("/staff").get_data(as_text=True))


def test_home_says_which_half_term_has_no_insert_until_one_is_planned(
    app: Flask,
    inside: Inside,  # noqa: F811
) -> None:
    with inside():
        set_calendar(TERMS, inset_days=[])
    assert "Autumn 2 has no insert planned" in _home(app)
    office = signed_in(app, Role.OFFICE)
    page = office.get("/staff/inserts").get_data(as_text=True)
    assert "Not used longest: Insert: Our Christmas shows" in page
    with inside():
        (now,) = queries.year_ahead().ahead
        assert now.lacks_insert
        plan = {"half_term": str(now.half_term.starts_on), "insert": now.offered}
    assert office.submit("/staff/inserts", plan).status_code == 303
    assert "Planned:" in office.get("/staff/inserts").get_data(as_text=True)
    assert "no insert planned" not in _home(app)
    office.submit("/staff/inserts", plan | {"insert": "none"})
    assert "Autumn 2 has no insert planned" in _home(app)


def test_the_notice_is_pasted_looked_for_and_the_answer_kept(
    app: Flask,
    inside: Inside,  # noqa: F811
) -> None:
    with inside() as desk:  # noqa: F811
        assert not queries.notice_wants_looking_for()
        desk.approve(desk.of(CommunicationKind.NOTICE))
        assert letters.approved(desk.of(CommunicationKind.NOTICE))
    assert "Is it on the school" in _home(app)
    office = signed_in(app, Role.OFFICE)
    page = office.get("/staff/website-notice").get_data(as_text=True)
    assert "&lt;section lang=" in page
    assert "/concern" in page
    seen = {"seen": "still_there", "address": "https://elmpark.example.org/parents"}
    assert "whole address" in office.submit(
        "/staff/website-notice", seen | {"address": "our page"}
    ).get_data(as_text=True)
    office.submit("/staff/website-notice", seen)
    with inside():
        (row,) = db.session.query(NoticeCheck)
        assert (row.still_there, row.address) == (True, "https://elmpark.example.org/parents")
        assert row.checked_by.startswith("staff:")
    assert "Is it on the school" not in _home(app)
