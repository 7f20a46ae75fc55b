"""A mail to an adult of a child here, as it stands once it was sent."""

from collections.abc import Callable

import pytest
from flask import Flask

from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.outbox.actions import MailText, Recipient, queue_mail
from parentcomms.outbox.frames import frame_for
from parentcomms.outbox.messages import message_id
from parentcomms.outbox.models import Lane, MailState, OutgoingMail
from parentcomms.school.actions import decide

SentMail = Callable[..., OutgoingMail]


@pytest.fixture
def sent(app: Flask, session: object) -> SentMail:
    """Make a mail that was taken by a server; `list_mail` makes it a newsletter."""
    decide(name="Elm Park", phone="01452 000000", email="office@school.example.org")

    def made(address: str = "ana@example.org", **wishes: bool) -> OutgoingMail:
        text = MailText("Hello", "Good news.", list_mail=wishes.get("list_mail", False))
        mail = queue_mail(text, Recipient("Ana Kowalska", address), {}, lane=Lane.BULK)
        mail.frame = frame_for(mail.content)
        mail.state, mail.sent_at, mail.tried_at = MailState.SENT, now(), now()
        db.session.commit()
        return mail

    return made


def id_of(mail: OutgoingMail) -> str:
    """The Message-ID it left with."""
    assert mail.frame is not None
    return message_id(mail, mail.frame.sender)
