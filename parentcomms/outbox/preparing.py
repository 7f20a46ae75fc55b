"""From mails that are claimed to letters ready to leave, after a last look at each."""

import logging
from collections.abc import Collection, Sequence

from flask import current_app

from parentcomms.database import db
from parentcomms.outbox import claims
from parentcomms.outbox.couriers import Letter
from parentcomms.outbox.frames import frame_for
from parentcomms.outbox.headers import CannotBeMade, checked
from parentcomms.outbox.messages import address_for_envelope, bytes_of, fingerprint
from parentcomms.outbox.models import MailFrame, MailInHand

log = logging.getLogger(__name__)
Frames = dict[int, MailFrame]  # by content


def still_wanted(mails: Sequence[MailInHand], *, by: str) -> list[MailInHand]:
    """Those that may still leave; the others are cancelled."""
    wanted: Collection[int] = current_app.extensions["mail_still_wanted"](mails)
    claims.cancel([mail for mail in mails if mail.id not in wanted], by=by)
    return [mail for mail in mails if mail.id in wanted]


def framed(mails: Sequence[MailInHand], frames: Frames, *, by: str) -> list[MailInHand]:
    """Those whose words have a frame to leave in; the frames are put with those found before."""
    for content in {mail.content.id: mail.content for mail in mails}.values():
        if content.id not in frames:
            try:
                frames[content.id] = frame = frame_for(content)
            except (CannotBeMade, ValueError) as problem:
                log.warning(
                    "mail content %s cannot be made: %s", content.id, type(problem).__name__
                )
                continue
            db.session.expunge(frame)  # it never changes: no commit shall forget it
    claims.refuse([mail for mail in mails if mail.content.id not in frames], by=by)
    return [mail for mail in mails if mail.content.id in frames]


def letters_of(mails: Sequence[MailInHand], frames: Frames, *, by: str) -> list[Letter]:
    """The letters of these mails; one that cannot be made is refused."""
    letters, refused = [], []
    for mail in mails:
        try:
            letters.append(_letter(mail, frames[mail.content.id]))
        except (CannotBeMade, ValueError) as problem:
            log.warning("mail %s cannot be made: %s", mail.reference, type(problem).__name__)
            refused.append(mail)
    claims.refuse(refused, by=by)
    return letters


def _letter(mail: MailInHand, frame: MailFrame) -> Letter:
    message = bytes_of(mail, frame)
    return Letter(
        mail_id=mail.id,
        lane=mail.lane,
        sender=checked(frame.sender),
        address=address_for_envelope(mail),
        message=message,
        fingerprint=fingerprint(message),
        frame_id=frame.id,
        by=mail.claimed_by,
        attempts=mail.attempts,
        made_at=mail.made_at,
    )
