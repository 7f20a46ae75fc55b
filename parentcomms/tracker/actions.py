"""Sending a code, letting the sender in, and what they do on their page."""

import secrets
from collections.abc import Sequence

from parentcomms import links
from parentcomms.audit.actions import note
from parentcomms.clock import now
from parentcomms.concerns import actions as concerns
from parentcomms.concerns.files import Kept
from parentcomms.concerns.models import Concern, ConcernMessage
from parentcomms.concerns.queries import messages_of
from parentcomms.database import db
from parentcomms.tracker import emails, queries
from parentcomms.tracker.models import TrackerCode, TrackerVisit
from parentcomms.tracker.rules import CODE_LASTS, VISIT_LASTS


def send_code(concern: Concern) -> bool:
    """A code to the address that was given with the concern, and to no other. False without one."""
    if not concern.sender_email:
        return False
    moment = now()
    code = TrackerCode(concern_id=concern.id, made_at=moment, expires_at=moment + CODE_LASTS)
    db.session.add(code)
    db.session.flush()
    emails.code(concern, code)
    return True


def let_in(concern: Concern | None, secret: str) -> str | None:
    """A token for the browser when the secret fits, else None. A code counts once."""
    if concern is None:
        return None
    code = queries.code_that_fits(concern, secret)
    if code is None and not queries.passphrase_fits(concern, secret):
        return None
    moment = now()
    if code is not None:
        code.used_at = moment
    token = secrets.token_urlsafe(32)
    db.session.add(
        TrackerVisit(
            token_hash=links.digest(token),
            concern_id=concern.id,
            made_at=moment,
            expires_at=moment + VISIT_LASTS,
        )
    )
    note("concern-opened-by-sender", "concern", row_id=concern.id, actor="public")
    return token


def leave(visit: TrackerVisit) -> None:
    visit.ended_at = now()


def write(
    concern: Concern, words: str, *, files: Sequence[Kept], written_by: str
) -> ConcernMessage:
    """The sender writes; whatever the school wrote before has then been read."""
    have_read(concern)
    return concerns.add_message(
        concern, words, from_sender=True, written_by=written_by, files=files
    )


def have_read(concern: Concern) -> None:
    """The sender pressed a button; showing the page marks nothing."""
    concerns.seen(each for each in messages_of(concern) if not each.from_sender)
