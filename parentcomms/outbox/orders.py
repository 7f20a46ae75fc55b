"""Pausing, resuming and stopping what waits; deciding about what nobody knows the fate of."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Select, func, select, update

from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.outbox.models import (
    Decision,
    Lane,
    MailContent,
    MailState,
    NoteKind,
    Order,
    OutgoingMail,
    SenderNote,
    SendingOrder,
    UncertainDecision,
)

NOT_BEGUN = (MailState.QUEUED, MailState.CLAIMED)


def standing_orders() -> Mapping[str | None, SendingOrder]:
    """The newest order about each campaign, and (None) about the whole outbox."""
    newest = select(func.max(SendingOrder.id)).group_by(SendingOrder.campaign)
    rows = db.session.scalars(select(SendingOrder).where(SendingOrder.id.in_(newest)))
    return {row.campaign: row for row in rows}


def is_paused(campaign: str | None) -> bool:
    """Whether this campaign (or, None, the whole outbox) rests by an order."""
    standing = standing_orders().get(campaign)
    return standing is not None and standing.act is Order.PAUSE


def paused_contents() -> list[ColumnElement[bool]] | None:
    """What a claim must leave alone; None when everything rests."""
    paused = {key for key, row in standing_orders().items() if row.act is Order.PAUSE}
    if None in paused:
        return None
    if not paused:
        return []
    resting = select(MailContent.id).where(MailContent.campaign.in_(paused))
    return [OutgoingMail.content_id.not_in(resting)]


def give_order(order: Order, *, campaign: str | None, by: str) -> SendingOrder:
    """Record the order, and take what is claimed but not begun out of the senders' hands.

    From the commit on, nothing of it is handed over: the next mark finds no claim.
    """
    row = SendingOrder(campaign=campaign, act=order, ordered_by=by, ordered_at=now())
    db.session.add(row)
    record(f"sending-{order.value}", row)
    if order is Order.PAUSE:
        _take_from_senders(campaign)
    elif order is Order.STOP:
        _stop(campaign)
    db.session.info["mail_waits"] = True
    return row


def _of(campaign: str) -> Select[int]:
    return select(MailContent.id).where(MailContent.campaign == campaign)


def _take_from_senders(campaign: str | None) -> None:
    query = update(OutgoingMail).where(OutgoingMail.state == MailState.CLAIMED)
    if campaign is not None:
        query = query.where(OutgoingMail.content_id.in_(_of(campaign)))
    db.session.execute(
        query.values(
            state=MailState.QUEUED, claimed_by=None, claimed_until=None, tried_at=None,
            attempts=OutgoingMail.attempts - 1,
        ).execution_options(synchronize_session=False)
    )  # fmt: skip


def _stop(campaign: str | None) -> None:
    """A stop of the whole outbox spares what somebody is waiting for: a link, a code, a receipt."""
    query = update(OutgoingMail).where(OutgoingMail.state.in_(NOT_BEGUN))
    if campaign is not None:
        query = query.where(OutgoingMail.content_id.in_(_of(campaign)))
    else:
        query = query.where(OutgoingMail.lane == Lane.BULK)
    db.session.execute(
        query.values(
            state=MailState.CANCELLED, claimed_by=None, claimed_until=None,
            problem="stopped by the school",
        ).execution_options(synchronize_session=False)
    )  # fmt: skip


def decide_uncertain(mail: OutgoingMail, decision: Decision, *, by: str) -> UncertainDecision:
    """The office decides: send it again, or take it as sent. Either is recorded."""
    if mail.state is not MailState.UNCERTAIN:
        raise Refused(gettext("This has been decided already."))
    row = UncertainDecision(mail_id=mail.id, decision=decision, decided_by=by, decided_at=now())
    db.session.add(row)
    record("uncertain-decided", row)
    mail.claimed_by = mail.claimed_until = None
    if decision is Decision.SEND_AGAIN:
        mail.state, mail.next_try_at = MailState.QUEUED, now()
        db.session.info["mail_waits"] = True
    else:
        mail.state, mail.sent_at = MailState.SENT, mail.tried_at
    return row


def note_sender(kind: NoteKind, reply: str) -> None:
    """Write down what befell the sender as a whole; all workers read it."""
    db.session.add(SenderNote(kind=kind, reply=reply, noted_at=now()))
