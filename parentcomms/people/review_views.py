"""The contact review: who may be written to, decided before anything goes out."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms.access import Permission, may, staff
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext, ngettext
from parentcomms.people import care_questions, review_actions, reviewing
from parentcomms.people.import_views import blueprint
from parentcomms.people.models import Relationship
from parentcomms.people.review_words import reasons_for
from parentcomms.people.reviewing import Waiting
from parentcomms.people.rules import ContactDecision
from parentcomms.people.staff_forms import BulkForm, DecisionForm
from parentcomms.people.staff_words import PR_NAMES, RELATIONSHIP_NAMES

PAGE = 50


@blueprint.route("/staff/contact-review", methods=["GET", "POST"])
@staff(Permission.REVIEW_CONTACTS)
def contact_review() -> ResponseReturnValue:
    """Everybody waiting; those about whom nothing is flagged can be signed off together."""
    form = BulkForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        return _sign_off(form)
    people = reviewing.everyone()
    waiting = reviewing.waiting(people)
    unflagged = [each for each in waiting if each.nothing_flagged]
    form.newest.data = str(max((each.relationship_id for each in unflagged), default=0))
    return render_template(
        "people/staff/contact_review.html",
        form=form,
        unflagged=unflagged,
        flagged=[each for each in waiting if not each.nothing_flagged],
        stopped=[each for each in people if _is_stopped(each)],
        first=max(request.args.get("from", 0, type=int), 0),
        page_length=PAGE,
        kinds=RELATIONSHIP_NAMES,
        pr_names=PR_NAMES,
        reasons_for=_reasons_for,
        questions=len(care_questions.open_()) if may(Permission.READ_SAFEGUARDING) else 0,
    )


def _reasons_for(each: Waiting) -> list[str]:
    return reasons_for(each, may_know=may(Permission.SET_HOLDS))


def _is_stopped(each: Waiting) -> bool:
    return each.held or each.decision is ContactDecision.DO_NOT_CONTACT


def _sign_off(form: BulkForm) -> ResponseReturnValue:
    newest = form.newest.data
    count = review_actions.sign_off_the_unflagged(int(newest) if newest.isdecimal() else 0)
    done = remember(form, url_for("people_staff.contact_review"))
    db.session.commit()
    flash(ngettext("%(num)d adult signed off.", "%(num)d adults signed off.", count))
    return redirect(done, code=303)


@blueprint.route("/staff/contact-review/<string:reference>", methods=["GET", "POST"])
@staff(Permission.REVIEW_CONTACTS)
def contact(reference: str) -> ResponseReturnValue:
    """One adult and one child: write, post only, or do not contact."""
    about = _about(reference)
    form = DecisionForm()
    if not may(Permission.SET_HOLDS):
        form.decision.choices = form.decision.choices[:2]
    if form.validate_on_submit():
        decision = ContactDecision(form.decision.data)
        review_actions.decide(about, decision, may_hold=may(Permission.SET_HOLDS))
        db.session.commit()
        flash(gettext("Saved."))
        return redirect(url_for("people_staff.contact_review"), code=303)
    return render_template(
        "people/staff/contact.html",
        about=about,
        form=form,
        button=Form(formdata=None),
        kinds=RELATIONSHIP_NAMES,
        pr_names=PR_NAMES,
        reasons=_reasons_for(about),
        may_hold=may(Permission.SET_HOLDS),
    )


@blueprint.get("/staff/contact-review/<string:reference>/hold")
@staff(Permission.SET_HOLDS)
def hold(reference: str) -> ResponseReturnValue:
    """Holds have one page, on the child's record; this old address leads there."""
    row = _relationship(reference)
    place = url_for("home_staff.hold", reference=row.pupil.reference, adult=row.reference)
    return redirect(place, code=301)


@blueprint.post("/staff/contact-review/<string:reference>/lift")
@staff(Permission.SET_HOLDS)
def lift(reference: str) -> ResponseReturnValue:
    """Lift what holds this adult; the review asks again before anything is sent."""
    relationship = _relationship(reference)
    if Form().validate_on_submit():
        review_actions.lift_holds(relationship)
        db.session.commit()
        flash(gettext("Lifted. Now decide whether the school may write to them."))
    return redirect(url_for("people_staff.contact", reference=reference), code=303)


def _relationship(reference: str) -> Relationship:
    found = reviewing.relationship(reference)
    if found is None:
        raise NotFound
    return found


def _about(reference: str) -> Waiting:
    found = next((each for each in reviewing.everyone() if each.reference == reference), None)
    if found is None:
        abort(404)
    return found
