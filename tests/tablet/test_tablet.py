"""A tablet at parents' evening: one adult's page, their own taps, and nothing left behind."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.clock import now
from parentcomms.communications.coverage_facts import facts_now
from parentcomms.consent.correcting import can_be_corrected
from parentcomms.consent.family_words import answer_note
from parentcomms.consent.models import Answer
from parentcomms.consent.rules import AnswerRoute
from parentcomms.database import db
from parentcomms.people.holds import place_hold
from parentcomms.people.models import Relationship
from parentcomms.people.rules import HoldKind
from parentcomms.policies.actions import install_shipped_statement
from parentcomms.policies.models import Acknowledgement
from parentcomms.school.actions import decide
from parentcomms.school.values import common_values
from parentcomms.tablet.rules import opens_on_tablet
from tests import make
from tests.client import StrictClient
from tests.staff_pages import signed_in

CODE = re.compile(r'class="doors-code">([^<]+)<')
PHOTOS = "/family/photos"


@dataclass(frozen=True)
class Evening:
    """The office at its desk, a tablet in the hall, and one mother of Ada."""

    office: StrictClient
    tablet: StrictClient
    page: str
    field: str


@pytest.fixture
def evening(app: Flask) -> Evening:
    with app.app_context():
        decide(name="Elm Park", phone="01632 960000", email="office@elmpark.example.org")
        make.questions()
        install_shipped_statement(common_values())
        ada = make.pupil("Ada")
        make.parent(ada)
        row = db.session.scalars(select(Relationship)).one()
        db.session.commit()
        page = f"/staff/children/{ada.reference}/adults/{row.reference}/tablet"
        field = f"website-{row.reference}"
    return Evening(signed_in(app, Role.OFFICE, name="Olga Office"), app.test_client(), page, field)


def _code(evening: Evening) -> str:
    said = {"known": "y", "where": "code"}
    shown = evening.office.submit(evening.page, said, follow_redirects=True).text
    return CODE.findall(shown)[0]


def _answers(app: Flask) -> list[Answer]:
    with app.app_context():
        return list(db.session.scalars(select(Answer).order_by(Answer.id)))


def test_what_is_tapped_there_is_in_person_and_names_who_opened_the_page(
    app: Flask, evening: Evening
) -> None:
    assert evening.tablet.submit("/tablet", {"code": _code(evening)}).location == "/family"
    evening.tablet.submit(PHOTOS, {evening.field: "no"})
    evening.tablet.submit("/family/requests", {"choice": "read"})
    with app.app_context():
        (answer,) = _answers(app)
        db.session.add(answer)
        assert (answer.route, answer.recorded_by) == (AnswerRoute.IN_PERSON, "person:1")
        assert answer.evidence == {"opened_by": "staff:1"}
        assert not can_be_corrected(answer, set())  # their own tap is no slip of the school's
        assert "tablet" in answer_note(answer)
        assert db.session.scalars(select(Acknowledgement.route)).all() == ["in_person"]


def test_the_head_reads_who_opened_the_page(app: Flask, evening: Evening) -> None:
    evening.tablet.submit("/tablet", {"code": _code(evening)})
    evening.tablet.submit(PHOTOS, {evening.field: "no"})
    record = evening.page.partition("/adults/")[0]
    opened = signed_in(app, Role.HEAD).submit(record, to=f"{record}/answers").text
    assert "on a tablet that Olga Office opened" in opened


def test_a_code_opens_once_and_for_a_quarter_of_an_hour(app: Flask, evening: Evening) -> None:
    first, second = _code(evening), _code(evening)
    assert evening.tablet.submit("/tablet", {"code": first}).location == "/family"
    assert "opens nothing" in app.test_client().submit("/tablet", {"code": first}).text
    with time_machine.travel(now() + timedelta(minutes=16), tick=False):
        assert "opens nothing" in app.test_client().submit("/tablet", {"code": second}).text


def test_a_code_that_waits_is_no_key_in_a_cookie(app: Flask, evening: Evening) -> None:
    stranger = app.test_client()
    stranger.set_cookie("family", f"tablet: {_code(evening).replace('-', '')}")
    assert stranger.get("/family").location == "/link-ended"


def test_a_page_nobody_took_up_was_opened_by_nobody(app: Flask, evening: Evening) -> None:
    code = _code(evening)
    with app.app_context():
        assert not facts_now().told
    evening.tablet.submit("/tablet", {"code": code})
    with app.app_context():
        assert len(facts_now().told) == 1


def test_finished_or_left_alone_nothing_is_behind_the_back_button(evening: Evening) -> None:
    tablet = evening.tablet
    for leave in ("done", "refresh"):
        tablet.submit("/tablet", {"code": _code(evening)})
        shown = tablet.get(PHOTOS)
        assert shown.headers["Refresh"] == "600; url=/tablet"
        assert shown.headers["Cache-Control"] == "no-store"
        locked = tablet.submit(PHOTOS, to="/tablet/done") if leave == "done" else None
        assert locked is None or locked.location == "/tablet"
        assert "Ada" not in tablet.get("/tablet").text
        assert tablet.get(PHOTOS).location == "/link-ended", leave


def test_without_a_tap_it_closes_even_where_nothing_refreshes(evening: Evening) -> None:
    evening.tablet.submit("/tablet", {"code": _code(evening)})
    with time_machine.travel(now() + timedelta(minutes=9), tick=False):
        assert evening.tablet.get("/family").status_code == 200
    with time_machine.travel(now() + timedelta(minutes=21), tick=False):
        assert evening.tablet.get("/family").location == "/link-ended"


def test_handed_over_on_the_spot_nobody_is_signed_in_as_staff(evening: Evening) -> None:
    staff_cookie = evening.office.get_cookie("staff").value
    assert (
        evening.office.submit(evening.page, {"known": "y", "where": "here"}).location == "/family"
    )
    assert "I have finished" in evening.office.get("/family").text
    assert "/staff/sign-in" in evening.office.get("/staff").location
    evening.office.set_cookie("staff", staff_cookie)  # an old copy of it opens nothing either
    assert "/staff/sign-in" in evening.office.get("/staff").location


def test_who_may_not_be_shown_their_page_is_not_shown_it_here(app: Flask, evening: Evening) -> None:
    code = _code(evening)
    with app.app_context():
        place_hold(db.session.scalars(select(Relationship)).one(), HoldKind.SCHOOL, "reason")
        db.session.commit()
    assert evening.office.submit(evening.page, {"known": "y", "where": "code"}).status_code == 409
    evening.tablet.submit("/tablet", {"code": code})
    assert evening.tablet.get("/family").location == "/link-ended"


@pytest.mark.parametrize(
    ("endpoint", "opens"),
    [
        ("home_family.family_page", True),
        ("consent_family.photos", True),
        ("policies_family.requests", True),
        ("occasions_family.occasion", True),
        ("home_family.receipt", False),
        ("tracker_family.concerns", False),
        ("tracker_family.file", False),
    ],
)
def test_a_tablet_opens_what_the_school_asks_and_leaves_no_file(
    endpoint: str, *, opens: bool
) -> None:
    assert opens_on_tablet(endpoint) is opens


def test_other_family_pages_lead_back_to_the_first(evening: Evening) -> None:
    evening.tablet.submit("/tablet", {"code": _code(evening)})
    for page in ("/family/concerns", "/family/photos/receipt"):
        assert evening.tablet.get(page).location == "/family"
