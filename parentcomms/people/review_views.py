"""The contact review: who may be written to, decided before anything goes out."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from parentcomms.access import Permission, may, staff
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext, ngettext
from parentcomms.people import care_questions, review_actions, review_together, reviewing
from parentcomms.people.import_views import blueprint
from parentcomms.people.models import Relationship
from parentcomms.people.review_words import reasons_for
from parentcomms.people.reviewing import Waiting
from parentcomms.people.rules import ContactDecision
from parentcomms.people.staff_forms import BulkForm, DecisionForm, FamilyDecisionForm
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
    groups = review_together.groups(people)
    unflagged = [each for each in waiting if each.nothing_flagged]
    form.newest.data = str(max((each.relationship_id for each in unflagged), default=0))
    return render_template(
        "people/staff/contact_review.html",
        form=form,
        unflagged=unflagged,
        flagged=_alone(waiting, groups),
        together=reviewing.adults_among([each for group in groups for each in group.people]),
        nothing_due=[each for each in reviewing.undecided(people) if each not in waiting],
        stopped=[each for each in people if _is_stopped(each)],
        first=max(request.args.get("from", 0, type=int), 0),
        page_length=PAGE,
        **words_for(people),
        questions=len(care_questions.open_()) if may(Permission.READ_SAFEGUARDING) else 0,
    )


def _alone(waiting: list[Waiting], groups: list[review_together.Alike]) -> list[Waiting]:
    together = {each.relationship_id for group in groups for each in group.people}
    return [
        each
        for each in waiting
        if not each.nothing_flagged and each.relationship_id not in together
    ]


def words_for(people: list[Waiting]) -> dict[str, Any]:
    """What a template needs to name adults, and why each is looked at."""
    may_know = may(Permission.SET_HOLDS)
    apart = review_together.living_apart(people)

    def reasons(each: Waiting) -> list[str]:
        sharing = review_together.sharers(each, people, may_know=may_know)
        elsewhere = each.relationship_id in apart
        return reasons_for(each, may_know=may_know, sharing=sharing, lives_apart=elsewhere)

    return {
        "kinds": RELATIONSHIP_NAMES,
        "pr_names": PR_NAMES,
        "reasons_for": reasons,
        "classes": review_together.class_names(),
    }


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
    people = reviewing.everyone()
    about = _about(reference, people)
    may_hold = may(Permission.SET_HOLDS)
    same = review_together.alike(about, people, may_hold=may_hold)
    queue = review_together.to_look_at(people, may_hold=may_hold)
    form = _decision_form(same)
    if form.validate_on_submit():
        decided = [about, *_ticked(form, same)]
        _decide(decided, ContactDecision(form.decision.data))
        left = [each for each in queue if each not in decided]
        return redirect(_onwards(about, left, people), code=303)
    return render_template(
        "people/staff/contact.html",
        about=about,
        form=form,
        button=Form(formdata=None),
        may_hold=may_hold,
        following=len([each for each in queue if each is not about]),
        **words_for(people),
    )


def _onwards(about: Waiting, queue: list[Waiting], people: list[Waiting]) -> str:
    """The next adult who waits for this reader, else the list."""
    following = review_together.next_after(about, queue, people)
    if following is None or "list" in request.form:
        return url_for("people_staff.contact_review")
    return url_for("people_staff.contact", reference=following.reference)


def _decision_form(same: list[Waiting]) -> DecisionForm:
    form = FamilyDecisionForm() if same else DecisionForm()
    if isinstance(form, FamilyDecisionForm):
        form.same_for.choices = [
            SelectChoice(
                each.reference,
                gettext("%(adult)s about %(child)s", adult=each.adult, child=each.child),
            )
            for each in same
        ]
    if not may(Permission.SET_HOLDS):
        form.decision.choices = form.decision.choices[:2]
    return form


def _ticked(form: DecisionForm, same: list[Waiting]) -> list[Waiting]:
    ticked = form.same_for.data or () if isinstance(form, FamilyDecisionForm) else ()
    return [each for each in same if each.reference in ticked]


def _decide(rows: list[Waiting], decision: ContactDecision) -> None:
    for each in rows:
        review_actions.decide(each, decision, may_hold=may(Permission.SET_HOLDS))
    db.session.commit()
    flash(gettext("Saved."))


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


def _about(reference: str, people: list[Waiting]) -> Waiting:
    found = next((each for each in people if each.reference == reference), None)
    if found is None:
        abort(404)
    return found
