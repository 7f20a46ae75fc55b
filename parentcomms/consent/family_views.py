"""The photo questions on an adult's own page: asked, answered, changed and withdrawn by tapping."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms.access import family
from parentcomms.consent.answering import say_no_to_everything, take_answers, take_declarations
from parentcomms.consent.emails import tell_answers_recorded
from parentcomms.consent.family_page import photo_page
from parentcomms.consent.objections import object_to, take_back, tasks_for
from parentcomms.consent.queries import answers_given_by
from parentcomms.database import db
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import current, gettext

blueprint = Blueprint("consent_family", __name__)


@blueprint.route("/family/photos", methods=["GET", "POST"])
@family
def photos() -> ResponseReturnValue:
    """Every question once, every child under it; nothing is chosen beforehand."""
    page = photo_page(g.family.person_id, current())
    form = Form()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        take_declarations(page, set(request.form.getlist("responsible")))
        if "no_to_all" in request.form:
            child = request.form["no_to_all"]
            taken = say_no_to_everything(page, child=None if child == "family" else child)
        else:
            taken = take_answers(page, request.form)
        if taken:
            tell_answers_recorded(g.family.person_id)
        done = remember(form, url_for("consent_family.recorded"))
        db.session.commit()
        if not taken:
            flash(gettext("Nothing was changed: your answers are as they were."))
        return redirect(done, code=303)
    return render_template(
        "consent/family/photos.html",
        form=form,
        page=page,
        tasks=tasks_for(page.relationships, current()),
    )


@blueprint.get("/family/photos/recorded")
@family
def recorded() -> ResponseReturnValue:
    """The receipt: what this adult has said, with the exact wording they read."""
    page = photo_page(g.family.person_id, current())
    answers = answers_given_by(g.family.person_id)
    return render_template("consent/family/recorded.html", page=page, answers=answers)


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


def _said(*, objecting: bool) -> str:
    if objecting:
        return gettext("Your objection is recorded. It counts from now on.")
    return gettext("Your objection is taken back.")
