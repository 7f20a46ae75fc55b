"""Working through the outbox: claim, hand over, note what became of it; each mark committed."""

import logging
import smtplib
import time
from collections.abc import Callable
from pathlib import Path

from flask import current_app
from sqlalchemy import select, update

from parentcomms.clock import now
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.outbox.mailer import CarefulConnection
from parentcomms.outbox.messages import message_for, message_id
from parentcomms.outbox.models import Lane, MailState, OutgoingMail
from parentcomms.outbox.queries import mail_is_only_kept
from parentcomms.outbox.rules import LEASE, Outcome, next_try, seconds_between

log = logging.getLogger(__name__)


def put_back_abandoned() -> None:
    """Expired claims go back to the queue; an abandoned hand-over is uncertain, and only listed."""
    db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.state == MailState.CLAIMED, OutgoingMail.claimed_until < now())
        .values(state=MailState.QUEUED, claimed_until=None)
    )
    db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.state == MailState.HANDING_OVER, OutgoingMail.claimed_until < now())
        .values(state=MailState.UNCERTAIN, problem="the service stopped during the hand-over")
    )
    db.session.commit()


def claim_next() -> OutgoingMail | None:
    """Claim the next mail of the first lane that is not empty, by one UPDATE with a lease."""
    waiting = (
        select(OutgoingMail.id)
        .where(OutgoingMail.state == MailState.QUEUED, OutgoingMail.next_try_at <= now())
        .order_by(OutgoingMail.lane, OutgoingMail.next_try_at, OutgoingMail.id)
        .limit(1)
    )
    if db.engine.dialect.name == "postgresql":
        waiting = waiting.with_for_update(skip_locked=True)
    claimed = db.session.scalar(
        update(OutgoingMail)
        .where(OutgoingMail.id == waiting.scalar_subquery())
        .values(state=MailState.CLAIMED, claimed_until=now() + LEASE)
        .returning(OutgoingMail.id)
    )
    db.session.commit()
    return db.session.get(OutgoingMail, claimed) if claimed else None


def send_waiting(pause: Callable[[float], None] = time.sleep) -> int:
    """Send everything that is due; returns how many mails were taken by a server or kept."""
    put_back_abandoned()
    mail = claim_next()
    if mail is None:
        return 0
    if mail_is_only_kept():
        return _keep_all(mail)
    try:
        with CarefulConnection() as connection:
            return _send_all(mail, connection, pause)
    except (smtplib.SMTPException, OSError) as problem:
        log.warning("mail server not reached: %s", type(problem).__name__)
        _later_if_claimed(mail)
        return 0


def _send_all(
    mail: OutgoingMail | None, connection: CarefulConnection, pause: Callable[[float], None]
) -> int:
    settings: Settings = current_app.config["SETTINGS"]
    sent = 0
    while mail is not None:
        if _stopped(mail):
            mail = claim_next()
            continue
        outcome, reply = _hand_over(mail, connection)
        _note(mail, outcome, reply)
        sent += outcome is Outcome.SENT
        if mail.lane != Lane.PERSON_IS_WAITING:
            pause(seconds_between(settings.mail.per_minute))
        mail = claim_next()
    return sent


def _stopped(mail: OutgoingMail) -> bool:
    """Whether it must not go any more; those who queued it know (an adult held since, say)."""
    if current_app.extensions["mail_still_wanted"](mail):
        return False
    mail.state, mail.claimed_until = MailState.CANCELLED, None
    mail.problem = "something had changed before it left"
    db.session.commit()
    return True


def _hand_over(mail: OutgoingMail, connection: CarefulConnection) -> tuple[Outcome, str]:
    try:
        message = message_for(mail)
    except ValueError as problem:  # an address or a text that cannot be made into a message
        log.warning("mail %s cannot be made: %s", mail.reference, type(problem).__name__)
        return Outcome.REFUSED, "the message could not be made"
    return connection.hand_over(message, lambda: _mark_handing_over(mail))


def _mark_handing_over(mail: OutgoingMail) -> None:
    settings: Settings = current_app.config["SETTINGS"]
    mail.state = MailState.HANDING_OVER
    mail.claimed_until = now() + LEASE
    mail.message_id = message_id(mail, settings.mail.sender)
    db.session.commit()


def _note(mail: OutgoingMail, outcome: Outcome, reply: str) -> None:
    mail.attempts += 1
    mail.claimed_until = None
    mail.problem = None if outcome is Outcome.SENT else reply
    if outcome is Outcome.SENT:
        mail.state, mail.sent_at = MailState.SENT, now()
    elif outcome is Outcome.UNCERTAIN:
        mail.state = MailState.UNCERTAIN
    else:
        _later_or_failed(mail, outcome)
    db.session.commit()


def _later_or_failed(mail: OutgoingMail, outcome: Outcome) -> None:
    moment = next_try(mail.attempts, mail.made_at, now())
    if outcome is Outcome.TRY_LATER and moment is not None:
        mail.state, mail.next_try_at = MailState.QUEUED, moment
    else:
        mail.state = MailState.FAILED


def _later_if_claimed(mail: OutgoingMail) -> None:
    """The server went away: whatever was still only claimed waits for its next try."""
    db.session.rollback()
    for claimed in db.session.scalars(select(OutgoingMail).filter_by(state=MailState.CLAIMED)):
        if claimed.claimed_until is not None and claimed.claimed_until >= now():
            _note(claimed, Outcome.TRY_LATER, "the mail server was not reached")


def _keep_all(mail: OutgoingMail | None) -> int:
    """With no server the mail is kept in the instance folder, one .eml file each."""
    settings: Settings = current_app.config["SETTINGS"]
    folder = Path(settings.instance, "mail")
    folder.mkdir(exist_ok=True, mode=0o700)
    kept = 0
    while mail is not None:
        if _stopped(mail):
            mail = claim_next()
            continue
        (folder / f"{mail.reference}.eml").write_bytes(message_for(mail).as_bytes())
        mail.state, mail.sent_at, mail.claimed_until = MailState.KEPT, now(), None
        db.session.commit()
        kept += 1
        mail = claim_next()
    return kept
