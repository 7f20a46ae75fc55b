"""The last two marks: handing over, committed before the message, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.outbox.claims import mine
from parentcomms.outbox.couriers import Letter, Report
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.outbox.rules import LEASE, Outcome, next_try

SENT_ALREADY_SAID = (MailState.HANDING_OVER, MailState.UNCERTAIN)


def mark_handing_over(letters: Sequence[Letter], *, by: str) -> set[int]:
    """Mark these; gives the ids of those that were still ours to hand over."""
    if not letters:
        return set()
    table = OutgoingMail.__table__
    until = now() + LEASE
    ids = [letter.mail_id for letter in letters]
    still_ours = set(db.session.scalars(select(table.c.id).where(mine(by, ids, MailState.CLAIMED))))
    rows = [
        {"mail": each.mail_id, "print": each.fingerprint, "frame": each.frame_id, "until": until}
        for each in letters
        if each.mail_id in still_ours
    ]
    if rows:
        db.session.connection().execute(_HANDING_OVER, rows)
    return still_ours


_TABLE: Any = OutgoingMail.__table__
_HANDING_OVER = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("mail"))
    .values(
        state=MailState.HANDING_OVER,
        claimed_until=bindparam("until"),
        fingerprint=bindparam("print"),
        frame_id=bindparam("frame"),
    )
)
_OUTCOME = (
    update(_TABLE)
    .where(
        _TABLE.c.id == bindparam("mail"),
        _TABLE.c.claimed_by == bindparam("by"),
        or_(*(_TABLE.c.state == each for each in (MailState.CLAIMED, *SENT_ALREADY_SAID))),
    )
    .values(
        state=bindparam("said"),
        sent_at=bindparam("sent"),
        next_try_at=func.coalesce(bindparam("again"), _TABLE.c.next_try_at),
        problem=bindparam("reply"),
        claimed_by=None,
        claimed_until=None,
    )
)


def note_outcomes(reports: Sequence[Report]) -> None:
    """Write down what became of each; one that was taken from us in between stays as it is."""
    here = now()
    rows = [_row(each, here) for each in reports]
    kept = [row for row in rows if row]
    if kept:
        db.session.connection().execute(_OUTCOME, kept)


def _row(report: Report, here: datetime) -> dict[str, Any]:
    letter, answer = report.letter, report.answer
    if answer is None or answer.outcome in (Outcome.NOT_WANTED, Outcome.NOT_REACHED):
        return {}
    said, again = _said(answer.outcome, letter, here)
    return {
        "mail": letter.mail_id,
        "by": letter.by,
        "said": said,
        "sent": here if said is MailState.SENT else None,
        "again": again,
        "reply": None if said is MailState.SENT else answer.reply,
    }


def _said(outcome: Outcome, letter: Letter, here: datetime) -> tuple[MailState, datetime | None]:
    if outcome is Outcome.SENT:
        return MailState.SENT, None
    if outcome is Outcome.UNCERTAIN:
        return MailState.UNCERTAIN, None
    again = next_try(letter.attempts, letter.made_at, here)
    if outcome is Outcome.TRY_LATER and again is not None:
        return MailState.QUEUED, again
    return MailState.FAILED, None
