"""Clubs, trips and saved lists: made once, ticked again and again."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.home.child_views import blueprint
from parentcomms.home.group_staff_forms import KIND_NAMES, AddChildrenForm, GroupForm
from parentcomms.languages import gettext, ngettext
from parentcomms.people import groups as people_groups
from parentcomms.people.children import classes_now
from parentcomms.people.models import PupilGroup
from parentcomms.people.pasted import Found
from parentcomms.people.picking import chosen, find_names, known_by_reference, pupil_ids
from parentcomms.people.picking_words import too_many_names

NO_NAMES = Found()


def _group(reference: str) -> PupilGroup:
    found = people_groups.group_by_reference(
        reference, staff_id=g.staff.id, everything=access.may(Permission.SEE_PEOPLE)
    )
    if found is None:
        raise NotFound
    return found


def _may_change(group: PupilGroup) -> bool:
    """Whoever is only given a group reads it: a list grows by those who look after children."""
    return access.may(Permission.SEE_PEOPLE) or group.made_by == access.actor()


def _group_to_change(reference: str) -> PupilGroup:
    found = _group(reference)
    if not _may_change(found):
        raise NotFound
    return found


@blueprint.route("/staff/groups", methods=["GET", "POST"])
@access.staff(Permission.CHECK_BEFORE_POSTING)
def groups() -> ResponseReturnValue:
    """Those made by or given to whoever asks, and a form for another."""
    form = GroupForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        made = people_groups.make_group(form.kind.data, form.name.data.strip())
        done = remember(form, url_for("home_staff.group", reference=made.reference))
        db.session.commit()
        return redirect(done, code=303)
    lines = people_groups.groups_seen_by(g.staff.id, everything=access.may(Permission.SEE_PEOPLE))
    return render_template("home/staff/groups.html", form=form, lines=lines, kinds=KIND_NAMES)


@blueprint.route("/staff/groups/<string:reference>", methods=["GET", "POST"])
@access.staff(Permission.CHECK_BEFORE_POSTING)
def group(reference: str) -> ResponseReturnValue:
    """Who is in it; children come in by class or by names, and out by a tick."""
    row = _group(reference)
    form = AddChildrenForm()
    form.classes.choices = [SelectChoice(each.reference, each.name) for each in classes_now()]
    if not (_may_change(row) and form.validate_on_submit()):
        return _page(row, form)
    if done := already_submitted(form):
        return redirect(done, code=303)
    names = find_names(form.pasted.data or "")
    if names.too_many:
        form.refuse(too_many_names(names.too_many), field=form.pasted)
    picked = [*(form.pupils.data or ()), *(each.reference for each in names.exact)]
    if not names.is_clear:
        form.pupils.data, form.pasted.data = picked, form.pasted.data if names.too_many else ""
        return _page(row, form, names)
    children = chosen(classes=form.classes.data or (), groups=(), pupils=picked)
    added = people_groups.add_to_group(row, pupil_ids([each.reference for each in children]))
    done = remember(form, url_for("home_staff.group", reference=reference))
    db.session.commit()
    flash(ngettext("%(num)s child was added.", "%(num)s children were added.", len(added)))
    return redirect(done, code=303)


def _page(row: PupilGroup, form: AddChildrenForm, names: Found = NO_NAMES) -> str:
    return render_template(
        "home/staff/group.html",
        group=row,
        kind=KIND_NAMES[row.kind],
        members=people_groups.members_of(row),
        may_change=_may_change(row),
        form=form,
        names=names,
        ticked=known_by_reference(form.pupils.data or ()),
        button=Form(formdata=None),
    )


@blueprint.post("/staff/groups/<string:reference>/take-out")
@access.staff(Permission.CHECK_BEFORE_POSTING)
def take_out(reference: str) -> ResponseReturnValue:
    """Those ticked are in it no more."""
    row = _group_to_change(reference)
    if Form().validate_on_submit():
        people_groups.take_out(row, pupil_ids(request.form.getlist("leaving")))
        db.session.commit()
    return redirect(url_for("home_staff.group", reference=reference), code=303)


@blueprint.post("/staff/groups/<string:reference>/end")
@access.staff(Permission.CHECK_BEFORE_POSTING)
def end_group(reference: str) -> ResponseReturnValue:
    """The club or trip is over."""
    row = _group_to_change(reference)
    if Form().validate_on_submit():
        people_groups.end_group(row)
        db.session.commit()
        flash(gettext("Ended. Nobody finds it any more."))
    return redirect(url_for("home_staff.groups"), code=303)
