"""Without a mail server the first link is handed on by hand; nobody's password is in danger."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, current_app

from parentcomms.access import Role
from parentcomms.accounts.invitations import first_link
from parentcomms.config import MailSettings
from parentcomms.database import db
from parentcomms.school.actions import decide
from tests import make
from tests.staff_pages import signed_in


@pytest.fixture
def mail_server(session: object) -> Iterator[None]:
    settings = current_app.config["SETTINGS"]
    mail = MailSettings(server="mail.example.org", sender="office@example.org")
    current_app.config["SETTINGS"] = replace(settings, mail=mail)
    yield
    current_app.config["SETTINGS"] = settings


def test_a_first_link_is_shown_where_no_mail_leaves(session: object) -> None:
    link = first_link(make.staff("Dora Safe"))
    assert link is not None
    assert "/staff/invitation/" in link


def test_whoever_has_a_password_keeps_the_say(session: object) -> None:
    assert first_link(make.staff("Hana Head", password_hash="chosen")) is None


def test_the_button_says_what_is_made(app: Flask) -> None:
    head, add = signed_in(app, Role.HEAD), "/staff/accounts/add"
    assert "Add and make a link" in head.get(add).text
    new = {"name": "Olive", "email": "olive@example.org", "roles": ["office"]}
    page = head.submit(add, new, follow_redirects=True).text
    assert f'href="{add}"' in page
    assert "Make a link" in page
    assert "Send an invitation" not in page


def test_a_demo_and_a_school_with_mail_show_none(mail_server: None) -> None:
    assert first_link(make.staff("Dora Safe")) is None
    decide(is_demo=True)
    assert first_link(make.staff("Dora Safe")) is None


def test_where_no_mail_leaves_nobody_with_a_password_is_said_to_be_mailed(app: Flask) -> None:
    head = signed_in(app, Role.HEAD)
    with app.app_context():
        olive = make.staff("Olive", password_hash="chosen")
        page, command = f"/staff/accounts/{olive.reference}", f"flask mail {olive.email}"
        db.session.commit()
    shown = head.get(page).text
    assert command in shown
    assert ("We mail" in shown, "Send an invitation" in shown) == (False, False)
    said = head.submit(page, to=f"{page}/invitation", follow_redirects=True).text
    assert "The link is kept in a folder on this machine and not sent." in said
    assert ("on its way" in said, "/staff/invitation/" in said) == (False, False)
    mail = MailSettings(server="mail.example.org", sender="office@example.org")
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail=mail)
    said = head.submit(page, to=f"{page}/invitation", follow_redirects=True).text
    assert ("on its way" in said, "We mail" in said, command in said) == (True, True, False)
