"""`flask mail`: a letter that was kept is read at the machine, with its link in one piece."""

import re

import pytest
from flask import Flask

from parentcomms.access import Role
from parentcomms.accounts.actions import make_family_link
from parentcomms.accounts.family_mails import own_link
from parentcomms.database import db
from parentcomms.outbox.actions import MailText, Recipient, queue_mail
from parentcomms.outbox.keeping import keep_all
from parentcomms.outbox.models import MailState, OutgoingMail
from tests import make
from tests.client import StrictClient
from tests.staff_pages import signed_in

LETTER = MailText("((school_name)): hello", "Dear ((parent_name)),\n\n((link))")


def _said(app: Flask, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["mail", *words])
    return done.exit_code, done.output


@pytest.fixture
def kept(app: Flask) -> str:
    """A mail with its reader's link, kept because there is no server; its reference."""
    with app.app_context():
        mother = make.parent(make.pupil("Ada"), "Grace", email="grace@example.org")
        link = own_link(make_family_link(mother).reference, "Open my page")
        values = {"parent_name": "Grace", "link": link}
        mail = queue_mail(LETTER, Recipient("Grace Obi", "grace@example.org"), values)
        db.session.commit()
        assert keep_all() == 1
        return mail.reference


def test_a_kept_letter_is_listed_read_and_its_link_opens(
    app: Flask, client: StrictClient, kept: str
) -> None:
    status, listed = _said(app)
    assert status == 0
    assert f"{kept}\tgrace@example.org\t" in listed
    assert _said(app, kept) == _said(app, "Grace@Example.org")
    found = re.search(r"http://[^/]+(/family-link/\S+)", _said(app, kept)[1])
    assert found is not None
    assert client.get(found[1]).status_code == 200


def test_what_a_server_took_and_what_was_never_there_is_not_shown(app: Flask, kept: str) -> None:
    with app.app_context():
        db.session.query(OutgoingMail).one().state = MailState.SENT
        db.session.commit()
    folder = app.config["SETTINGS"].instance
    assert _said(app)[1].startswith(f"No mail is kept in {folder}:")
    status, said = _said(app, kept)
    assert status == 1
    assert str(folder) in said
    assert "Dear" not in said


def test_no_page_of_staff_shows_it(app: Flask, kept: str) -> None:
    for role in (Role.HEAD, Role.ADMINISTRATOR, Role.OFFICE):
        assert signed_in(app, role).get(f"/staff/demo-mail/{kept}").status_code == 404
