"""Mail leaves through a real server, each mark committed on the way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from parentcomms.clock import now
from parentcomms.config import MailSettings, Settings
from parentcomms.database import db
from parentcomms.outbox.actions import (
    MailText,
    Recipient,
    code_value,
    link_value,
    queue_mail,
    shipped_text,
)
from parentcomms.outbox.models import Lane, MailContent, MailState, OutgoingMail
from parentcomms.outbox.sending import send_waiting
from parentcomms.school.actions import decide
from parentcomms.web import create_app
from tests.smtp import Letterbox, mail_server

HELLO = MailText("((school_name)): hello", "Dear ((parent_name)),\n\nRing ((phone)).")


@pytest.fixture
def letterbox() -> Iterator[Letterbox]:
    with mail_server() as box:
        yield box


@pytest.fixture
def posting(settings: Settings, letterbox: Letterbox) -> Iterator[Flask]:
    mail = MailSettings(
        server="127.0.0.1",
        port=letterbox.port,
        security="none",
        sender="office@school.example.org",
        per_minute=0,
        connections=1,
    )
    app = create_app(replace(settings, mail=mail))
    with app.app_context():
        decide(name="Elm Park", phone="01452 000000", email="office@school.example.org")
        db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()


def _queue(address: str = "ana@example.org", **others: object) -> OutgoingMail:
    mail = queue_mail(HELLO, Recipient("Ana", address), {"parent_name": "Ana <b>"}, **others)  # type: ignore[arg-type]
    db.session.commit()
    return mail


def _send() -> int:
    return send_waiting()


def test_a_mail_arrives_as_text_and_html(posting: Flask, letterbox: Letterbox) -> None:
    mail = _queue()
    assert _send() == 1
    (message,) = letterbox.messages
    assert message["Subject"] == "Elm Park: hello"
    assert message["Message-ID"] == f"<{mail.reference}@school.example.org>"
    assert "Dear Ana <b>," in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Dear Ana &lt;b&gt;," in message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert mail.state is MailState.SENT


def test_the_same_fact_is_mailed_once(posting: Flask, letterbox: Letterbox) -> None:
    assert _queue(once_key="answers:7") is _queue(once_key="answers:7")
    assert _send() == 1
    assert _send() == 0
    assert len(letterbox.messages) == 1


def test_somebody_waiting_goes_before_bulk(posting: Flask, letterbox: Letterbox) -> None:
    _queue("bulk@example.org", lane=Lane.BULK)
    _queue("waiting@example.org", lane=Lane.PERSON_IS_WAITING)
    _send()
    arrived = [message["To"].addresses[0].addr_spec for message in letterbox.messages]
    assert arrived == ["waiting@example.org", "bulk@example.org"]


@pytest.mark.parametrize(
    ("where", "reply", "state"),
    [
        ("ana@example.org", "450 4.2.1 later", MailState.QUEUED),
        ("ana@example.org", "550 5.1.1 no such person", MailState.FAILED),
        ("DATA", "451 4.3.0 later", MailState.QUEUED),
        ("DATA", "554 5.7.1 no", MailState.FAILED),
    ],
)
def test_a_servers_no_is_noted_without_the_address(
    posting: Flask, letterbox: Letterbox, where: str, reply: str, state: MailState
) -> None:
    letterbox.replies[where] = reply
    mail = _queue()
    assert _send() == 0
    assert mail.state is state
    assert mail.problem == " ".join(reply.split()[:2])
    if state is MailState.QUEUED:
        assert mail.next_try_at > now()


def test_a_refused_mail_does_not_hold_up_the_next(posting: Flask, letterbox: Letterbox) -> None:
    letterbox.replies["gone@example.org"] = "550 5.1.1 no such person"
    _queue("gone@example.org")
    _queue("ana@example.org")
    assert _send() == 1
    assert len(letterbox.messages) == 1


def test_an_expired_claim_is_put_back_and_an_abandoned_hand_over_is_not(
    posting: Flask, letterbox: Letterbox
) -> None:
    claimed, handing_over = _queue("a@example.org"), _queue("b@example.org")
    past = now() - timedelta(minutes=1)
    claimed.state, claimed.claimed_until = MailState.CLAIMED, past
    handing_over.state, handing_over.claimed_until = MailState.HANDING_OVER, past
    db.session.commit()
    assert _send() == 1
    assert claimed.state is MailState.SENT
    assert handing_over.state is MailState.UNCERTAIN


def test_a_server_that_is_down_loses_nothing(posting: Flask, settings: Settings) -> None:
    mail = _queue()
    with mail_server() as other:
        closed_port = other.port
    down = replace(
        settings,
        mail=MailSettings(server="127.0.0.1", port=closed_port, security="none", sender="o@x.org"),
    )
    posting.config["SETTINGS"] = down
    posting.extensions["mail"].port = closed_port
    assert _send() == 0
    assert mail.state is MailState.QUEUED
    assert mail.attempts == 0


def test_with_no_server_mail_is_kept_in_the_instance(app: Flask, settings: Settings) -> None:
    with app.app_context():
        decide(name="Elm Park", phone="01452 000000", email="office@school.example.org")
        mail = _queue()
        assert _send() == 1
        assert mail.state is MailState.KEPT
        assert b"Elm Park" in Path(settings.instance, "mail", f"{mail.reference}.eml").read_bytes()


def test_a_demos_mail_never_leaves(posting: Flask, letterbox: Letterbox) -> None:
    decide(is_demo=True)
    mail = _queue()
    _send()
    assert mail.state is MailState.KEPT
    assert letterbox.messages == []


def test_no_token_or_code_is_kept_in_the_database(app: Flask) -> None:
    with app.app_context():
        queue_mail(
            MailText("Hello", "((code))"),
            Recipient("Ana", "ana@example.org"),
            {"code": code_value("family-code", "ref1")},
        )
        db.session.commit()
        assert db.session.scalar(select(OutgoingMail.values)) == {
            "code": {"code": "family-code", "reference": "ref1"}
        }


def test_many_mails_share_one_content(app: Flask) -> None:
    with app.app_context():
        for number in range(3):
            _queue(f"adult{number}@example.org")
        assert len(list(db.session.scalars(select(MailContent)))) == 1
    assert link_value("e", purpose="family-link", reference="r", label="l")["reference"] == "r"
    assert shipped_text("mail_new_link", "pl").language == "pl"
