"""How long things are kept, what would go tonight, and legal holds."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, remember
from parentcomms.languages import gettext
from parentcomms.retention import actions
from parentcomms.retention.facts import holds_now
from parentcomms.retention.finding import dry_run
from parentcomms.retention.models import LegalHold
from parentcomms.retention.rules import HoldScope
from parentcomms.retention.staff_forms import HoldForm, PeriodsForm
from parentcomms.retention.staff_words import RULE_NAMES, RULE_REASONS, SCOPE_NAMES
from parentcomms.school.actions import decide
from parentcomms.school.queries import school

blueprint = Blueprint("retention_staff", __name__)
Page = ResponseReturnValue


@blueprint.get("/staff/records/retention")
@access.staff(Permission.SET_RETENTION)
def retention() -> Page:
    """What would go tonight and why, and what is held."""
    holds = holds_now()
    return render_template(
        "retention/staff/retention.html",
        found=dry_run(),
        names=RULE_NAMES,
        reasons=RULE_REASONS,
        holds=holds,
        scopes=SCOPE_NAMES,
        people=names_of({each.placed_by for each in holds}),
        ours=school(),
        lifting=Form(prefix="lifting"),
    )


@blueprint.route("/staff/records/retention/periods", methods=["GET", "POST"])
@access.staff(Permission.SET_RETENTION)
def periods() -> Page:
    """Each change is a new row that says who decided it, and when."""
    ours = school()
    form = PeriodsForm(obj=ours)
    if not form.validate_on_submit():
        return render_template("retention/staff/periods.html", form=form)
    said = {name: value for name, value in form.data.items() if hasattr(ours, name)}
    decide(**{name: value for name, value in said.items() if value != getattr(ours, name)})
    done = remember(form, url_for("retention_staff.retention"))
    db.session.commit()
    flash(gettext("Kept. It holds from tonight on."))
    return redirect(done, code=303)


@blueprint.route("/staff/records/retention/hold", methods=["GET", "POST"])
@access.staff(Permission.SET_RETENTION)
def hold() -> Page:
    """Keep what a claim, an investigation or an inquiry needs."""
    form = HoldForm()
    if not form.validate_on_submit():
        return render_template("retention/staff/hold.html", form=form)
    actions.place_hold(
        HoldScope(form.scope.data), (form.reference.data or "").strip(), form.reason.data or ""
    )
    done = remember(form, url_for("retention_staff.retention"))
    db.session.commit()
    flash(gettext("Kept. Nothing of it goes until the hold is lifted."))
    return redirect(done, code=303)


@blueprint.post("/staff/records/retention/hold/<string:reference>/lift")
@access.staff(Permission.SET_RETENTION)
def lift(reference: str) -> Page:
    """From tonight on the periods count again."""
    found = db.session.scalar(
        select(LegalHold).filter_by(reference=reference).where(LegalHold.lifted_at.is_(None))
    )
    if found is None:
        raise NotFound
    if Form(prefix="lifting").validate_on_submit():
        actions.lift_hold(found)
        db.session.commit()
        flash(gettext("The hold is lifted."))
    return redirect(url_for("retention_staff.retention"), code=303)
