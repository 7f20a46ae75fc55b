"""The head's delegations: who may approve what, and until when (policy 5.3)."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import all_staff, names_of, staff_by_reference
from parentcomms.approvals import actions, queries
from parentcomms.approvals.forms import KIND_WORDS, DelegationForm
from parentcomms.approvals.rules import ApprovalKind
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext

blueprint = Blueprint("approvals_staff", __name__)


@blueprint.route("/staff/delegations", methods=["GET", "POST"])
@access.staff(Permission.APPROVE_COMMUNICATION)
def delegations() -> ResponseReturnValue:
    """Every delegation, and a form for another."""
    form = DelegationForm()
    form.to.choices = [
        SelectChoice(each.reference, each.name)
        for each in all_staff()
        if each.ended_at is None and each.id != g.staff.id
    ]
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        _delegate(form)
        done = remember(form, url_for("approvals_staff.delegations"))
        db.session.commit()
        flash(gettext("Recorded."))
        return redirect(done, code=303)
    rows = queries.delegations()
    people = names_of(f"staff:{each.given_to_id}" for each in rows)
    return render_template(
        "approvals/staff/delegations.html",
        form=form,
        delegations=rows,
        people=people,
        button=Form(formdata=None),
        kind_words={kind.value: words for kind, words in KIND_WORDS.items()},
    )


def _delegate(form: DelegationForm) -> None:
    to = staff_by_reference(form.to.data)
    if to is None:
        raise NotFound
    actions.delegate(
        by=g.staff.id,
        to=to.id,
        scope=[ApprovalKind(each) for each in form.scope.data],
        starts_on=form.starts_on.data or today(),
        ends_on=form.ends_on.data or today(),
    )


@blueprint.post("/staff/delegations/<string:reference>/end")
@access.staff(Permission.APPROVE_COMMUNICATION)
def end_delegation(reference: str) -> ResponseReturnValue:
    """It ends today."""
    if Form().validate_on_submit():
        row = queries.delegation(reference)
        if row is None:
            raise NotFound
        actions.end_delegation(row, by=g.staff.id)
        db.session.commit()
        flash(gettext("Ended."))
    return redirect(url_for("approvals_staff.delegations"), code=303)
