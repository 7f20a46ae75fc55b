"""Matching what came back with what we sent: by our Message-ID, never by an address alone."""

from datetime import timedelta
from enum import StrEnum

from flask import current_app
from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from parentcomms.bounces.actions import note_bounce
from parentcomms.bounces.models import Bounce
from parentcomms.bounces.queries import attempts_since
from parentcomms.bounces.reading import MessageKind, Read, Report
from parentcomms.bounces.rules import (
    BounceKind,
    BounceRoute,
    Verdict,
    is_our_trouble,
    judge,
    kind_of,
    status_in,
)
from parentcomms.clock import now
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.outbox.headers import CannotBeMade
from parentcomms.outbox.messages import address_for_envelope, message_id
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.outbox.queries import mail_by_reference

REFUSED_WITHIN = timedelta(days=7)


class Came(StrEnum):
    """What came of one e-mail that was looked at."""

    NOTED = "noted"
    KNOWN = "known"  # the same report once more
    NO_FAILURE = "no_failure"  # it is late, or arrived
    NOT_OURS = "not_ours"
    AUTO_REPLY = "auto_reply"
    NO_REPORT = "no_report"
    BROKEN = "broken"


_NOT_REPORTS = {
    MessageKind.AUTO_REPLY: Came.AUTO_REPLY,
    MessageKind.OTHER: Came.NO_REPORT,
    MessageKind.BROKEN: Came.BROKEN,
}
ABOUT_OURS = frozenset({Came.NOTED, Came.KNOWN, Came.NO_FAILURE})
_BEST_FIRST = (Came.NOTED, Came.KNOWN, Came.NO_FAILURE, Came.NOT_OURS)


def mailbox_name() -> str:
    """The mailbox that reports are read from; empty where none is set."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.bounces.name


def note(found: Read, route: BounceRoute) -> Came:
    """Note what one e-mail, read before, says of our mails; several reports may lie in one."""
    if found.kind in _NOT_REPORTS:
        return _NOT_REPORTS[found.kind]
    said = {_note(each, route) for each in found.reports}
    return next(each for each in _BEST_FIRST if each in said)


def _note(report: Report, route: BounceRoute) -> Came:
    mail = _our_mail(report)
    if mail is None:
        return Came.NOT_OURS
    verdict = judge(report.recipients, written_to=address_for_envelope(mail))
    if verdict is None:
        return Came.NO_FAILURE
    return Came.NOTED if note_bounce(mail, verdict, route) is not None else Came.KNOWN


def _our_mail(report: Report) -> OutgoingMail | None:
    """The mail whose whole Message-ID came back; one that never left cannot have."""
    for said in report.message_ids:
        mail = mail_by_reference(said[1:-1].partition("@")[0])
        frame = mail.frame if mail is not None else None
        if mail and frame and message_id(mail, frame.sender).lower() == said.lower():
            return mail
    return None


def note_refusals() -> int:
    """Note what a mail server refused while we handed it over; gives how many.

    When it suddenly refuses most of what we send, the trouble is ours: then no address is given
    up, and everybody is due again once it is mended.
    """
    found = refused()
    if not found:
        return 0
    ours = _is_our_trouble()
    for mail in found:
        verdict = _verdict(mail)
        if ours and verdict.kind is BounceKind.DEAD:
            verdict = Verdict(BounceKind.BLOCKED, verdict.status)
        note_bounce(mail, verdict, BounceRoute.AT_ONCE)
    return len(found)


def _is_our_trouble() -> bool:
    """Whether most of what was tried in the last hour was refused as no mailbox."""
    since = now() - timedelta(hours=1)
    failed = select(OutgoingMail).where(
        OutgoingMail.state == MailState.FAILED, OutgoingMail.tried_at > since
    )
    dead = [each for each in db.session.scalars(failed) if _verdict(each).kind is BounceKind.DEAD]
    return is_our_trouble(len(dead), attempts_since(since))


def refused() -> list[OutgoingMail]:
    """What a server did not take, or nobody would, and that has not been noted yet."""
    noted = exists().where(Bounce.mail_id == OutgoingMail.id)
    query = (
        select(OutgoingMail)
        .where(OutgoingMail.state == MailState.FAILED, ~noted)
        .where(OutgoingMail.tried_at > now() - REFUSED_WITHIN)
        .options(joinedload(OutgoingMail.content))
        .order_by(OutgoingMail.id)
        .limit(500)
    )
    return list(db.session.scalars(query))


def _verdict(mail: OutgoingMail) -> Verdict:
    """What a refusal says. An address that no server can take is none; silence says nothing."""
    try:
        address_for_envelope(mail)
    except CannotBeMade:
        return Verdict(BounceKind.DEAD, "5.1.3")
    status = status_in(mail.problem or "")
    return Verdict(kind_of(status) if status else BounceKind.BLOCKED, status)
