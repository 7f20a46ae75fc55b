"""Approval given beforehand: the head's page."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import all_staff, names_of
from parentcomms.approvals.queries import approvers
from parentcomms.approvals.rules import Point
from parentcomms.channels.queries import channel_by_reference
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.publishing import standing_actions as actions
from parentcomms.publishing import standing_queries as queries
from parentcomms.publishing.post_forms import StandingForm
from parentcomms.publishing.post_models import StandingApproval
from parentcomms.publishing.post_pages import blueprint
from parentcomms.publishing.post_rules import KindOfPost, covers
from parentcomms.publishing.release import fact


@blueprint.route("/staff/standing-approvals", methods=["GET", "POST"])
@access.staff(Permission.APPROVE_COMMUNICATION)
def standing_approvals() -> ResponseReturnValue:
    """What may be posted in closed places without asking each time, and a form for more."""
    form = _form()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        try:
            actions.give(_asked(form), by=g.staff.id)
        except Refused as problem:
            form.refuse(problem.message)
        else:
            done = remember(form, url_for("posts_staff.standing_approvals"))
            db.session.commit()
            flash(gettext("Recorded. Each picture is still checked before it is posted."))
            return redirect(done, code=303)
    rows, heads = queries.standing_approvals(), approvers().heads
    return render_template(
        "publishing/staff/standing_approvals.html",
        form=form,
        rows=rows,
        this_week="{}-w{:02}".format(*today().isocalendar()[:2]),
        in_force={row.reference: _in_force(row, heads) for row in rows},
        staff={each.reference: each.name for each in all_staff()},
        people=names_of(f"staff:{row.given_by_id}" for row in rows),
        button=Form(formdata=None),
    )


def _form() -> StandingForm:
    form = StandingForm()
    form.channel.choices = [
        SelectChoice(each.reference, each.name) for each in queries.closed_channels()
    ]
    form.staff.choices = [
        SelectChoice(each.reference, each.name)
        for each in all_staff()
        if each.ended_at is None and each.id != g.staff.id
    ]
    return form


def _asked(form: StandingForm) -> actions.Beforehand:
    channel = channel_by_reference(form.channel.data)
    if channel is None:
        raise NotFound
    return actions.Beforehand(
        channel=channel,
        kind=KindOfPost(form.kind.data),
        staff=form.staff.data,
        points=[Point(each) for each in form.points.data or ()],
        ends_on=form.ends_on.data or today(),
    )


def _in_force(row: StandingApproval, heads: frozenset[int]) -> bool:
    return covers(fact(row, heads), staff=row.staff_references[0], today=today())


@blueprint.post("/staff/standing-approvals/<string:reference>/end")
@access.staff(Permission.APPROVE_COMMUNICATION)
def end_standing_approval(reference: str) -> Response:
    """From today each post there goes to the head again."""
    row = queries.standing_approval(reference)
    if row is None:
        raise NotFound
    if Form().validate_on_submit():
        actions.end(row, by=g.staff.id)
        db.session.commit()
        flash(gettext("Ended. Each post there goes to you again."))
    return redirect(url_for("posts_staff.standing_approvals"), code=303)
