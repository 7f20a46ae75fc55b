"""A mail to an adult of a child here, as it stands once it was sent."""

from collections.abc import Callable

import pytest

from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.outbox.actions import MailText, Recipient, queue_mail
from parentcomms.outbox.frames import frame_for
from parentcomms.outbox.messages import message_id
from parentcomms.outbox.models import Lane, MailState, OutgoingMail
from parentcomms.school.actions import decide

SentMail = Callable[..., OutgoingMail]


@pytest.fixture
def sent(session: object) -> SentMail:
    """Make a mail that was taken by a server; `list_mail` makes it a newsletter."""
    return send_one


def send_one(address: str = "ana@example.org", *, list_mail: bool = False) -> OutgoingMail:
    """The same, inside an application context of the test's own."""
    decide(name="Elm Park", phone="01452 000000", email="office@school.example.org")
    text = MailText("Hello", "Good news.", list_mail=list_mail)
    mail = queue_mail(text, Recipient("Ana Kowalska", address), {}, lane=Lane.BULK)
    mail.frame = frame_for(mail.content)
    mail.state, mail.sent_at, mail.tried_at = MailState.SENT, now(), now()
    db.session.commit()
    return mail


def id_of(mail: OutgoingMail) -> str:
    """The Message-ID it left with."""
    assert mail.frame is not None
    return message_id(mail, mail.frame.sender)
