"""A sender killed with SIGKILL while it sends to a real server: nothing lost, nothing doubled."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import pytest
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

MAILS = 36
CONNECTIONS = 4
HELLO = MailText("Hello", "Dear ((parent_name)),\n\nGood news.")


@dataclass
class Nursery:
    """Senders to be started and killed, and the server they talk to."""

    process: subprocess.Popen[str]
    letterbox: Letterbox

    def start(self) -> int:
        assert self.process.stdin is not None
        print("go", file=self.process.stdin, flush=True)
        return int(self._said())

    def ended(self) -> int:
        return int(self._said())

    def _said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()


@pytest.fixture
def nursery(app: Flask, settings: Settings) -> Iterator[Nursery]:
    with app.app_context():
        decide(name="Elm Park", phone="01452 000000", email="office@school.example.org")
        db.session.commit()
    with mail_server() as letterbox:
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


def _queue(seed: int) -> None:
    letters = [
        Addressed(
            Recipient(f"Ana {number}", f"adult{number}@example.org"),
            {"parent_name": f"Ana {number}"},
            fact=f"kill:{seed}:{number}",
        )
        for number in range(MAILS)
    ]
    queue_many(HELLO, letters)
    db.session.commit()


def _time_passes() -> None:
    """The five minutes of a lease."""
    past = now() - timedelta(seconds=1)
    held = OutgoingMail.state.in_([MailState.CLAIMED, MailState.HANDING_OVER])
    db.session.execute(update(OutgoingMail).where(held).values(claimed_until=past))
    db.session.commit()


def _kill_in_the_middle(nursery: Nursery, seed: int) -> bool:
    """Whether it was still at it: now and then one is done before it is killed."""
    chosen = random.Random(seed)
    after, wait = chosen.randrange(MAILS * 3 // 4), chosen.uniform(0, 0.005)
    before = len(nursery.letterbox.messages)
    sender = nursery.start()
    give_up = time.monotonic() + 20
    while len(nursery.letterbox.messages) < before + after and time.monotonic() < give_up:
        time.sleep(0.002)
    time.sleep(wait)
    with suppress(ProcessLookupError):
        os.kill(sender, signal.SIGKILL)
    return nursery.ended() == signal.SIGKILL


def _everything_is_accounted_for(nursery: Nursery, *, kills: int) -> None:
    received = Counter(message["Message-ID"] for message in nursery.letterbox.messages)
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


def _killed(app: Flask, nursery: Nursery, seeds: range) -> None:
    with app.app_context():
        killed = 0
        for seed in seeds:
            _queue(seed)
            killed += _kill_in_the_middle(nursery, seed)
            _time_passes()
            nursery.start()
            assert nursery.ended() == 0
        assert killed > len(seeds) / 2
        _everything_is_accounted_for(nursery, kills=killed)


def test_a_sender_killed_ten_times_loses_nothing_and_doubles_nothing(
    app: Flask, nursery: Nursery
) -> None:
    _killed(app, nursery, range(10))


@pytest.mark.slow
def test_a_sender_killed_a_hundred_times_loses_nothing_and_doubles_nothing(
    app: Flask, nursery: Nursery
) -> None:
    _killed(app, nursery, range(100, 200))
