"""The queue's entry points: what a server refused at once, and what came back to the mailbox."""

import logging

from flask import current_app
from huey import crontab

from parentcomms.bounces.mailbox import CannotRead, Mailbox, Place, opened
from parentcomms.bounces.models import MailboxPlace
from parentcomms.bounces.queries import place_of
from parentcomms.bounces.reading import read
from parentcomms.bounces.rules import BounceRoute
from parentcomms.bounces.taking_in import ABOUT_OURS, Came, note, note_refusals, refused
from parentcomms.clock import now, today
from parentcomms.config import Settings
from parentcomms.database import db, reading
from parentcomms.jobs import app_context, huey

log = logging.getLogger(__name__)
GOES = 20  # of AT_ONCE messages each: a mailbox with years in it is read over several runs


@huey.periodic_task(crontab(minute="*"))
def note_what_was_refused() -> None:
    """Each minute, from the rows."""
    with app_context():
        with reading():
            any_there = bool(refused())
        db.session.rollback()  # from here on it writes
        if any_there and note_refusals():
            db.session.commit()


@huey.periodic_task(crontab(minute="*/5"))
def read_what_came_back() -> None:
    """Every five minutes, where a mailbox is set."""
    with app_context():
        read_mailbox()


def read_mailbox() -> int:
    """Look at what is new in the mailbox; gives how many mails were noted as not delivered.

    Commits after each go. What went wrong is kept for the office to see.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.bounces.server:
        return 0
    noted = 0
    try:
        with opened(settings.bounces) as mailbox:
            for _ in range(GOES):
                found = _one_go(mailbox, settings.bounces.name)
                if found is None:
                    break
                noted += found
    except CannotRead as problem:
        db.session.rollback()
        log.warning("reports of failed delivery: %s", problem)
        _keep_problem(settings.bounces.name, str(problem))
    return noted


def _one_go(mailbox: Mailbox, name: str) -> int | None:
    """One batch: read, write, commit, and only then mark as read. None when nothing is new."""
    with reading():
        row = place_of(name)
        place = Place(row.uid_validity, row.last_uid) if row else None
    db.session.rollback()  # nothing is held open while the server is asked
    numbers = mailbox.new_messages(place, today())
    messages = [(uid, read(raw)) for uid, raw in mailbox.reports_among(numbers)]
    came = {uid: note(found, BounceRoute.MAILBOX) for uid, found in messages}
    last = numbers[-1] if numbers else _last(place, mailbox)
    _keep_place(name, Place(mailbox.uid_validity, last))
    db.session.commit()
    mailbox.mark_read([uid for uid, each in came.items() if each in ABOUT_OURS])
    return sum(each is Came.NOTED for each in came.values()) if numbers else None


def _last(place: Place | None, mailbox: Mailbox) -> int:
    """Where we were; from the beginning when the server has numbered its messages afresh."""
    same = place is not None and place.uid_validity == mailbox.uid_validity
    return place.last_uid if place is not None and same else 0


def _keep_place(name: str, place: Place) -> None:
    row = _row(name)
    row.uid_validity, row.last_uid = place.uid_validity, place.last_uid
    row.read_at, row.problem = now(), None


def _keep_problem(name: str, problem: str) -> None:
    row = _row(name)
    row.problem = problem
    db.session.commit()


def _row(name: str) -> MailboxPlace:
    row = place_of(name)
    if row is None:
        row = MailboxPlace(mailbox=name, uid_validity=0, last_uid=0, read_at=now())
        db.session.add(row)
    return row
