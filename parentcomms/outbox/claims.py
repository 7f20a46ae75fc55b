"""The marks of sending, each conditional on the one before: claimed, handing over, sent.

Whoever lost a mail in between (stopped by the office, put back after a lease ran out, the clock
set) finds no row to mark and does not hand it over. That alone keeps two workers apart.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, text, update
from sqlalchemy.orm import selectinload

from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.outbox.models import (
    WAITING,
    Lane,
    MailContent,
    MailInHand,
    MailState,
    NoteKind,
    OutgoingMail,
)
from parentcomms.outbox.orders import paused_contents
from parentcomms.outbox.queries import current_pace, mail_is_only_kept, newest_note
from parentcomms.outbox.rules import (
    LEASE,
    MINUTE,
    Pace,
    Tried,
    may_leave_now,
)

CLAIM_LOCK = 7014  # PostgreSQL advisory lock: one worker counts and claims at a time
DAY = timedelta(days=1)
IN_ORDER = (OutgoingMail.lane, OutgoingMail.next_try_at, OutgoingMail.id)
_TABLE: Any = OutgoingMail.__table__
IN_HAND = [
    _TABLE.c[name]
    for name in (
        "id", "reference", "content_id", "once_key", "values", "to_name", "to_address", "lane",
        "made_at", "next_try_at", "attempts",
    )
]  # fmt: skip


def put_back_abandoned() -> None:
    """Expired claims go back to the queue; an abandoned hand-over is uncertain, and only listed.

    A lease that ends later than one made now would means that the clock has gone back.
    """
    here = now()
    over = or_(OutgoingMail.claimed_until < here, OutgoingMail.claimed_until > here + LEASE)
    db.session.execute(
        update(OutgoingMail)
        .where(WAITING, OutgoingMail.state == MailState.CLAIMED, over)
        .values(
            state=MailState.QUEUED, claimed_until=None, claimed_by=None, tried_at=None,
            attempts=OutgoingMail.attempts - 1,
        )
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    db.session.execute(
        update(OutgoingMail)
        .where(WAITING, OutgoingMail.state == MailState.HANDING_OVER, over)
        .values(state=MailState.UNCERTAIN, problem="the service stopped during the hand-over")
        .execution_options(synchronize_session=False)
    )
    db.session.commit()


def claim(by: str, *, at_most: int, pace: Pace | None) -> list[MailInHand]:
    """Claim what may leave now: all that people wait for, and of the rest what the pace allows.

    Counting and claiming are one transaction that no other worker can share.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": CLAIM_LOCK})
    paused = paused_contents()
    found: list[MailInHand] = []
    if paused is not None:
        found = _claimed(by, at_most, OutgoingMail.lane == Lane.PERSON_IS_WAITING, *paused)
        room = at_most - len(found)
        if pace is not None and room > 0:
            allowed = min(room, may_leave_now(pace, tried(pace)))
            found += _claimed(by, allowed, OutgoingMail.lane > Lane.PERSON_IS_WAITING, *paused)
    db.session.commit()
    return found


def somebody_waits() -> bool:
    """Whether a mail of the first lane is there to be claimed."""
    waiting = select(OutgoingMail.id).where(due(), OutgoingMail.lane == Lane.PERSON_IS_WAITING)
    found = db.session.scalar(waiting.limit(1)) is not None
    db.session.rollback()
    return found


def with_contents(ids: Collection[int]) -> list[OutgoingMail]:
    """The rows of these, as they stand now, in the order they shall leave."""
    query = (
        select(OutgoingMail)
        .where(OutgoingMail.id.in_(ids))
        .options(selectinload(OutgoingMail.content))
        .execution_options(populate_existing=True)
        .order_by(*IN_ORDER)
    )
    return list(db.session.scalars(query))


def due() -> ColumnElement[bool]:
    """Waiting, and its time has come. One that was never put off is due whatever the clock says."""
    return and_(
        WAITING,
        OutgoingMail.state == MailState.QUEUED,
        or_(OutgoingMail.next_try_at <= now(), OutgoingMail.next_try_at == OutgoingMail.made_at),
    )


def _claimed(by: str, limit: int, *which: ColumnElement[bool]) -> list[MailInHand]:
    """Marked and read in one statement, in the order they shall leave."""
    if limit <= 0:
        return []
    waiting = select(OutgoingMail.id).where(due(), *which).order_by(*IN_ORDER).limit(limit)
    if db.engine.dialect.name == "postgresql":
        waiting = waiting.with_for_update(skip_locked=True)
    # apart (WITH): inside IN (…) PostgreSQL may ask again for each row, and each time locks others
    chosen = waiting.cte("chosen")
    here = now()
    marked = (
        update(_TABLE)
        .where(OutgoingMail.id.in_(select(chosen.c.id)))
        .values(
            state=MailState.CLAIMED, claimed_by=by, claimed_until=here + LEASE, tried_at=here,
            attempts=OutgoingMail.attempts + 1,
        )
        .returning(*IN_HAND)
    )  # fmt: skip
    rows = db.session.connection().execute(marked).all()
    contents = _contents({row.content_id for row in rows})
    whole = ([*row[:2], contents[row[2]], *row[3:], here, by] for row in rows)
    found = [MailInHand(*parts) for parts in whole]
    return sorted(found, key=lambda mail: (mail.lane, mail.next_try_at, mail.id))


def _contents(ids: Collection[int]) -> dict[int, MailContent]:
    """Their words, which never change: taken out of the session, so that no commit forgets them."""
    if not ids:
        return {}
    contents = db.session.scalars(select(MailContent).where(MailContent.id.in_(ids))).all()
    for content in contents:
        db.session.expunge(content)
    return {content.id: content for content in contents}


def tried(pace: Pace) -> Tried:
    """Attempts begun lately, by any worker; a clock that went back makes nobody wait for it."""
    here = now()
    since_day = OutgoingMail.tried_at > here - (DAY if pace.per_day else MINUTE)
    if not pace.per_minute and not pace.per_day:
        return Tried()
    step = timedelta(seconds=pace.seconds_a_step)
    row = db.session.execute(
        select(
            func.count().filter(OutgoingMail.tried_at > here - step),
            func.count().filter(OutgoingMail.tried_at > here - MINUTE),
            func.count(),
        ).where(since_day, OutgoingMail.tried_at <= here)
    ).one()
    return Tried(step=row[0], minute=row[1], day=row[2])


def more_may_leave_soon() -> bool:
    """Whether another pass at once would find something, be it after a short wait for the rate."""
    pace = current_pace()
    if pace is None or mail_is_only_kept() or paused_contents() is None:
        return False
    if newest_note(NoteKind.NOT_REACHED, within=MINUTE) is not None:
        return False
    if pace.per_day and tried(pace).day >= pace.per_day:
        return False
    anything = select(OutgoingMail.id).where(due(), *(paused_contents() or ())).limit(1)
    return db.session.scalar(anything) is not None


def mine(by: str, ids: Sequence[int], *states: MailState) -> ColumnElement[bool]:
    return and_(
        OutgoingMail.id.in_(ids), OutgoingMail.claimed_by == by, OutgoingMail.state.in_(states)
    )


def cancel(mails: Sequence[MailInHand], *, by: str) -> None:
    """Something had changed before they left."""
    _end(mails, MailState.CANCELLED, "something had changed before it left", by=by)


def refuse(mails: Sequence[MailInHand], *, by: str) -> None:
    """They hold what no mail can be made of."""
    _end(mails, MailState.FAILED, "the message could not be made", by=by)


def _end(mails: Sequence[MailInHand], state: MailState, problem: str, *, by: str) -> None:
    if not mails:
        return
    db.session.execute(
        update(OutgoingMail)
        .where(mine(by, [mail.id for mail in mails], MailState.CLAIMED))
        .values(state=state, claimed_by=None, claimed_until=None, problem=problem)
        .execution_options(synchronize_session=False)
    )
