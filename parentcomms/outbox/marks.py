"""The last two marks: handing over, committed before the message, and what became of it."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Update, bindparam, func, or_, text, update

from parentcomms.clock import now
from parentcomms.database import UtcDateTime, db
from parentcomms.outbox.couriers import Letter, Report
from parentcomms.outbox.mailer import Answer
from parentcomms.outbox.models import MailInHand, MailState, OutgoingMail
from parentcomms.outbox.rules import LEASE, Outcome, next_try

# Uncertain as well: a lease may have run out, or the clock been set, while we were at it.
OURS = (MailState.CLAIMED, MailState.HANDING_OVER, MailState.UNCERTAIN)


_TABLE: Any = OutgoingMail.__table__
# A group in one statement, with the number, the fingerprint and the frame of each.
_MARK = """
    UPDATE outgoing_mail SET
        state = 'handing_over', claimed_until = :until,
        fingerprint = {0}, frame_id = CAST({1} AS INTEGER)
    FROM {2} WHERE outgoing_mail.id = CAST({3} AS INTEGER)
        AND outgoing_mail.claimed_by = :by AND outgoing_mail.state = 'claimed'
    RETURNING outgoing_mail.id
"""
_HANDING_OVER = {
    dialect: text(_MARK.format(*parts)).bindparams(bindparam("until", type_=UtcDateTime()))
    for dialect, parts in {
        "sqlite": (
            "json_extract(each.value, '$[1]')",
            "json_extract(each.value, '$[2]')",
            "json_each(:marked) AS each",
            "json_extract(each.value, '$[0]')",
        ),
        "postgresql": (
            "each.value->>1",
            "each.value->>2",
            "json_array_elements(CAST(:marked AS json)) AS each(value)",
            "each.value->>0",
        ),
    }.items()
}
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


_LISTED = {
    "sqlite": "outgoing_mail.id IN (SELECT value FROM json_each(:mails))",
    "postgresql": "outgoing_mail.id IN"
    " (SELECT CAST(value AS INTEGER) FROM json_array_elements_text(CAST(:mails AS json)))",
}
_OF_MINE = {
    dialect: update(_TABLE).where(
        text(listed),
        _TABLE.c.claimed_by == bindparam("by"),
        or_(*(_TABLE.c.state == each for each in OURS)),
    )
    for dialect, listed in _LISTED.items()
}
_SENT = {
    dialect: mine.values(
        state=MailState.SENT, sent_at=bindparam("here"), problem=None,
        claimed_by=None, claimed_until=None,
    )
    for dialect, mine in _OF_MINE.items()
}  # fmt: skip
_PUT_BACK = {
    dialect: mine.values(
        state=MailState.QUEUED, tried_at=None, attempts=_TABLE.c.attempts - 1,
        claimed_by=None, claimed_until=None,
    )
    for dialect, mine in _OF_MINE.items()
}  # fmt: skip


def mark_handing_over(letters: Sequence[Letter], *, by: str) -> set[int]:
    """Mark these; gives the ids of those that were still ours to hand over.

    Looked at and marked in one step: a pause, a stop or another worker comes before or after,
    never in between.
    """
    if not letters:
        return set()
    marked = [(each.mail_id, each.fingerprint, each.frame_id) for each in letters]
    asked = {"marked": json.dumps(marked), "by": by, "until": now() + LEASE}
    connection = db.session.connection()
    return set(connection.scalars(_HANDING_OVER[connection.dialect.name], asked))


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
            _note(_SENT, mails, by=by, here=here)
        else:
            _note(_PUT_BACK, mails, by=by)
    if others:
        connection.execute(_OUTCOME, others)


def put_back(mails: Sequence[MailInHand]) -> None:
    """Claimed, and nobody had begun with them: they wait again as before."""
    for by in {mail.claimed_by for mail in mails}:
        _note(_PUT_BACK, [mail.id for mail in mails if mail.claimed_by == by], by=by)


def _note(what: dict[str, Update], mails: Sequence[int], **others: Any) -> None:
    connection = db.session.connection()
    connection.execute(what[connection.dialect.name], {"mails": json.dumps(mails), **others})


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
