"""A supply teacher with a pass on paper: comes in, checks, and learns nothing of one child."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from parentcomms.access import Role
from parentcomms.accounts.queries import names_of
from parentcomms.audit.models import AuditEvent
from parentcomms.channels.actions import install_shipped_channels
from parentcomms.channels.queries import all_channels
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.day_passes import actions
from parentcomms.day_passes.models import DayPass
from parentcomms.links import Purpose, code_for, show_code, token_for
from parentcomms.publishing.models import PostCheck
from tests import make
from tests.client import StrictClient
from tests.staff_pages import signed_in

CHECK = "/pass/check"
YES, NO = "may be posted there", "Do not post this picture"


@dataclass(frozen=True)
class Pass:
    """One pass, and the school round it."""

    reference: str
    channel: str
    children: tuple[str, ...]  # five who may be shown, then one who may not
    elsewhere: str
    page: str
    code: str


@pytest.fixture
def day_pass(app: Flask) -> Pass:
    with app.app_context():
        make.questions()
        install_shipped_channels()
        oak = make.school_class("Oak")
        children = [make.pupil(f"Child{number}", in_class=oak) for number in range(6)]
        for number, child in enumerate(children):
            make.answer(child, make.parent(of=child), "website", "no" if number == 5 else "yes")
        other = make.pupil("Elsewhere", in_class=make.school_class("Elm"))
        made = actions.make_pass("Sue Supply", today(), [oak])
        website = next(each for each in all_channels() if each.use_key == "website")
        db.session.commit()
        references = tuple(child.reference for child in children)
        page = f"/pass/{token_for(Purpose.DAY_PASS, made.reference)}"
        code = show_code(code_for(Purpose.DAY_PASS_CODE, made.reference))
        return Pass(made.reference, website.reference, references, other.reference, page, code)


@pytest.fixture
def holder(app: Flask, day_pass: Pass) -> StrictClient:
    client: StrictClient = app.test_client()
    assert client.submit(day_pass.page).location == CHECK
    return client


def _ask(holder: StrictClient, day_pass: Pass, *children: str) -> TestResponse:
    said = {"channel": day_pass.channel, "medium": "photo", "pupils": list(children)}
    return holder.submit(CHECK, said, follow_redirects=True)


def test_the_verdict_is_for_the_whole_picture_and_names_nobody(
    app: Flask, holder: StrictClient, day_pass: Pass
) -> None:
    *fine, stops = day_pass.children
    assert YES in _ask(holder, day_pass, *fine).text
    refused = _ask(holder, day_pass, *fine, stops).text
    assert NO in refused
    assert not re.search(r"Child\d", refused)
    with app.app_context():
        checks = db.session.scalars(select(PostCheck)).all()
        assert {row.checked_by for row in checks} == {"pass:1"}
        assert names_of(["pass:1"]) == {"pass:1": "Sue Supply"}


def test_asking_about_one_child_is_answered_twice_and_then_never_and_every_try_is_kept(
    app: Flask, holder: StrictClient, day_pass: Pass
) -> None:
    for child in day_pass.children[:2]:
        assert YES in _ask(holder, day_pass, child).text
    for children in (day_pass.children[5:], day_pass.children[2:3], day_pass.children[3:5]):
        answer = _ask(holder, day_pass, *children)
        assert answer.status_code == 429
        assert "Ask the office" in answer.text
    assert YES in _ask(holder, day_pass, *day_pass.children[:5]).text
    with app.app_context():
        refused = select(func.count(AuditEvent.id)).filter_by(
            act="day-pass-check-refused", actor="pass:1"
        )
        assert db.session.scalar(refused) == 3


def test_another_class_is_not_there(holder: StrictClient, day_pass: Pass) -> None:
    assert "Elsewhere" not in holder.get(CHECK).text
    assert _ask(holder, day_pass, *day_pass.children[:3], day_pass.elsewhere).status_code == 404


def test_a_pass_opens_its_own_pages_and_no_other(holder: StrictClient) -> None:
    for page in ("/staff", "/staff/check", "/staff/checks", "/staff/lists", "/family"):
        assert holder.get(page).status_code == 302, page


def test_another_holder_s_verdict_does_not_exist(
    app: Flask, holder: StrictClient, day_pass: Pass
) -> None:
    said = {"channel": day_pass.channel, "medium": "photo", "pupils": list(day_pass.children[:5])}
    verdict = holder.submit(CHECK, said).location
    with app.app_context():
        oak = db.session.scalars(select(DayPass)).one().classes[0].school_class
        other = actions.make_pass("Oli Other", today(), [oak])
        db.session.commit()
        page = f"/pass/{token_for(Purpose.DAY_PASS, other.reference)}"
    stranger = app.test_client()
    stranger.submit(page)
    assert holder.get(verdict).status_code == 200
    assert stranger.get(verdict).status_code == 404


def test_it_opens_by_its_code_too_and_guesses_are_slowed(
    client: StrictClient, day_pass: Pass
) -> None:
    assert client.submit("/pass", {"code": day_pass.code.lower()}).location == CHECK
    for _ in range(20):
        client.submit("/pass", {"code": "00000-00000"})
    assert client.submit("/pass", {"code": "00000-00000"}).status_code == 429


def test_it_ends_with_the_day_and_when_the_office_says_so(
    app: Flask, holder: StrictClient, day_pass: Pass
) -> None:
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        assert holder.get(CHECK).status_code == 302
        assert app.test_client().get(day_pass.page).status_code == 404
    office = signed_in(app, Role.OFFICE)
    page = f"/staff/day-passes/{day_pass.reference}"
    assert day_pass.code in office.get(page).text
    office.submit(page, to=f"{page}/end")
    assert holder.get(CHECK).status_code == 302
    assert day_pass.code not in office.get(page).text
    assert app.test_client().get(day_pass.page).status_code == 404


def test_the_office_makes_a_pass_for_a_day_to_come(app: Flask, day_pass: Pass) -> None:
    office = signed_in(app, Role.OFFICE)
    page = office.get("/staff/day-passes").text
    oak = re.search(r'name="classes"[^>]*value="(\w+)"', page)
    assert oak is not None
    day = today() - timedelta(days=1)
    said = {"holder": "Ned New", "classes": oak[1]}
    parts = {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
    assert "That day is over" in office.submit("/staff/day-passes", said | parts).text
    day = today()
    parts = {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
    made = office.submit("/staff/day-passes", said | parts)
    assert made.status_code == 303
    assert "Ned New" in office.get(made.location).text


def test_a_stolen_database_opens_no_pass(app: Flask, holder: StrictClient, day_pass: Pass) -> None:
    with app.app_context():
        row = db.session.scalars(select(DayPass)).one()
        assert day_pass.code.replace("-", "") not in row.code_hash
    stolen = app.test_client()
    assert stolen.get(f"/pass/{day_pass.reference}").status_code == 404
