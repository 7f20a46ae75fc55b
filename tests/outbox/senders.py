"""Real senders in processes of their own, the mails they send, and what has to hold afterwards."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import select, update

from parentcomms.clock import now
from parentcomms.config import ROOT, Settings
from parentcomms.database import db
from parentcomms.outbox.actions import Addressed, MailText, Recipient, queue_many
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.outbox.rules import AHEAD
from parentcomms.school.actions import decide
from tests.smtp import Letterbox, mail_server

CONNECTIONS = 4
HELLO = MailText("Hello", "Dear ((parent_name)),\n\nGood news.")


@dataclass(frozen=True)
class Ended:
    """How a sender's process ended (0: as it should), and how many mails it had sent."""

    status: int
    sent: int


@dataclass
class Nursery:
    """Senders to be started and killed, and the server they talk to."""

    process: subprocess.Popen[str]
    letterbox: Letterbox

    def start(self, senders: int = 1) -> list[int]:
        """So many at once; their process ids."""
        assert self.process.stdin is not None
        print(senders, file=self.process.stdin, flush=True)
        return [int(word) for word in self._said()]

    def ended(self) -> list[Ended]:
        """All that were started last."""
        return [Ended(*map(int, word.split(":"))) for word in self._said()]

    def _said(self) -> list[str]:
        assert self.process.stdout is not None
        return self.process.stdout.readline().split()


@contextmanager
def open_nursery(app: Flask, settings: Settings) -> Iterator[Nursery]:
    """For a school in the settings' database."""
    with app.app_context():
        decide(name="Elm Park", phone="01452 000000", email="office@school.example.org")
        db.session.commit()
    with mail_server() as letterbox, started(settings, letterbox) as nursery:
        yield nursery


@contextmanager
def started(settings: Settings, letterbox: Letterbox) -> Iterator[Nursery]:
    """Ready to send what waits in this instance to this server."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.outbox.nursery", str(settings.instance)),
            *(str(letterbox.port), settings.database_url),
        ],
        cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield Nursery(process, letterbox)
    process.communicate()


def queue_campaign(name: str, count: int) -> list[OutgoingMail]:
    """So many mails with one text, to as many adults."""
    letters = [
        Addressed(
            Recipient(f"Ana {number}", f"adult{number}@example.org"),
            {"parent_name": f"Ana {number}"},
            fact=f"{name}:{number}",
        )
        for number in range(count)
    ]
    mails = queue_many(HELLO, letters, campaign=name)
    db.session.commit()
    return mails


def time_passes() -> None:
    """The five minutes of a lease."""
    past = now() - timedelta(seconds=1)
    held = OutgoingMail.state.in_([MailState.CLAIMED, MailState.HANDING_OVER])
    db.session.execute(update(OutgoingMail).where(held).values(claimed_until=past))
    db.session.commit()


def everything_is_accounted_for(letterbox: Letterbox, *, kills: int) -> None:
    """Each mail arrived once, or is listed as uncertain and arrived at most once."""
    received = Counter(message["Message-ID"] for message in letterbox.messages)
    db.session.expire_all()
    uncertain = 0
    for mail in db.session.scalars(select(OutgoingMail)):
        times = received.pop(f"<{mail.reference}@school.example.org>", 0)
        if mail.state is MailState.UNCERTAIN:
            uncertain += 1
            assert times <= 1
        else:
            assert (mail.state, times) == (MailState.SENT, 1), mail.id
    assert not received
    # What was on a connection at that moment, or marked to be the next on it.
    assert uncertain <= kills * CONNECTIONS * (1 + AHEAD)
