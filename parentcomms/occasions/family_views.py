"""An occasion on an adult's own page: one question per child, changed until the day is over."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms.access import family
from parentcomms.consent.emails import tell_answers_recorded
from parentcomms.consent.rules import Decision
from parentcomms.consent.tapping import road
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import current, gettext
from parentcomms.occasions.actions import take_answers
from parentcomms.occasions.family import OccasionQuestion, questions_for
from parentcomms.people.models import Relationship

blueprint = Blueprint("occasions_family", __name__)


@blueprint.route("/family/occasions/<string:reference>", methods=["GET", "POST"])
@family
def occasion(reference: str) -> ResponseReturnValue:
    """Nothing is chosen beforehand; another family's occasion does not exist."""
    questions = questions_for(g.family.person_id, current())
    question = next((each for each in questions if each.occasion.reference == reference), None)
    if question is None:
        raise NotFound
    form = Form()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        taken = take_answers(question.occasion, _tapped(question), language=current(), **road())
        if taken:
            tell_answers_recorded(g.family.person_id)
        done = remember(form, url_for("occasions_family.occasion", reference=reference))
        db.session.commit()
        flash(
            gettext("Your answer is recorded. You can see it below.")
            if taken
            else gettext("Nothing was changed: your answers are as they were.")
        )
        return redirect(done, code=303)
    return render_template("occasions/family/occasion.html", form=form, question=question)


def _tapped(question: OccasionQuestion) -> list[tuple[Relationship, Decision]]:
    """What was tapped and is offered; anything else is no answer.

    Nor is a yes that was changed elsewhere since and is only still ticked on a page left open.
    """
    found = []
    for cell in question.cells:
        value = request.form.get(cell.name)
        still_ticked = value == request.form.get(f"shown-{cell.name}") and value != cell.said
        if still_ticked and value != Decision.NO:
            continue
        found += [(cell.relationship, each) for each in cell.offered if each.value == value]
    return found
