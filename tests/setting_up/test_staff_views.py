"""The set-up page and the two beside it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from parentcomms.access import Role
from parentcomms.communications.readiness import still_lacking
from parentcomms.communications.ready_rules import Lack
from parentcomms.config import MailSettings
from parentcomms.database import db
from parentcomms.outbox.models import OutgoingMail
from parentcomms.outbox.sending import send_waiting
from parentcomms.school.queries import school
from tests import make
from tests.names import name_server
from tests.smtp import mail_server
from tests.staff_pages import signed_in

OFFICE, HEAD = Role.OFFICE, Role.HEAD
PAGE, MAIL, PILOT = "/staff/set-up", "/staff/set-up/mail", "/staff/set-up/pilot"
Sends = Callable[..., None]


@pytest.fixture
def sends(app: Flask) -> Sends:
    """Name a mail server; the application's settings are put back after each test."""

    def name(port: int = 25, *, names: str = "") -> None:
        mail = MailSettings(
            server="127.0.0.1", port=port, security="none", name_server=names,
            sender="office@elmpark.example.org", dkim_selector="s1",
        )  # fmt: skip
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail=mail)

    return name


def _lacks(app: Flask) -> set[Lack]:
    with app.test_request_context():
        return set(still_lacking())


def test_what_can_be_done_without_is_set_aside_and_taken_up_again(app: Flask) -> None:
    office = signed_in(app, OFFICE)
    assert "We have no crest" in office.get(PAGE).text
    office.submit(PAGE, {"set_aside": "crest"})
    assert Lack.CREST not in _lacks(app)
    assert "Not needed" in office.get(PAGE).text
    office.submit(PAGE, {"take_up": "crest"})
    assert Lack.CREST in _lacks(app)
    assert office.submit(PAGE, {"set_aside": "dsl"}).status_code == 404
    assert Lack.DSL in _lacks(app)


def test_a_part_of_the_settings_leads_back_to_the_steps_and_so_does_every_page(
    app: Flask,
) -> None:
    office = signed_in(app, OFFICE)
    numbers = {"local_authority": "Elmshire"} | {
        f"{name}_phone": "01632 960000"
        for name in ("social_care", "social_care_out_of_hours", "lado")
    }
    saved = office.submit("/staff/school/parts/safeguarding?from=set-up", numbers)
    assert saved.location == PAGE
    assert Lack.SAFEGUARDING_NUMBERS not in _lacks(app)
    link = "Back to setting up the school"
    assert link in office.get("/staff/contact-review").text
    assert link not in signed_in(app, Role.TEACHER).get("/staff").text
    office.submit(PAGE, {"finished": "y"})
    assert link not in office.get("/staff/contact-review").text


def test_a_test_message_goes_the_way_of_every_letter_and_counts_once_it_arrived(
    app: Flask, sends: Sends
) -> None:
    head = signed_in(app, HEAD)
    assert "No mail server is named yet" in head.get(MAIL).text
    with mail_server() as letterbox:
        sends(letterbox.port)
        head.submit(MAIL, {"send": "y"})
        with app.app_context():
            send_waiting()
            (mail,) = db.session.query(OutgoingMail)
            assert mail.state == "sent"
        assert "Test: e-mail from" in letterbox.messages[0]["Subject"]
    page = head.get(MAIL).text
    assert "It arrived" in page
    assert Lack.MAIL_TEST in _lacks(app)
    head.submit(MAIL, {"arrived": "y"})
    assert Lack.MAIL_TEST not in _lacks(app)
    sends(26)
    app.config["SETTINGS"] = replace(
        app.config["SETTINGS"], mail=replace(app.config["SETTINGS"].mail, server="localhost")
    )
    assert Lack.MAIL_TEST in _lacks(app), "another server has to be tried anew"


def test_the_records_to_add_are_said_and_what_was_found_holds_for_that_sender(
    app: Flask, sends: Sends
) -> None:
    head = signed_in(app, HEAD)
    domain = "elmpark.example.org"
    texts = {domain: ["v=spf1 a:127.0.0.1 -all"], f"s1._domainkey.{domain}": ["p=MIGf"]}
    with name_server(texts) as names:
        sends(names=names.address)
        page = head.submit(MAIL, {"look_up": "y"}).text
        assert f"_dmarc.{domain} TXT" in page
        assert "v=DMARC1; p=none" in page
        assert Lack.MAIL_RECORDS in _lacks(app)
    with name_server({**texts, f"_dmarc.{domain}": ["v=DMARC1; p=none"]}) as names:
        sends(names=names.address)
        head.submit(MAIL, {"look_up": "y"})
    assert Lack.MAIL_RECORDS not in _lacks(app)


def test_the_pilot_is_chosen_named_where_letters_are_sent_and_ended(app: Flask) -> None:
    with app.app_context():
        oak = make.school_class("Oak")
        make.parent(make.pupil(in_class=oak))
        reference = oak.reference
        db.session.commit()
    head = signed_in(app, HEAD)
    head.submit(PILOT, {"pilot-school_class": reference})
    assert "only adults with a child in Oak get letters" in head.get("/staff/communications").text
    page = head.get(PILOT).text
    form_id = page.split('name="end-form_id"')[1].split('value="')[1].split('"')[0]
    head.submit(PILOT, {"end-form_id": form_id})
    with app.test_request_context():
        assert school().pilot == ""
    assert "only adults with a child in" not in head.get("/staff/communications").text
