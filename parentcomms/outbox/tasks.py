"""The queue's entry points: a nudge after each commit, and a sweep each minute as the net.

The worker keeps its connections to the mail server between passes. One pass at a time in each
process; several processes are kept apart by the marks in the database.
"""

import threading

from flask import current_app
from huey import crontab
from sqlalchemy import event
from sqlalchemy.orm import Session

from parentcomms.config import Settings
from parentcomms.jobs import app_context, huey
from parentcomms.outbox.claims import more_may_leave_soon
from parentcomms.outbox.couriers import Couriers
from parentcomms.outbox.sending import send_waiting

A_PASS = 10  # seconds: a worker that is asked to stop has a minute
_sending = threading.Lock()
_wanted = threading.Event()
_couriers: list[Couriers] = []


@huey.task()
def send() -> None:
    """Send what waits; when this process is at it already, it looks once more by itself."""
    _wanted.set()
    while _wanted.is_set() and _sending.acquire(blocking=False):
        try:
            _wanted.clear()
            with app_context():
                send_waiting(_kept_couriers(), patience=A_PASS / 2, at_most=A_PASS)
                more = more_may_leave_soon()
        finally:
            _sending.release()
        if more:
            send()  # a fresh job, so that a stop is heard in between


def _kept_couriers() -> Couriers:
    """Their threads hold the connections; new ones only when the settings are others."""
    settings: Settings = current_app.config["SETTINGS"]
    if not _couriers or _couriers[0].settings != settings.mail:
        for each in _couriers:
            each.close()
        _couriers[:] = [Couriers(settings.mail)]
    return _couriers[0]


@huey.periodic_task(crontab(minute="*"))
def sweep() -> None:
    """Find what a lost nudge left behind."""
    send.call_local()


@event.listens_for(Session, "after_commit")
def _nudge(session: Session) -> None:
    """A commit with mail in it wakes the worker; the outbox's own marks carry none."""
    if session.info.pop("mail_waits", False):
        send()


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("mail_waits", None)
