"""An occasion from the teacher's page by way of the head and the families to the check."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts.actions import make_family_link, open_link
from parentcomms.accounts.models import SignInKind
from parentcomms.accounts.sessions import cookie_name
from parentcomms.channels.actions import install_shipped_channels
from parentcomms.clock import today
from parentcomms.consent.actions import set_never
from parentcomms.consent.models import Answer, Use
from parentcomms.consent.rules import NeverScope
from parentcomms.database import db
from parentcomms.occasions.models import Occasion
from parentcomms.people.models import Person, Pupil, SchoolClass
from parentcomms.policies.actions import install_shipped_statement
from parentcomms.school.actions import decide
from parentcomms.school.values import common_values
from tests import make
from tests.staff_pages import signed_in

NEW = "/staff/occasions/new"
POINTS = ["unambiguous", "accurate", "politically_neutral", "fair", "transparent"]


@pytest.fixture
def school(app: Flask) -> dict[str, int]:
    """Oak: Ada and Ben of one mother, Cai whose father has no e-mail; Dee elsewhere."""
    with app.app_context():
        decide(name="Elm Park", phone="01632 960000", email="office@elmpark.example.org")
        make.questions()
        install_shipped_channels()
        install_shipped_statement(common_values())
        oak = make.school_class("Oak")
        ada, ben, cai = (
            make.pupil(n, surname="Oakley", in_class=oak) for n in ("Ada", "Ben", "Cai")
        )
        dee = make.pupil("Dee", surname="Elsewhere")
        mother = make.parent(of=ada)
        make.relationship(ben, mother)
        make.parent(of=cai, forename="Hal", email=None)
        other = make.parent(of=dee)
        db.session.commit()
        return {"mother": mother.id, "other": other.id}


@pytest.fixture
def family(app: Flask) -> Callable[[int], FlaskClient]:
    def browser(person_id: int) -> FlaskClient:
        with app.app_context():
            opened = open_link(make_family_link(db.session.get_one(Person, person_id)))
            db.session.commit()
            client = app.test_client()
            client.set_cookie(cookie_name(SignInKind.FAMILY), opened.token)
            return client

    return browser


def _day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month)} | {
        f"{name}-year": str(value.year)
    }


def _written(app: Flask, **more: object) -> dict[str, object]:
    with app.app_context():
        oak = db.session.scalars(select(SchoolClass)).one().reference
    return {
        "who": "BBC Points West",
        "what": "planting trees",
        "where_shown": "BBC One",
        **_day("happens_on", today() + timedelta(days=7)),
        **_day("answer_by", today() + timedelta(days=5)),
        "classes": [oak],
    } | more


def _text(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_from_the_teacher_by_the_head_and_the_family_to_the_check(
    app: Flask, school: dict[str, int], family: Callable[[int], FlaskClient]
) -> None:
    teacher, head = signed_in(app, Role.TEACHER), signed_in(app, Role.HEAD, name="Hana")
    page = teacher.submit(NEW, _written(app)).location
    assert "Waits for the head" in teacher.get(page).text
    assert teacher.submit(page, to=f"{page}/decide").status_code == 404
    assert signed_in(app, Role.TEACHER, name="Otis").get(page).status_code == 404
    mother = family(school["mother"])
    assert "BBC Points West" not in mother.get("/family").text

    refused = head.submit(page, {"decision": "approve", "points": POINTS[:4]}, to=f"{page}/decide")
    assert "Tick all five points" in refused.text
    done = head.submit(
        page, {"decision": "approve", "points": POINTS}, to=f"{page}/decide", follow_redirects=True
    )
    assert "Approved. 1 adult is asked by e-mail" in done.text

    home = mother.get("/family").text
    assert "Pictures for BBC Points West" in home
    question = re.search(r'href="(/family/occasions/\w+)"', home)
    assert question
    html = mother.get(question[1]).text
    assert not re.search(r'type="radio"[^>]*checked', html)
    assert "unrecognisable" not in html
    fields = re.findall(r'name="(child-\w+)" value="yes"', html)
    assert len(fields) == 2
    assert family(school["other"]).get(question[1]).status_code == 404
    saved = mother.submit(question[1], {fields[0]: "yes"}, follow_redirects=True).text
    assert "Your answer is recorded" in saved
    assert len(re.findall(r'type="radio"[^>]*checked', saved)) == 1

    office = signed_in(app, Role.OFFICE, name="Olive")
    ring = office.get(page).text
    assert "To ring" in ring
    assert "To ring" not in teacher.get(page).text
    note = re.search(r'href="(/staff/occasions/\w+/adults/\w+)"', ring)
    assert note
    by_phone = {"route": "phone", "caller": "Hal", "decision": "yes"}
    assert "needs it" in office.submit(note[1], by_phone).text
    assert office.submit(note[1], by_phone | {"number": "01632 960001"}).status_code == 303
    assert "Cai" in teacher.get(page).text

    with app.app_context():
        answers = db.session.scalars(select(Answer)).all()
        assert len(answers) == 2
        pupils = [
            each.pupil.reference for each in db.session.scalars(select(Occasion)).one().children
        ]
        occasion = db.session.scalars(select(Occasion)).one().reference
    check = teacher.get("/staff/check").text
    assert "For BBC Points West" in check
    asked = {"channel": f"occasion:{occasion}", "medium": "photo", "pupils": pupils, "do": "check"}
    answer = teacher.submit("/staff/check", asked, follow_redirects=True).text
    assert "change it first" in answer
    assert "Ben Oakley" in answer.partition("What was asked")[0]
    assert "Cai Oakley" not in answer.partition("What was asked")[0]
    cancelled = head.submit(page, to=f"{page}/cancel", follow_redirects=True).text
    assert "No picture of it passes" in cancelled
    assert "was cancelled, or was too long ago" in teacher.submit("/staff/check", asked).text
    assert mother.get(question[1]).status_code == 404


def test_a_child_held_back_for_other_reasons_reads_like_one_nobody_has_answered_for(
    app: Flask, school: dict[str, int]
) -> None:
    with app.app_context():
        ada = db.session.scalars(select(Pupil).filter_by(forename="Ada")).one()
        set_never(ada, NeverScope.EVERYTHING, "A court order")
        db.session.commit()
    teacher, head = signed_in(app, Role.TEACHER), signed_in(app, Role.HEAD, name="Hana")
    page = teacher.submit(NEW, _written(app)).location
    head.submit(page, {"decision": "approve", "points": POINTS}, to=f"{page}/decide")
    rows = re.findall(r"summary-list__row(.*?)</div>", teacher.get(page).text, re.DOTALL)
    assert len({re.sub(r"Ada|Ben|Cai", "·", row) for row in rows if "Oakley" in row}) == 1


def test_a_yes_taken_back_is_not_brought_back_by_a_page_left_open(
    app: Flask, school: dict[str, int], family: Callable[[int], FlaskClient]
) -> None:
    teacher, head = signed_in(app, Role.TEACHER), signed_in(app, Role.HEAD, name="Hana")
    page = teacher.submit(NEW, _written(app)).location
    head.submit(page, {"decision": "approve", "points": POINTS}, to=f"{page}/decide")
    mother = family(school["mother"])
    address = page.replace("/staff/", "/family/")
    first, second = re.findall(r'name="(child-\w+)" value="yes"', mother.get(address).text)
    mother.submit(address, {first: "yes"})
    left_open = dict(
        re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', mother.get(address).text)
    )
    mother.submit(address, {first: "no"})
    mother.post(address, data=left_open | {first: "yes", second: "yes"})
    shown = re.findall(r'name="(child-\w+)" value="(\w+)" checked', mother.get(address).text)
    assert dict(shown) == {first: "no", second: "yes"}


def test_names_are_offered_and_never_guessed_before_anything_is_written(
    app: Flask, school: dict[str, int]
) -> None:
    teacher = signed_in(app, Role.TEACHER)
    asked = _written(app, classes=[], pasted="Oakley, Ada\nBen Okley\nXyzzy Plugh")
    page = teacher.submit(NEW, asked).text
    assert "Who is “Ben Okley”?" in _text(page)
    assert "Nobody in school today is called: Xyzzy Plugh" in _text(page)
    assert len(re.findall(r'name="pupils"[^>]*checked', page)) == 1
    assert "Choose the children" in teacher.submit(NEW, _written(app, classes=[])).text
    late = _written(app, **_day("answer_by", today() + timedelta(days=9)))
    assert "comes after the day itself" in teacher.submit(NEW, late).text
    many = _written(app, pasted="Ada Oakley\n" * 5000)
    assert "That is 5000 names" in teacher.submit(NEW, many).text
    with app.app_context():
        assert db.session.scalar(select(Use.id).filter_by(occasional=True)) is None


def test_two_heads_deciding_at_once_ask_the_families_once(
    app: Flask, school: dict[str, int]
) -> None:
    head = signed_in(app, Role.HEAD)
    other = signed_in(app, Role.HEAD, name="Second Head")
    page = head.submit(NEW, _written(app)).location
    opened = other.get(page).text
    sent = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', opened))
    approve = {"decision": "approve", "points": POINTS}
    assert head.submit(page, approve, to=f"{page}/decide").status_code == 303
    late = other.post(f"{page}/decide", data=sent | approve)
    assert "Somebody has decided about this already" in late.text
