"""Which member of staff is given which class, club or trip, and with it its lists."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import all_staff, staff_by_reference
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.home.child_views import blueprint
from parentcomms.home.group_staff_forms import InChargeForm
from parentcomms.languages import gettext
from parentcomms.people import groups
from parentcomms.people.children import class_by_reference, classes_now
from parentcomms.people.rules import GroupKind


@blueprint.route("/staff/in-charge", methods=["GET", "POST"])
@access.staff(Permission.EDIT_SCHOOL)
def in_charge() -> ResponseReturnValue:
    """Everybody who is given something, and a form to give somebody more."""
    form = InChargeForm()
    here = [each for each in all_staff() if each.ended_at is None]
    form.staff.choices = [SelectChoice(each.reference, each.name) for each in here]
    form.classes.choices = [SelectChoice(each.reference, each.name) for each in classes_now()]
    form.groups.choices = [
        SelectChoice(each.group.reference, each.group.name)
        for each in groups.groups_seen_by(0, everything=True)
        if each.group.kind is not GroupKind.LIST
    ]
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        _give(form)
        done = remember(form, url_for("home_staff.in_charge"))
        db.session.commit()
        flash(gettext("Recorded."))
        return redirect(done, code=303)
    return render_template(
        "home/staff/in_charge.html",
        form=form,
        charges=groups.charges(),
        staff={each.id: each for each in all_staff()},
        button=Form(formdata=None),
    )


def _give(form: InChargeForm) -> None:
    staff = staff_by_reference(form.staff.data)
    if staff is None:
        raise NotFound
    for reference in form.classes.data or ():
        if found := class_by_reference(reference):
            groups.put_in_charge(staff.id, class_id=found.id)
    for reference in form.groups.data or ():
        if group := groups.group_by_reference(reference, staff_id=staff.id, everything=True):
            groups.put_in_charge(staff.id, group_id=group.id)


@blueprint.post("/staff/in-charge/<string:reference>/of/<string:of>/end")
@access.staff(Permission.EDIT_SCHOOL)
def end_charge(reference: str, of: str) -> ResponseReturnValue:
    """It is theirs no more: this member of staff's, this class or group."""
    if Form().validate_on_submit():
        staff = staff_by_reference(reference)
        row = groups.charge(staff.id, of) if staff is not None else None
        if row is None:
            raise NotFound
        groups.end_charge(row)
        db.session.commit()
        flash(gettext("Ended."))
    return redirect(url_for("home_staff.in_charge"), code=303)
