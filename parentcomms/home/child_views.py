"""Finding a child, one child's record, holds, and parental responsibility."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.consent.staff_words import STANDING_NAMES
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.home import queries
from parentcomms.home.staff_forms import ConfirmForm, HoldForm
from parentcomms.home.staff_words import STEP_NAMES
from parentcomms.languages import gettext
from parentcomms.people import children as finding
from parentcomms.people.holds import open_holds, place_hold
from parentcomms.people.models import Relationship
from parentcomms.people.responsibility import (
    confirm_responsibility,
    declared_and_waiting,
    parents_at_home,
)
from parentcomms.people.review_actions import lift_holds
from parentcomms.people.staff_words import (
    CONTACT_NAMES,
    HOLD_NAMES,
    PR_NAMES,
    RELATIONSHIP_NAMES,
)

blueprint = Blueprint("home_staff", __name__)


@blueprint.get("/staff/children")
@access.staff(Permission.SEE_PEOPLE)
def children() -> str:
    """Children by class, or by part of a name."""
    typed = request.args.get("name", "").strip()
    classes = finding.classes_now()
    chosen = next((each for each in classes if each.reference == request.args.get("class")), None)
    found = finding.children_in(chosen) if chosen else []
    if typed:
        found = finding.find_children(typed)
    return render_template(
        "home/staff/children.html", typed=typed, classes=classes, chosen=chosen, found=found
    )


@blueprint.get("/staff/children/<string:reference>")
@access.staff(Permission.SEE_PEOPLE)
def child_record(reference: str) -> str:
    """One child. Why an answer stands as it does is nowhere on this page."""
    pupil = finding.child_by_reference(reference)
    if pupil is None:
        raise NotFound
    return render_template(
        "home/staff/child_record.html",
        record=queries.child_record(pupil),
        standing_names=STANDING_NAMES,
        relationship_names=RELATIONSHIP_NAMES,
        pr_names=PR_NAMES,
        contact_names=CONTACT_NAMES,
        step_names=STEP_NAMES,
        button=Form(formdata=None),
    )


def adult_on_record(reference: str, adult: str) -> Relationship:
    """One adult of one child; anybody else's is not there."""
    pupil = finding.child_by_reference(reference)
    found = finding.relationship_of(pupil.id, adult) if pupil else None
    if found is None:
        raise NotFound
    return found


@blueprint.route(
    "/staff/children/<string:reference>/adults/<string:adult>/hold", methods=["GET", "POST"]
)
@access.staff(Permission.SET_HOLDS)
def hold(reference: str, adult: str) -> ResponseReturnValue:
    """Neither written to nor shown anything, until head or DSL lifts it."""
    relationship = adult_on_record(reference, adult)
    form = HoldForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        place_hold(relationship, form.kind.data, form.reason.data)
        done = remember(form, url_for("home_staff.hold", reference=reference, adult=adult))
        db.session.commit()
        flash(gettext("On hold from now on."))
        return redirect(done, code=303)
    holds = open_holds(relationship)
    return render_template(
        "home/staff/hold.html",
        relationship=relationship,
        holds=holds,
        names=names_of({row.placed_by for row in holds}),
        hold_names=HOLD_NAMES,
        relationship_names=RELATIONSHIP_NAMES,
        form=form,
        button=Form(formdata=None),
    )


@blueprint.post("/staff/children/<string:reference>/adults/<string:adult>/hold/lift")
@access.staff(Permission.SET_HOLDS)
def lift_hold(reference: str, adult: str) -> ResponseReturnValue:
    """The contact review asks again before anything is sent to this adult."""
    relationship = adult_on_record(reference, adult)
    if Form().validate_on_submit():
        lift_holds(relationship)
        db.session.commit()
        flash(gettext("The hold was lifted."))
    return redirect(url_for("home_staff.hold", reference=reference, adult=adult), code=303)


@blueprint.route("/staff/responsibility", methods=["GET", "POST"])
@access.staff(Permission.REVIEW_CONTACTS)
def responsibility() -> ResponseReturnValue:
    """Who has parental responsibility, confirmed in one go. It is no yes to anything."""
    declared, at_home = declared_and_waiting(), parents_at_home()
    waiting = {row.reference: row for row in [*declared, *at_home]}
    form = ConfirmForm()
    form.adults.choices = [SelectChoice(reference, reference) for reference in waiting]
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        confirm_responsibility([waiting[each] for each in form.adults.data])
        done = remember(form, url_for("home_staff.responsibility"))
        db.session.commit()
        flash(gettext("Confirmed. No answer was changed."))
        return redirect(done, code=303)
    return render_template(
        "home/staff/responsibility.html",
        form=form,
        declared=declared,
        at_home=at_home,
        relationship_names=RELATIONSHIP_NAMES,
    )
