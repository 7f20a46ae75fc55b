"""With no mail server, and in the demo, mail is kept in the instance folder: one file each."""

import logging
import secrets
from collections.abc import Sequence
from pathlib import Path

from flask import current_app

from parentcomms.clock import now
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.outbox import claims
from parentcomms.outbox.frames import frame_for
from parentcomms.outbox.headers import CannotBeMade
from parentcomms.outbox.messages import bytes_of, fingerprint
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.outbox.preparing import still_wanted
from parentcomms.outbox.rules import Pace

log = logging.getLogger(__name__)
A_GO = 100
UNHURRIED = Pace(0)
READ_KEPT_MAIL = ".venv/bin/flask mail"  # what pages tell the office to have typed


def keep_all() -> int:
    """Write every mail that waits to its file; gives their number."""
    settings: Settings = current_app.config["SETTINGS"]
    folder = Path(settings.instance, "mail")
    folder.mkdir(exist_ok=True, mode=0o700)
    by, kept = secrets.token_hex(4), 0
    while mails := claims.claim(by, at_most=A_GO, pace=UNHURRIED):
        wanted = still_wanted(mails, by=by)
        kept += _keep(claims.with_contents([mail.id for mail in wanted]), folder)
        db.session.commit()
    return kept


def _keep(mails: Sequence[OutgoingMail], folder: Path) -> int:
    kept = 0
    for mail in mails:
        mail.claimed_by = mail.claimed_until = None
        frame = frame_for(mail.content)
        try:
            message = bytes_of(mail, frame)
        except (CannotBeMade, ValueError) as problem:
            log.warning("mail %s cannot be made: %s", mail.reference, type(problem).__name__)
            mail.state, mail.problem = MailState.FAILED, "the message could not be made"
            continue
        (folder / f"{mail.reference}.eml").write_bytes(message)
        mail.state, mail.sent_at = MailState.KEPT, now()
        mail.frame, mail.fingerprint = frame, fingerprint(message)
        kept += 1
    return kept
