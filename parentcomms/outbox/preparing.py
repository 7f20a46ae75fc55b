"""From mails that are claimed to letters ready to leave, after a last look at each."""

import logging
from collections.abc import Collection, Sequence

from flask import current_app

from parentcomms.database import db
from parentcomms.outbox import claims
from parentcomms.outbox.couriers import Letter
from parentcomms.outbox.frames import frame_for
from parentcomms.outbox.headers import CannotBeMade
from parentcomms.outbox.messages import address_for_envelope, bytes_of, fingerprint
from parentcomms.outbox.models import MailFrame, MailState, OutgoingMail

log = logging.getLogger(__name__)


def still_wanted(mails: Sequence[OutgoingMail], *, by: str) -> list[OutgoingMail]:
    """Those that may still leave; the others are cancelled."""
    wanted: Collection[int] = current_app.extensions["mail_still_wanted"](mails)
    claims.cancel([mail for mail in mails if mail.id not in wanted], by=by)
    return [mail for mail in mails if mail.id in wanted]


def letters_of(mails: Sequence[OutgoingMail]) -> list[Letter]:
    """The letters of these mails; one that cannot be made is refused."""
    frames: dict[int, MailFrame] = {}
    letters = []
    for mail in mails:
        try:
            if mail.content_id not in frames:
                frames[mail.content_id] = frame_for(mail.content)
            letters.append(_letter(mail, frames[mail.content_id]))
        except (CannotBeMade, ValueError) as problem:
            log.warning("mail %s cannot be made: %s", mail.reference, type(problem).__name__)
            mail.state, mail.problem = MailState.FAILED, "the message could not be made"
            mail.claimed_by = mail.claimed_until = None
    db.session.flush()
    return letters


def _letter(mail: OutgoingMail, frame: MailFrame) -> Letter:
    message = bytes_of(mail, frame)
    return Letter(
        mail_id=mail.id,
        lane=mail.lane,
        sender=frame.sender,
        address=address_for_envelope(mail),
        message=message,
        fingerprint=fingerprint(message),
        frame_id=frame.id,
        by=mail.claimed_by or "",
        attempts=mail.attempts,
        made_at=mail.made_at,
    )
