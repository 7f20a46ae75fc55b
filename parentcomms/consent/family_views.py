"""The photo questions on one's own page: asked, answered, changed and withdrawn by tapping."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms.access import family
from parentcomms.consent.answering import (
    left_out,
    say_no_to_everything,
    take_answers,
    take_declarations,
    take_the_same,
)
from parentcomms.consent.emails import tell_answers_recorded
from parentcomms.consent.family_page import PhotoPage, photo_page
from parentcomms.consent.family_words import answer_note
from parentcomms.consent.models import Answer
from parentcomms.consent.no_longer_asked import no_longer, still_allowed
from parentcomms.consent.objections import object_to, take_back, tasks_for
from parentcomms.consent.queries import answers_given_by
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, remember
from parentcomms.languages import current, gettext
from parentcomms.people.models import Relationship

blueprint = Blueprint("consent_family", __name__)


@blueprint.route("/family/photos", methods=["GET", "POST"])
@family
def photos() -> ResponseReturnValue:
    """Every question once, every child under it; nothing is chosen beforehand."""
    page = photo_page(g.family.person_id, current())
    form = Form()
    if form.validate_on_submit():
        take_declarations(page, set(request.form.getlist("responsible")))
        if "no_to_all" in request.form:
            child = request.form["no_to_all"]
            taken = say_no_to_everything(page, child=None if child == "family" else child)
        else:
            taken = take_answers(page, request.form)
            if left_out(page, request.form):
                return _look_again(form, taken)
        return _done(form, taken, then=_next_page(page))
    return render_template(
        "consent/family/photos.html",
        form=form,
        page=page,
        tasks=tasks_for(page.relationships, current()),
        allowed_before=still_allowed(page.relationships),
    )


def _next_page(page: PhotoPage) -> str:
    """The receipt, or first another child to whom the same answers are to go."""
    wanted = request.form.get("same_for")
    if wanted in {row.reference for row in page.asked_about}:
        return url_for("consent_family.same_answers", child=wanted)
    return url_for("consent_family.recorded")


def _look_again(form: Form, taken: list[Answer]) -> ResponseReturnValue:
    done = _recorded(form, taken, then=url_for("consent_family.photos"))
    flash(gettext("Something changed while this page was open. Look at your answers once more."))
    return redirect(done, code=303)


def _recorded(form: Form, taken: list[Answer], *, then: str) -> str:
    if taken:
        tell_answers_recorded(g.family.person_id)
    done = remember(form, then)
    db.session.commit()
    return done


def _done(form: Form, taken: list[Answer], *, then: str) -> ResponseReturnValue:
    done = _recorded(form, taken, then=then)
    if not taken and "same_for" not in request.form:
        flash(gettext("Nothing was changed: your answers are as they were."))
    return redirect(done, code=303)


@blueprint.route("/family/photos/same/<string:child>", methods=["GET", "POST"])
@family
def same_answers(child: str) -> ResponseReturnValue:
    """One child's answers offered for another: shown first, and recorded by a press of its own."""
    page = photo_page(g.family.person_id, current())
    relationship = _mine(page, child)
    form = Form()
    if form.validate_on_submit():
        taken = take_the_same(page, relationship, request.form)
        return _done(form, taken, then=url_for("consent_family.recorded"))
    return render_template(
        "consent/family/same_answers.html",
        form=form,
        relationship=relationship,
        first=page.child_to_copy(relationship),
        lines=page.same_for(relationship),
    )


def _mine(page: PhotoPage, reference: str) -> Relationship:
    found = next((row for row in page.asked_about if row.reference == reference), None)
    if found is None:
        raise NotFound
    return found


@blueprint.get("/family/photos/recorded")
@family
def recorded() -> ResponseReturnValue:
    """The receipt: what this adult has said, with the exact wording they read."""
    page = photo_page(g.family.person_id, current())
    answers = answers_given_by(g.family.person_id)
    same = [row for row in page.asked_about if page.same_for(row)]
    return render_template(
        "consent/family/recorded.html",
        page=page,
        answers=answers,
        same=same,
        answer_note=answer_note,
    )


@blueprint.post("/family/photos/objection")
@family
def objection() -> ResponseReturnValue:
    """Object to what the school does as its own task, for one child, or take that back."""
    form = Form()
    back = url_for("consent_family.photos")
    if not form.validate_on_submit():
        return redirect(back, code=303)
    objecting = request.form.get("objection", "")
    key, _, child = (objecting or request.form.get("taken_back", "")).partition(" ")
    change = object_to if objecting else take_back
    taken = change(g.family.person_id, key, child, language=current())
    if taken:
        tell_answers_recorded(g.family.person_id)
    done = remember(form, f"{back}#task-{key}")
    db.session.commit()
    flash(_said(objecting=bool(objecting)))
    return redirect(done, code=303)


@blueprint.post("/family/photos/no-longer-asked")
@family
def no_longer_asked() -> ResponseReturnValue:
    """Take back what was said to a question nobody asks any more: one tap, no reason."""
    form = Form()
    back = url_for("consent_family.photos")
    if not form.validate_on_submit():
        return redirect(back, code=303)
    taken = no_longer(g.family.person_id, request.form.get("answer", ""), language=current())
    if taken:
        tell_answers_recorded(g.family.person_id)
    done = remember(form, back)
    db.session.commit()
    flash(gettext("Your answer is taken back. It counts from now on."))
    return redirect(done, code=303)


def _said(*, objecting: bool) -> str:
    if objecting:
        return gettext("Your objection is recorded. It counts from now on.")
    return gettext("Your objection is taken back.")
