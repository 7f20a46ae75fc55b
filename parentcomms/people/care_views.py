"""Pages by which the DSL answers what a file mixed up about care."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms.access import Permission, staff
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.languages import gettext
from parentcomms.people import actions, care_questions
from parentcomms.people.import_views import blueprint
from parentcomms.people.staff_forms import CareForm


@blueprint.get("/staff/import/questions")
@staff(Permission.READ_SAFEGUARDING)
def import_questions() -> str:
    """What files said about care that only the DSL can answer."""
    return render_template("people/staff/import_questions.html", questions=care_questions.open_())


@blueprint.route("/staff/import/questions/<string:reference>", methods=["GET", "POST"])
@staff(Permission.READ_SAFEGUARDING)
def import_question(reference: str) -> ResponseReturnValue:
    """One child: who looks after them in law."""
    question = care_questions.about(reference)
    if question is None:
        raise NotFound
    form = CareForm()
    if form.validate_on_submit():
        actions.set_care(question.pupil, form.care.data)
        db.session.commit()
        flash(gettext("Saved."))
        return redirect(url_for("people_staff.import_questions"), code=303)
    return render_template("people/staff/import_question.html", question=question, form=form)
