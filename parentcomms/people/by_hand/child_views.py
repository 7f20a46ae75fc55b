"""Pages on which the office adds a child, or puts a child's record right."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from parentcomms.access import Permission, staff
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import DateField, Form, remember
from parentcomms.languages import gettext
from parentcomms.people.by_hand import children
from parentcomms.people.by_hand.staff_forms import (
    ChildForm,
    ClassForm,
    LastDayForm,
    NewChildForm,
)
from parentcomms.people.children import child_by_reference
from parentcomms.people.class_order import school_order
from parentcomms.people.import_views import blueprint
from parentcomms.people.models import Pupil, SchoolClass
from parentcomms.people.upn import upn_problem


@blueprint.route("/staff/children/add", methods=["GET", "POST"])
@staff(Permission.IMPORT_PEOPLE)
def add_child() -> ResponseReturnValue:
    """A child the next file will name."""
    form = NewChildForm(data={"first_day": today()})
    _offer_classes(form)
    twin = None
    if form.validate_on_submit():
        twin = children.twin_of(form.facts())
        if twin is None:
            pupil = children.add_child(
                form.facts(),
                class_name=form.chosen_class(),
                first_day=form.first_day.data or today(),
            )
            return done(form, pupil, gettext("Added. Now add the child’s adults."))
        form.refuse(gettext("This child is on the school’s record already."))
    return render_template("people/staff/add_child.html", form=form, twin=twin)


@blueprint.route("/staff/children/<string:reference>/correct", methods=["GET", "POST"])
@staff(Permission.IMPORT_PEOPLE)
def correct_child(reference: str) -> ResponseReturnValue:
    """Name, birthday, numbers."""
    pupil = a_child(reference)
    form = ChildForm(obj=pupil)
    if form.validate_on_submit():
        if children.twin_of(form.facts(), but=pupil) is None:
            children.correct_child(pupil, form.facts())
            return done(
                form, pupil, gettext("Saved. Answers given before keep what was true then.")
            )
        form.refuse(gettext("Another child on the school’s record has these."))
    return render_template("people/staff/correct_child.html", form=form, pupil=pupil)


@blueprint.route("/staff/children/<string:reference>/class", methods=["GET", "POST"])
@staff(Permission.IMPORT_PEOPLE)
def change_class(reference: str) -> ResponseReturnValue:
    """Into another class."""
    pupil = a_child(reference)
    form = ClassForm(data={"first_day": today(), "class_name": _class_now(pupil)})
    _offer_classes(form)
    return _saved(
        form, pupil, form.first_day,
        lambda day: children.change_class(pupil, form.chosen_class(), first_day=day),
    ) or render_template("people/staff/change_class.html", form=form, pupil=pupil)  # fmt: skip


@blueprint.route("/staff/children/<string:reference>/leaving", methods=["GET", "POST"])
@staff(Permission.IMPORT_PEOPLE)
def child_leaves(reference: str) -> ResponseReturnValue:
    """The child has left, or will."""
    pupil = a_child(reference)
    form = LastDayForm(data={"last_day": today()})
    return _saved(
        form, pupil, form.last_day, lambda day: children.leave(pupil, last_day=day)
    ) or render_template("people/staff/child_leaves.html", form=form, pupil=pupil)


@blueprint.route("/staff/children/<string:reference>/returning", methods=["GET", "POST"])
@staff(Permission.IMPORT_PEOPLE)
def child_returns(reference: str) -> ResponseReturnValue:
    """The child is here again."""
    pupil = a_child(reference)
    form = ClassForm(data={"first_day": today()})
    _offer_classes(form)
    return _saved(
        form, pupil, form.first_day,
        lambda day: children.come_back(pupil, form.chosen_class(), first_day=day),
    ) or render_template("people/staff/child_returns.html", form=form, pupil=pupil)  # fmt: skip


def _saved(
    form: Form, pupil: Pupil, day: DateField, change: Callable[[date], object]
) -> ResponseReturnValue | None:
    """Done from that day on; None before the press, and where the day will not do."""
    if not form.validate_on_submit():
        return None
    try:
        change(day.data or today())
    except Refused as refused:
        form.refuse(str(refused), field=day)
        return None
    return done(form, pupil, gettext("Saved."))


def a_child(reference: str) -> Pupil:
    """The child of this record, or a page that is not there."""
    pupil = child_by_reference(reference)
    if pupil is None:
        raise NotFound
    return pupil


def done(form: Form, pupil: Pupil, words: str) -> ResponseReturnValue:
    """Written once, and back to the child's record."""
    place = remember(form, url_for("home_staff.child_record", reference=pupil.reference))
    if problem := upn_problem(pupil.upn) if pupil.upn else None:
        flash(f"{gettext(problem)} {gettext('The number is kept as it was written.')}", "warning")
    db.session.commit()
    flash(words)
    return redirect(place, code=303)


def _class_now(pupil: Pupil) -> str:
    present = children.present_enrolment(pupil)
    return present.school_class.name if present and present.school_class else ""


def _offer_classes(form: ClassForm) -> None:
    names = db.session.scalars(select(SchoolClass.name).order_by(*school_order()))
    choices: list[Any] = [("", gettext("No class")), *((name, name) for name in names)]
    form.class_name.choices = choices
