"""Two workers with one PostgreSQL, sending the same campaign: each letter once."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import psycopg
import pytest
from flask import Flask
from sqlalchemy import select, text

from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.outbox.actions import MailText, Recipient, queue_mail
from parentcomms.outbox.claims import claim
from parentcomms.outbox.couriers import Letter
from parentcomms.outbox.marks import mark_handing_over
from parentcomms.outbox.models import MailState, Order, OutgoingMail
from parentcomms.outbox.orders import give_order
from parentcomms.outbox.preparing import Frames, framed, letters_of
from parentcomms.outbox.rules import Pace
from parentcomms.school.actions import decide
from tests.outbox.senders import (
    Ended,
    everything_is_accounted_for,
    open_nursery,
    queue_campaign,
    time_passes,
)

MAILS = 120  # more than the two can claim in their first goes
FREE = Pace(0)


@pytest.fixture(autouse=True)
def _on_postgresql(settings: Settings) -> None:
    if not settings.database_url:
        pytest.skip("rows are locked one by one on PostgreSQL only: see --database postgresql")


def test_two_workers_send_each_letter_of_a_campaign_once_though_one_is_killed(
    app: Flask, settings: Settings
) -> None:
    with open_nursery(app, settings) as nursery, app.app_context():
        both_at_it = False
        while not both_at_it:  # a machine with much to do may let one finish alone
            queue_campaign(f"together {len(nursery.letterbox.messages)}", MAILS)
            nursery.start(senders=2)
            both = nursery.ended()
            assert [each.status for each in both] == [0, 0]
            assert sum(each.sent for each in both) == MAILS
            both_at_it = all(each.sent for each in both)
        everything_is_accounted_for(nursery.letterbox, kills=0)

        queue_campaign("one of two is killed", MAILS)
        first, _second = nursery.start(senders=2)
        while len(nursery.letterbox.messages) < 1 + MAILS + MAILS // 4:
            time.sleep(0.002)
        os.kill(first, signal.SIGKILL)
        killed, other = nursery.ended()
        assert killed == Ended(signal.SIGKILL, 0)
        assert other.status == 0
        assert other.sent > 0
        time_passes()
        nursery.start()
        assert [each.status for each in nursery.ended()] == [0]
        everything_is_accounted_for(nursery.letterbox, kills=1)


def _claimed() -> list[Letter]:
    """A campaign claimed, looked at and made ready, as a worker has it before the mark."""
    decide(name="Elm Park", email="office@school.example.org")
    queue_campaign("autumn", 5)
    frames: Frames = {}
    mails = framed(claim("w", at_most=10, pace=FREE), frames, by="w")
    letters = letters_of(mails, frames, by="w")
    db.session.commit()
    return letters


def _somebody_waits_for_a_lock() -> bool:
    """Until one does, or gives up waiting: another connection asks the server."""
    address = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    give_up = time.monotonic() + 10
    with psycopg.connect(address, autocommit=True) as other:
        while time.monotonic() < give_up:
            row = other.execute(f"{asked} AND datname = current_database()").fetchone()
            if row and row[0]:
                return True
            time.sleep(0.01)
    return False


def test_no_more_are_claimed_than_the_limit_however_the_server_plans_it(app: Flask) -> None:
    with app.app_context():
        decide(name="Elm Park", email="office@school.example.org")
        queue_campaign("autumn", 9)
        for way in ("hashjoin", "mergejoin", "hashagg", "material", "sort"):
            db.session.execute(text(f"SET LOCAL enable_{way} = off"))
        assert len(claim("w", at_most=3, pace=FREE)) == 3


@pytest.fixture
def elsewhere() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as threads:
        yield threads


def test_a_pause_between_the_look_and_the_mark_holds_every_letter_back(
    app: Flask, elsewhere: ThreadPoolExecutor
) -> None:
    def mark() -> set[int]:
        with app.app_context():
            may_go = mark_handing_over(letters, by="w")
            db.session.commit()
            return may_go

    with app.app_context():
        letters = _claimed()
        give_order(Order.PAUSE, campaign="autumn", by="staff:1")
        db.session.flush()
        marking: Future[set[int]] = elsewhere.submit(mark)
        assert _somebody_waits_for_a_lock()
        db.session.commit()
        assert marking.result(timeout=10) == set()
        assert _states() == {MailState.QUEUED}


def test_a_pause_between_the_mark_and_its_commit_finds_the_letters_gone(
    app: Flask, elsewhere: ThreadPoolExecutor
) -> None:
    def pause() -> None:
        with app.app_context():
            give_order(Order.PAUSE, campaign="autumn", by="staff:1")
            db.session.commit()

    with app.app_context():
        letters = _claimed()
        may_go = mark_handing_over(letters, by="w")
        pausing: Future[None] = elsewhere.submit(pause)
        assert _somebody_waits_for_a_lock()
        db.session.commit()
        pausing.result(timeout=10)
        assert may_go == {letter.mail_id for letter in letters}
        assert _states() == {MailState.HANDING_OVER}


def _states() -> set[MailState]:
    db.session.expire_all()
    return set(db.session.scalars(select(OutgoingMail.state)))


def test_one_fact_that_two_requests_mail_at_once_is_mailed_once(
    app: Flask, elsewhere: ThreadPoolExecutor
) -> None:
    def mailed(once_key: str | None = "answers:7") -> OutgoingMail:
        to = Recipient("Ana", "ana@example.org")
        return queue_mail(MailText("Hello", "Good news."), to, {}, once_key=once_key)

    def mailed_elsewhere() -> int:
        with app.app_context():
            other = mailed()
            db.session.commit()
            return other.id

    with app.app_context():
        mailed(once_key=None)  # so that the words are there, and the two meet at the fact itself
        db.session.commit()
        first = mailed().id
        second: Future[int] = elsewhere.submit(mailed_elsewhere)
        assert _somebody_waits_for_a_lock()
        db.session.commit()
        assert second.result(timeout=10) == first
