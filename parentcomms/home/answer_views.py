"""Recording what an adult said on paper, by phone or in person."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.communications.about_child import sheet_with_code
from parentcomms.consent.queries import newest_question_at, uses_in_force, wordings
from parentcomms.consent.recording import record_for
from parentcomms.database import db
from parentcomms.forms import already_submitted, remember
from parentcomms.home.answers_staff_forms import RecordAnswersForm, record_answers_form
from parentcomms.home.child_views import adult_on_record, blueprint
from parentcomms.languages import gettext
from parentcomms.people.models import Relationship
from parentcomms.people.staff_words import RELATIONSHIP_NAMES


@blueprint.route(
    "/staff/children/<string:reference>/adults/<string:adult>/answers", methods=["GET", "POST"]
)
@access.staff(Permission.RECORD_ANSWERS)
def record_answers(reference: str, adult: str) -> ResponseReturnValue:
    """One adult, one child; what was said before is not shown."""
    relationship = adult_on_record(reference, adult)
    form = _form()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        if form.complete(their_form=_is_their_form(form, relationship)):
            record_for(
                relationship, form.decisions(), route=form.route.data, evidence=form.evidence()
            )
            done = remember(form, url_for("home_staff.child_record", reference=reference))
            db.session.commit()
            flash(gettext("The answers were recorded."))
            return redirect(done, code=303)
    return render_template(
        "home/staff/record_answers.html",
        form=form,
        relationship=relationship,
        relationship_names=RELATIONSHIP_NAMES,
    )


def _form() -> RecordAnswersForm:
    uses = uses_in_force()
    words = wordings([use.version_id for use in uses], "en")
    return record_answers_form([(use, words[use.version_id].name) for use in uses])


def _is_their_form(form: RecordAnswersForm, relationship: Relationship) -> bool:
    """Printed for this adult about this child, and since the questions last changed."""
    sheet = sheet_with_code(relationship.id, form.code.data or "")
    newest = newest_question_at()
    return sheet is not None and newest is not None and sheet.made_at >= newest
