"""A colleague has lost telephone and paper codes: whoever keeps the accounts ends what they had."""

from flask import flash, g, redirect, render_template, url_for

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.models import StaffMember
from parentcomms.accounts.queries import staff_by_reference
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.second_step import actions, queries
from parentcomms.second_step.setting_up_views import blueprint
from parentcomms.second_step.staff_views import Page, refuse_unless_fresh

__all__ = ["blueprint"]


@blueprint.route("/staff/accounts/<string:reference>/second-step", methods=["GET", "POST"])
@access.staff(Permission.MANAGE_STAFF)
def reset_of_colleague(reference: str) -> Page:
    """Asked once more, then all at once. The colleague still needs their own password."""
    member = _colleague(reference)
    back = url_for("accounts_staff.staff_member", reference=reference)
    form = Form()
    if not form.validate_on_submit():
        return render_template("second_step/staff/reset_of_colleague.html", form=form, who=member)
    if done := already_submitted(form):
        return redirect(done, code=303)
    refuse_unless_fresh()
    actions.reset_for(member)
    done = remember(form, back)
    db.session.commit()
    flash(gettext("The second step was reset, and an e-mail tells %(name)s.", name=member.name))
    return redirect(done, code=303)


def _colleague(reference: str) -> StaffMember:
    """Never oneself: who sits at another's open computer would be rid of the second step."""
    found = staff_by_reference(reference)
    if found is None or found.ended_at is not None:
        raise NotFound
    if found.id == g.staff.id:
        raise Refused(
            gettext("Your own you change on the page about your second step, or a colleague here.")
        )
    if not queries.has_one(found.id):
        raise Refused(gettext("There is no second step to reset."))
    return found
