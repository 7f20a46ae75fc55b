"""The outbox as the office sees it: what leaves, pause and stop, and mails of unknown fate."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form
from parentcomms.languages import gettext
from parentcomms.outbox import orders, queries
from parentcomms.outbox.messages import subject_of
from parentcomms.outbox.models import Decision, NoteKind, Order, OutgoingMail
from parentcomms.outbox.rules import SLOWED_FOR

blueprint = Blueprint("outbox_orders", __name__)
NEWS = timedelta(minutes=10)


@blueprint.get("/staff/outbox")
@access.staff(Permission.SEND_COMMUNICATION)
def outbox() -> str:
    """Counted from the rows: what waits, what left, and what the server said of us."""
    uncertain = [(mail, _title(mail)) for mail in queries.uncertain_mail()]
    failed = [(mail, _title(mail)) for mail in queries.failed_mail()]
    return render_template(
        "outbox/staff/outbox.html",
        counts={state.value: number for state, number in queries.count_by_state().items()},
        left=queries.what_is_left(None),
        paused=orders.is_paused(None),
        slowed=queries.newest_note(NoteKind.SLOW_DOWN, within=SLOWED_FOR),
        not_reached=queries.newest_note(NoteKind.NOT_REACHED, within=NEWS),
        uncertain=uncertain,
        failed=failed,
        form=Form(),
    )


def _title(mail: OutgoingMail) -> str | None:
    """The subject of what the office sent; of other mail not even whom it went to is shown.

    Somebody's concern is nobody's business here.
    """
    return subject_of(mail) if mail.content.campaign else None


@blueprint.post("/staff/outbox/<string:act>")
@access.staff(Permission.SEND_COMMUNICATION)
def order_everything(act: str) -> ResponseReturnValue:
    """Pause or resume the whole outbox, or stop what was sent to many."""
    _give(act, None)
    return redirect(url_for("outbox_orders.outbox"), code=303)


@blueprint.post("/staff/outbox/campaigns/<string:campaign>/<string:act>")
@access.staff(Permission.SEND_COMMUNICATION)
def order_campaign(campaign: str, act: str) -> ResponseReturnValue:
    """Pause, resume or stop one communication."""
    _give(act, campaign)
    return redirect(url_for("communications_staff.send", reference=campaign), code=303)


def _give(act: str, campaign: str | None) -> None:
    if act not in set(Order):
        raise NotFound
    if campaign is not None and not queries.has_campaign(campaign):
        raise NotFound
    if Form().validate_on_submit():
        orders.give_order(Order(act), campaign=campaign, by=access.actor())
        db.session.commit()
        flash(_done(Order(act)))


def _done(order: Order) -> str:
    return {
        Order.PAUSE: gettext("Paused. Nothing more leaves until you resume."),
        Order.RESUME: gettext("Resumed."),
        Order.STOP: gettext("Stopped. What had not left will not leave."),
    }[order]


@blueprint.post("/staff/outbox/uncertain/<string:reference>/<string:decision>")
@access.staff(Permission.SEND_COMMUNICATION)
def decide_uncertain(reference: str, decision: str) -> ResponseReturnValue:
    """Send it again, or take it as sent; who decided is recorded."""
    mail = queries.mail_by_reference(reference)
    if mail is None or decision not in set(Decision):
        raise NotFound
    if Form().validate_on_submit():
        orders.decide_uncertain(mail, Decision(decision), by=access.actor())
        db.session.commit()
        flash(gettext("Noted."))
    return redirect(url_for("outbox_orders.outbox"), code=303)
