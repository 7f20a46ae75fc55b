"""Who may look at which concern from the outside, and what they are shown."""

import hmac
from collections.abc import Sequence

from sqlalchemy import select

from parentcomms import links
from parentcomms.clock import now
from parentcomms.concerns.models import Attachment, Concern
from parentcomms.concerns.queries import concern_by_reference
from parentcomms.database import db
from parentcomms.links import Purpose, code_for, tidy_code
from parentcomms.tracker.models import TrackerCode, TrackerVisit
from parentcomms.tracker.rules import is_open


def tidy_reference(typed: str) -> str:
    """A reference as it was read out: any case, with spaces or dashes."""
    return "".join(sign for sign in typed.lower() if sign.isalnum())


def concern_called(typed: str) -> Concern | None:
    return concern_by_reference(tidy_reference(typed))


def code_that_fits(concern: Concern, secret: str) -> TrackerCode | None:
    """The code sent for this concern that was typed, while it counts."""
    typed, fits = tidy_code(secret).encode(), None
    for each in open_codes(concern):
        if hmac.compare_digest(code_for(Purpose.CONCERN_CODE, each.reference).encode(), typed):
            fits = each
    return fits


def open_codes(concern: Concern) -> Sequence[TrackerCode]:
    sent = select(TrackerCode).where(TrackerCode.concern_id == concern.id)
    moment = now()
    return [
        each
        for each in db.session.scalars(sent)
        if is_open(expires_at=each.expires_at, ended_at=each.used_at, now=moment)
    ]


def passphrase_fits(concern: Concern, secret: str) -> bool:
    """Whether it is the secret code of the receipt, where no address was left."""
    if concern.passphrase_hash is None:
        return False
    typed = links.digest(links.show_code(tidy_code(secret)))
    return hmac.compare_digest(concern.passphrase_hash, typed)


def visit(token: str | None) -> TrackerVisit | None:
    """The visit this browser is on, while it lasts."""
    if not token:
        return None
    found = db.session.scalar(select(TrackerVisit).filter_by(token_hash=links.digest(token)))
    if found is None or not is_open(
        expires_at=found.expires_at, ended_at=found.ended_at, now=now()
    ):
        return None
    return found


def concern_of(found: TrackerVisit) -> Concern:
    return db.session.get_one(Concern, found.concern_id)


def concern_of_person(person_id: int, reference: str) -> Concern | None:
    """One that this adult raised from their own page; another's does not exist for them."""
    found = concern_by_reference(reference)
    return found if found is not None and found.person_id == person_id else None


def attachment_of(concern: Concern, reference: str) -> Attachment | None:
    """A file of this conversation, whichever side sent it."""
    return db.session.scalar(
        select(Attachment).filter_by(reference=reference, concern_id=concern.id)
    )
