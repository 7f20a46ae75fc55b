"""A new school's first texts, and what it lacks: the page and the command say the same."""

from flask import Flask
from markupsafe import escape

from parentcomms.access import Role
from parentcomms.channels.models import Channel
from parentcomms.channels.queries import open_channels
from parentcomms.communications.models import Communication
from parentcomms.communications.readiness import still_lacking
from parentcomms.communications.ready_rules import Lack
from parentcomms.communications.rules import CommunicationKind
from parentcomms.consent.models import UseVersion
from parentcomms.database import db
from parentcomms.school.actions import decide
from parentcomms.setting_up.beginning import begin_school
from parentcomms.setting_up.cli import doctor
from tests import make
from tests.staff_pages import signed_in

HEAD = Role.HEAD


def _complete(app: Flask) -> None:
    with app.app_context():
        decide(name="Elm Park", address="1 Elm Road", phone="01632 960000", head_name="H. Head")
        decide(email="office@example.org", website="elmpark.example.org", class_app="ClassBook Ltd")
        decide(photographer="Photos Ltd", print_organisations="the school itself")
        decide(video_organisations="the school itself")
        db.session.commit()


def test_texts_with_a_hole_in_them_are_never_written(app: Flask) -> None:
    with app.app_context():
        begin_school()
        assert {Lack.STATEMENT, Lack.QUESTIONS} <= set(still_lacking())


def test_the_first_texts_are_written_by_a_button_and_only_once(app: Flask) -> None:
    _complete(app)
    client = signed_in(app, HEAD)
    assert client.submit("/staff/set-up", {"write": "texts"}).status_code == 303
    with app.app_context():
        lacks = set(still_lacking())
        assert Lack.STATEMENT not in lacks
        assert {Lack.QUESTIONS, Lack.OFFICIAL_ACCOUNTS, Lack.PLACES} <= lacks
    client.submit("/staff/set-up", {"no_accounts": "y"})
    client.post("/staff/set-up", data={})
    with app.app_context():
        assert {Lack.QUESTIONS, Lack.OFFICIAL_ACCOUNTS}.isdisjoint(still_lacking())
        assert db.session.query(UseVersion).count() == 7  # six questions, and teaching
        texts = {each.kind: each.reference for each in db.session.query(Communication)}
    page = client.get("/staff/set-up").text
    for kind in (CommunicationKind.JOINING_LETTER, CommunicationKind.CONSENT_REQUEST):
        assert f'href="/staff/communications/{texts[kind]}?from=set-up"' in page


def test_a_class_app_that_waits_for_the_head_is_named_until_it_is_approved_or_not_used(
    app: Flask,
) -> None:
    _complete(app)
    client = signed_in(app, HEAD)
    client.submit("/staff/set-up", {"write": "texts"})
    client.submit("/staff/set-up", {"no_accounts": "y"})
    waits = "Waiting for the head: Class app."
    assert waits in client.get("/staff/set-up").text
    with app.app_context():
        assert waits in app.test_cli_runner().invoke(doctor).output
        app_there = db.session.query(Channel).filter_by(name="Class app").one()
        page = f"/staff/channels/{app_there.reference}"
    assert "The school does not use this" in client.get(page).text
    client.submit(page, to=f"{page}/suspend")
    assert waits not in client.get("/staff/set-up").text
    client.submit(page, to=f"{page}/approve")
    with app.app_context():
        assert Lack.PLACES not in still_lacking()
        assert any(each.name == "Class app" for each in open_channels())


def test_doctor_says_the_same_as_the_page(app: Flask) -> None:
    head = signed_in(app, HEAD)
    with app.app_context():
        result = app.test_cli_runner().invoke(doctor)
    assert result.exit_code == 1
    assert "Nobody is the clerk" in result.output
    assert "No mail server" in result.output
    page = head.get("/staff/set-up").text
    lacks = [line for line in _as_html(result.output) if line.startswith("- ")]
    assert all(line.removeprefix("- ") in page for line in lacks)


def _as_html(output: str) -> list[str]:
    return str(escape(output.strip())).splitlines()


def test_whoever_only_has_to_choose_a_password_is_named(app: Flask) -> None:
    with app.app_context():
        make.staff("Dora Safe", Role.DSL)
        db.session.commit()
    page = signed_in(app, HEAD).get("/staff/set-up").text
    assert "Dora Safe has not chosen a password yet" in page
    assert "Nobody is the designated safeguarding lead" not in page


def test_a_new_school_is_told_what_is_missing_one_by_one(app: Flask) -> None:
    with app.app_context():
        assert set(still_lacking()) == set(Lack) - {Lack.PLACES}  # no place is entered yet
        make.staff("Hana", Role.HEAD, password="purple tractor lunch")
        make.pupil()
        decide(social_care_phone="01632 960001", lado_phone="01632 960002")
        decide(social_care_out_of_hours_phone="01632 960003")
        lacks = set(still_lacking())
    assert lacks.isdisjoint({Lack.HEAD, Lack.CHILDREN, Lack.SAFEGUARDING_NUMBERS})
    assert Lack.CLERK in lacks
