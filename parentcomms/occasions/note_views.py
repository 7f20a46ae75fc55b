"""Noting what an adult who has no e-mail said about one occasion, by phone or in person."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.clock import today
from parentcomms.consent.emails import tell_answers_updated
from parentcomms.consent.rules import Decision
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.occasions import actions, queries
from parentcomms.occasions.models import Occasion
from parentcomms.occasions.rules import is_taken
from parentcomms.occasions.staff_forms import NoteAnswerForm
from parentcomms.occasions.staff_views import blueprint, found_line
from parentcomms.people.holds import may_be_mailed
from parentcomms.people.models import Relationship
from parentcomms.people.staff_words import RELATIONSHIP_NAMES

__all__ = ["blueprint"]


@blueprint.route(
    "/staff/occasions/<string:reference>/adults/<string:adult>", methods=["GET", "POST"]
)
@access.staff(Permission.RECORD_ANSWERS)
def note_answer(reference: str, adult: str) -> ResponseReturnValue:
    """One adult, one child, one occasion; what was said before is not shown."""
    row = found_line(reference).occasion
    relationship = queries.adult_asked(row, adult)
    if relationship is None:
        raise NotFound
    form = NoteAnswerForm()
    form.offer(_offered(row))
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        try:
            _note(row, relationship, form)
        except Refused as refused:
            form.refuse(refused.message)
        else:
            done = remember(form, url_for("occasions_staff.occasion", reference=reference))
            db.session.commit()
            flash(gettext("The answer was recorded."))
            return redirect(done, code=303)
    return render_template(
        "occasions/staff/note_answer.html",
        form=form,
        row=row,
        relationship=relationship,
        relationship_names=RELATIONSHIP_NAMES,
    )


def _offered(row: Occasion) -> tuple[Decision, ...]:
    third = row.use.versions[-1].offers_unrecognisable
    facts = queries.facts_of(row)
    return tuple(
        each
        for each in Decision
        if (third or each is not Decision.UNRECOGNISABLE) and is_taken(each, facts, today())
    )


def _note(row: Occasion, relationship: Relationship, form: NoteAnswerForm) -> None:
    said = [(relationship, Decision(form.decision.data))]
    taken = actions.take_answers(
        row, said, language="en", route=form.route.data, evidence=form.evidence()
    )
    if taken and relationship.person_id is not None and may_be_mailed(relationship):
        tell_answers_updated(relationship.person_id)
