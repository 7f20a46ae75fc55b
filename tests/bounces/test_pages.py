"""The links under a mail, the one-click of mail programs, and the office's page."""

import io
from dataclasses import replace
from email import message_from_bytes

import pytest
from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts.actions import make_family_link
from parentcomms.accounts.models import FamilyLink
from parentcomms.bounces.models import ListLeft, Suppression
from parentcomms.database import db
from parentcomms.links import Purpose, token_for
from parentcomms.outbox.actions import MailText, Recipient, link_value, queue_mail
from parentcomms.outbox.frames import frame_for
from parentcomms.outbox.messages import as_text, bytes_of
from tests import make
from tests.bounces.conftest import SentMail, id_of, send_one
from tests.bounces.reports import recipient, report
from tests.client import StrictClient
from tests.staff_pages import signed_in

ADDRESSES = "/staff/addresses"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def _mail_with_a_link() -> tuple[str, str]:
    """A mail with an adult's link in it: the page under it, and the link's reference."""
    send_one()
    adult = make.parent(make.pupil(), "Zofia", surname="Nowak", email="ana@example.org")
    link = make_family_link(adult)
    door = "accounts_public.family_link"
    value = link_value(door, purpose=Purpose.FAMILY_LINK, reference=link.reference, label="Open")
    to = Recipient("Zofia Nowak", "ana@example.org")
    mail = queue_mail(MailText("Hi", "((link))"), to, {"link": value})
    db.session.commit()
    page = f"/wrong-person/{token_for(Purpose.WRONG_PERSON, mail.reference)}"
    assert page in as_text(mail)
    return page, link.reference


def _given_up(app: Flask) -> list[str]:
    with app.app_context():
        return [each.address for each in db.session.scalars(select(Suppression))]


def test_a_wrong_person_tells_us_with_one_press_and_learns_nothing(
    app: Flask, client: StrictClient
) -> None:
    with app.app_context():
        page, reference = _mail_with_a_link()
    shown = client.get(page).get_data(as_text=True)
    assert not any(word in shown for word in ("Zofia", "Nowak", "ana@", "Z.N."))
    assert _given_up(app) == []  # a scanner opened it
    assert client.submit(page).status_code == 303
    client.submit(page)
    assert _given_up(app) == ["ana@example.org"]
    with app.app_context():
        link = db.session.scalars(select(FamilyLink).filter_by(reference=reference)).one()
        assert link.reported_at is not None
    assert client.get("/wrong-person/made-up").status_code == 404


def _page(app: Flask, purpose: Purpose, *, list_mail: bool) -> str:
    with app.app_context():
        reference = send_one(list_mail=list_mail).reference
        return f"/leave-newsletters/{token_for(purpose, reference)}"


def _left(app: Flask) -> list[bool]:
    """Of each time somebody left: whether they are back."""
    with app.app_context():
        return [each.back_at is not None for each in db.session.scalars(select(ListLeft))]


def test_a_newsletter_is_left_with_one_click_and_no_token(app: Flask, client: StrictClient) -> None:
    page = _page(app, Purpose.LEAVE_NEWSLETTERS, list_mail=True)
    assert client.get(page).status_code == 200
    assert _left(app) == []
    for _ in range(2):
        assert client.post(page, data=ONE_CLICK).status_code == 200  # and no redirect
    assert _left(app) == [False]
    client.submit(page, to=f"{page}/back")
    assert _left(app) == [True]


def test_a_letter_cannot_be_left(app: Flask, client: StrictClient) -> None:
    letter = _page(app, Purpose.LEAVE_NEWSLETTERS, list_mail=False)
    wrong = _page(app, Purpose.WRONG_PERSON, list_mail=True)
    assert client.post(letter, data=ONE_CLICK).status_code == 404
    assert client.post(wrong, data=ONE_CLICK).status_code == 404
    assert _left(app) == []


@pytest.mark.parametrize("url", ["https://consent.school.example", "http://127.0.0.1:8000"])
def test_only_newsletters_say_how_to_leave_and_one_click_needs_https(
    app: Flask, sent: SentMail, url: str
) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], public_url=url)
    for list_mail in (True, False):
        mail = sent(list_mail=list_mail)
        headers = message_from_bytes(bytes_of(mail, frame_for(mail.content)))
        assert (headers["List-Unsubscribe"] is not None) is list_mail
        one_click = headers["List-Unsubscribe-Post"]
        assert one_click == ("List-Unsubscribe=One-Click" if list_mail and "https" in url else None)
        if list_mail:
            assert headers["List-Unsubscribe"].startswith(f"<{url}/leave-newsletters/")
        assert "wrong-person/" in as_text(mail)


def test_the_office_brings_in_a_report_and_sees_whom_to_ask(app: Flask) -> None:
    with app.app_context():
        make.parent(make.pupil(), "Zofia", surname="Nowak", email="ana@example.org")
        about = id_of(send_one())
    client = signed_in(app, Role.OFFICE)

    def bring(raw: bytes) -> str:
        data = {"reports": (io.BytesIO(raw), "report.eml")}
        client.submit(ADDRESSES, data, content_type="multipart/form-data")
        return client.get(ADDRESSES).get_data(as_text=True)

    assert "Zofia" not in bring(b"\x00broken")
    assert "Zofia" not in bring(report("<a@b.example>", recipient("ana@example.org")))
    assert "Zofia" in bring(report(about, recipient("ana@example.org")))
    with app.app_context():
        reference = db.session.scalars(select(Suppression)).one().reference
    client.submit(ADDRESSES, to=f"{ADDRESSES}/{reference}/works")
    assert "Zofia" not in client.get(ADDRESSES).get_data(as_text=True)
