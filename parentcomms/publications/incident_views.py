"""Posts that went out without a valid check (policy 9.2), and the yearly audit of what is up."""

from datetime import datetime, time, timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.clock import LONDON, now, today
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import Form, remember
from parentcomms.languages import gettext
from parentcomms.publications import actions, queries
from parentcomms.publications.models import PublishingIncident
from parentcomms.publications.register_views import blueprint, publication_of_mine
from parentcomms.publications.rules import Settled
from parentcomms.publications.staff_forms import CloseForm, DpoForm, TakenAwayForm
from parentcomms.publications.takedown import to_take_down
from parentcomms.school.queries import school

TO_REPORT = timedelta(hours=72)


@blueprint.get("/staff/incidents")
@access.staff(Permission.SETTLE_INCIDENTS)
def incidents() -> str:
    """All of them, open ones first, and the posts that still lack a check."""
    return render_template(
        "publications/staff/incidents.html",
        rows=queries.incidents(),
        waiting=queries.unchecked(),
        to_report=TO_REPORT,
        now=now(),
    )


@blueprint.post("/staff/publications/<string:reference>/incident")
@access.staff(Permission.SETTLE_INCIDENTS)
def open_incident(reference: str) -> ResponseReturnValue:
    """The head says that it is one; it has to come down from now on."""
    row = publication_of_mine(reference)
    if not Form().validate_on_submit():
        return redirect(url_for("publications_staff.publication", reference=reference), code=303)
    opened = actions.open_incident(row)
    db.session.commit()
    return redirect(url_for("publications_staff.incident", reference=opened.reference), code=303)


@blueprint.route("/staff/incidents/<string:reference>", methods=["GET", "POST"])
@access.staff(Permission.SETTLE_INCIDENTS)
def incident(reference: str) -> ResponseReturnValue:
    """One incident: the 72-hour question, what still has to come down, and how it ended."""
    row = _incident(reference)
    dpo, close = DpoForm(prefix="dpo"), CloseForm(prefix="close")
    if row.closed_at is None and close.validate_on_submit():
        try:
            actions.close_incident(row, close.outcome.data.strip(), still_up=_still_up(row))
        except Refused as problem:
            close.refuse(problem.message, field=close.outcome)
        else:
            remember(close, url_for("publications_staff.incidents"))
            db.session.commit()
            flash(gettext("Closed."))
            return redirect(url_for("publications_staff.incidents"), code=303)
    return render_template(
        "publications/staff/incident.html",
        row=row,
        dpo=dpo,
        close=close,
        names=names_of({row.opened_by, *([row.closed_by] if row.closed_by else [])}),
        still_up=_still_up(row),
        report_by=row.opened_at + TO_REPORT,
    )


def _incident(reference: str) -> PublishingIncident:
    row = queries.incident(reference)
    if row is None:
        raise NotFound
    return row


def _still_up(row: PublishingIncident) -> bool:
    waiting = to_take_down()
    return any(each.publication.id == row.publication_id and each.whole for each in waiting)


@blueprint.post("/staff/incidents/<string:reference>/dpo")
@access.staff(Permission.SETTLE_INCIDENTS)
def dpo_told(reference: str) -> ResponseReturnValue:
    """The data protection officer was told."""
    row = _incident(reference)
    form = DpoForm(prefix="dpo")
    if form.validate_on_submit():
        on = form.told_on.data or today()
        noon = datetime.combine(on, time(12), tzinfo=LONDON)
        actions.tell_dpo(row, now() if on == today() else noon)
        db.session.commit()
        flash(gettext("Recorded."))
    return redirect(url_for("publications_staff.incident", reference=reference), code=303)


@blueprint.get("/staff/publications/yearly-audit")
@access.staff(Permission.SEE_PUBLICATIONS)
def yearly_audit() -> str:
    """Everything still public, on one page."""
    return render_template(
        "publications/staff/yearly_audit.html",
        rows=queries.yearly_audit(),
        leavers_stay=school().leavers_pictures_stay,
        form=Form(formdata=None),
    )


@blueprint.post("/staff/publications/<string:reference>/keep")
@access.staff(Permission.SEE_PUBLICATIONS)
def keep(reference: str) -> ResponseReturnValue:
    """Somebody looked at it, and it may stay for another year."""
    row = publication_of_mine(reference)
    if Form().validate_on_submit():
        actions.keep(row)
        db.session.commit()
        flash(gettext("Recorded: %(what)s may stay.", what=row.what))
    return redirect(url_for("publications_staff.yearly_audit"), code=303)


@blueprint.route("/staff/publications/<string:reference>/take-away", methods=["GET", "POST"])
@access.staff(Permission.SEE_PUBLICATIONS)
def take_away(reference: str) -> ResponseReturnValue:
    """It was taken down without anybody having to ask: at the audit, or because it was old."""
    row = publication_of_mine(reference)
    form = TakenAwayForm()
    if form.validate_on_submit():
        actions.settle(row, Settled.TAKEN_DOWN, on=form.on.data or today(), reason=None)
        done = remember(form, url_for("publications_staff.yearly_audit"))
        db.session.commit()
        flash(gettext("Recorded."))
        return redirect(done, code=303)
    return render_template("publications/staff/take_away.html", form=form, row=row)
