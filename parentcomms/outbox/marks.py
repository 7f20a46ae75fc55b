"""The last two marks: handing over, committed before the message, and what became of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.outbox.couriers import Letter, Report
from parentcomms.outbox.mailer import Answer
from parentcomms.outbox.models import MailInHand, MailState, OutgoingMail
from parentcomms.outbox.rules import LEASE, Outcome, next_try

# Uncertain as well: a lease may have run out, or the clock been set, while we were at it.
OURS = (MailState.CLAIMED, MailState.HANDING_OVER, MailState.UNCERTAIN)


_TABLE: Any = OutgoingMail.__table__
_STILL_OURS = (
    select(_TABLE.c.id)
    .where(
        _TABLE.c.id.in_(bindparam("mails", expanding=True)),
        _TABLE.c.claimed_by == bindparam("by"),
        _TABLE.c.state == MailState.CLAIMED,
    )
    .with_for_update()
)
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
        or_(*(_TABLE.c.state == each for each in OURS)),
    )
    .values(
        state=bindparam("said"),
        next_try_at=func.coalesce(bindparam("again"), _TABLE.c.next_try_at),
        problem=bindparam("reply"),
        claimed_by=None,
        claimed_until=None,
    )
)


_MINE = (
    _TABLE.c.id.in_(bindparam("mails", expanding=True)),
    _TABLE.c.claimed_by == bindparam("by"),
    or_(*(_TABLE.c.state == each for each in OURS)),
)
_SENT = (
    update(_TABLE)
    .where(*_MINE)
    .values(
        state=MailState.SENT, sent_at=bindparam("sent"), problem=None,
        claimed_by=None, claimed_until=None,
    )
)  # fmt: skip
_PUT_BACK = (
    update(_TABLE)
    .where(*_MINE)
    .values(
        state=MailState.QUEUED, claimed_by=None, claimed_until=None, tried_at=None,
        attempts=_TABLE.c.attempts - 1,
    )
)  # fmt: skip


def mark_handing_over(letters: Sequence[Letter], *, by: str) -> set[int]:
    """Mark these; gives the ids of those that were still ours to hand over.

    The rows are locked between the look and the mark: a pause, a stop or another worker comes
    before or after, never in between.
    """
    if not letters:
        return set()
    connection = db.session.connection()
    asked = {"mails": [letter.mail_id for letter in letters], "by": by}
    still_ours = set(connection.scalars(_STILL_OURS, asked))
    until = now() + LEASE
    rows = [
        {"mail": each.mail_id, "print": each.fingerprint, "frame": each.frame_id, "until": until}
        for each in letters
        if each.mail_id in still_ours
    ]
    if rows:
        connection.execute(_HANDING_OVER, rows)
    return still_ours


def note_outcomes(reports: Sequence[Report]) -> None:
    """Write down what became of each; one that was taken from us in between stays as it is."""
    here = now()
    connection = db.session.connection()
    alike: dict[tuple[Outcome, str], list[int]] = defaultdict(list)
    others = []
    for report in reports:
        letter = report.letter
        if letter is None:
            continue
        if report.outcome in (Outcome.SENT, Outcome.NOT_WANTED):
            alike[report.outcome, letter.by].append(letter.mail_id)
        else:
            others.append(_row(letter, report.answer, here))
    for (outcome, by), mails in alike.items():
        if outcome is Outcome.SENT:
            connection.execute(_SENT, {"mails": mails, "by": by, "sent": here})
        else:
            connection.execute(_PUT_BACK, {"mails": mails, "by": by})
    if others:
        connection.execute(_OUTCOME, others)


def put_back(mails: Sequence[MailInHand]) -> None:
    """Claimed, and nobody had begun with them: they wait again as before."""
    for by in {mail.claimed_by for mail in mails}:
        ids = [mail.id for mail in mails if mail.claimed_by == by]
        db.session.connection().execute(_PUT_BACK, {"mails": ids, "by": by})


def _row(letter: Letter, answer: Answer, here: datetime) -> dict[str, Any]:
    said, again = _said(answer.outcome, letter, here)
    return {
        "mail": letter.mail_id,
        "by": letter.by,
        "said": said,
        "again": again,
        "reply": answer.reply,
    }


def _said(outcome: Outcome, letter: Letter, here: datetime) -> tuple[MailState, datetime | None]:
    if outcome is Outcome.UNCERTAIN:
        return MailState.UNCERTAIN, None
    again = next_try(letter.attempts, letter.made_at, here)
    if outcome is Outcome.TRY_LATER and again is not None:
        return MailState.QUEUED, again
    return MailState.FAILED, None
