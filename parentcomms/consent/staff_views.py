"""Opening individual answers and mending them, and the switches of head and DSL."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.audit.actions import note
from parentcomms.consent import (
    actions,
    child_answers,
    correcting,
    pupil_views,
    question_views,
    staff_words,
    who_views,
)
from parentcomms.consent.rules import Decision
from parentcomms.consent.staff_forms import NeverForm, SetAsideForm
from parentcomms.consent.staff_room import blueprint, child, record_of
from parentcomms.consent.who_staff_forms import CorrectionForm
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.people.models import Pupil
from parentcomms.people.staff_words import RELATIONSHIP_NAMES

__all__ = ["blueprint", "pupil_views", "question_views", "who_views"]


@blueprint.post("/staff/children/<string:reference>/answers")
@access.staff(Permission.READ_INDIVIDUAL_ANSWERS)
def open_answers(reference: str) -> ResponseReturnValue:
    """Who said what, and why it adds up as it does. Each opening is in the audit."""
    pupil = child(reference)
    if not Form().validate_on_submit():
        return redirect(record_of(reference), code=303)
    return _opened(pupil, SetAsideForm(formdata=None))


def _opened(pupil: Pupil, form: SetAsideForm, *, about: str = "") -> str:
    """The opened page, after the opening itself was recorded."""
    note("answers-opened", "pupil", row_id=pupil.id)
    db.session.commit()
    uses = child_answers.opened_answers(pupil.id)
    actors = {each.answer.recorded_by for use in uses for each in use.answers}
    actors |= {by for use in uses for each in use.answers if (by := each.answer.opened_by)}
    actors |= {
        each.set_aside.set_aside_by for use in uses for each in use.answers if each.set_aside
    }
    return render_template(
        "consent/staff/open_answers.html",
        pupil=pupil,
        uses=uses,
        names=names_of(actors),
        form=form,
        about=about,
        words=staff_words,
        relationship_names=RELATIONSHIP_NAMES,
        can_be_corrected=correcting.can_be_corrected,
        corrected=correcting.corrected_ids([each.answer for use in uses for each in use.answers]),
    )


@blueprint.post("/staff/children/<string:reference>/answers/<string:answer>/set-aside")
@access.staff(Permission.SET_ASIDE_ANSWERS)
def set_aside(reference: str, answer: str) -> ResponseReturnValue:
    """The head or DSL sets a no aside, with a reason."""
    pupil = child(reference)
    row = child_answers.answer_of(pupil.id, answer)
    if row is None:
        raise NotFound
    form = SetAsideForm()
    if done := already_submitted(form):
        return redirect(done, code=303)
    if not form.validate_on_submit():
        return _opened(pupil, form, about=answer)
    actions.set_aside(row, form.reason.data)
    done = remember(form, record_of(reference))
    db.session.commit()
    flash(gettext("The answer was set aside."))
    return redirect(done, code=303)


@blueprint.route(
    "/staff/children/<string:reference>/answers/<string:answer>/correct", methods=["GET", "POST"]
)
@access.staff(Permission.SET_ASIDE_ANSWERS)
def correct(reference: str, answer: str) -> ResponseReturnValue:
    """The school wrote an answer down wrongly: never said, or stricter than written."""
    pupil = child(reference)
    row = child_answers.answer_of(pupil.id, answer)
    corrected = child_answers.corrected_of(pupil.id)
    if row is None or not correcting.can_be_corrected(row, corrected):
        raise NotFound
    form = CorrectionForm()
    form.what.choices = staff_words.corrections(correcting.stricter_than(row))
    if form.validate_on_submit():
        to = None if form.what.data == staff_words.NEVER_SAID else Decision(form.what.data)
        correcting.correct(row, to, form.reason.data, corrected=corrected)
        done = remember(form, record_of(reference))
        db.session.commit()
        flash(gettext("The answer was corrected. What was written down stays in the record."))
        return redirect(done, code=303)
    return render_template(
        "consent/staff/correct.html", pupil=pupil, answer=row, form=form, words=staff_words
    )


@blueprint.route("/staff/children/<string:reference>/never", methods=["GET", "POST"])
@access.staff(Permission.SET_NEVER)
def never(reference: str) -> ResponseReturnValue:
    """The head's and DSL's switch, above every answer."""
    pupil = child(reference)
    form = NeverForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        actions.set_never(pupil, form.scope.data, form.reason.data)
        done = remember(form, url_for("consent_staff.never", reference=reference))
        db.session.commit()
        flash(gettext("It holds from now on."))
        return redirect(done, code=303)
    in_force = child_answers.nevers_of(pupil.id)
    return render_template(
        "consent/staff/never.html",
        pupil=pupil,
        form=form,
        in_force=in_force,
        names=names_of({row.set_by for row in in_force}),
        scope_names=staff_words.SCOPE_NAMES,
        button=Form(formdata=None),
    )


@blueprint.post("/staff/children/<string:reference>/never/lift")
@access.staff(Permission.SET_NEVER)
def lift_never(reference: str) -> ResponseReturnValue:
    """The answers underneath count again."""
    pupil = child(reference)
    if Form().validate_on_submit():
        for row in child_answers.nevers_of(pupil.id):
            actions.lift_never(row)
        db.session.commit()
        flash(gettext("It was lifted. The families' answers count again."))
    return redirect(url_for("consent_staff.never", reference=reference), code=303)


@blueprint.post("/staff/children/<string:reference>/ask-the-head")
@access.staff(Permission.SET_NEVER)
def ask_the_head(reference: str) -> ResponseReturnValue:
    """Put the neutral marker on, or take it off."""
    pupil = child(reference)
    if Form().validate_on_submit():
        marker = child_answers.ask_the_head_marker(pupil.id)
        if marker is None:
            actions.ask_the_head(pupil)
        else:
            actions.stop_asking_the_head(marker)
        db.session.commit()
    return redirect(record_of(reference), code=303)
