"""The three requests on an adult's own page: read, and acknowledged in one of three honest ways."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms.access import family
from parentcomms.concerns.actions import Received, receive
from parentcomms.concerns.rules import AboutWhom, ConcernKind
from parentcomms.database import db
from parentcomms.forms import already_submitted, remember
from parentcomms.languages import current
from parentcomms.people.families import person_by_id
from parentcomms.policies.actions import acknowledge
from parentcomms.policies.forms import RequestsForm
from parentcomms.policies.models import AcknowledgementChoice
from parentcomms.policies.queries import current_acknowledgements, current_wording

blueprint = Blueprint("policies_family", __name__)


@blueprint.route("/family/requests", methods=["GET", "POST"])
@family
def requests() -> ResponseReturnValue:
    """Read the statement and say so. It says neither yes nor no to any picture."""
    wording = current_wording(current())
    form = RequestsForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        choice = AcknowledgementChoice(form.choice.data)
        reference = _open_query(choice, form.words.data)
        acknowledge(g.family.person_id, wording, choice, route=_road(), concern_reference=reference)
        done = remember(form, url_for("policies_family.recorded"))
        db.session.commit()
        return redirect(done, code=303)
    return render_template("policies/family/requests.html", form=form, wording=wording)


@blueprint.get("/family/requests/recorded")
@family
def recorded() -> ResponseReturnValue:
    """What was recorded, and what comes next."""
    mine = current_acknowledgements([g.family.person_id]).get(g.family.person_id)
    return render_template("policies/family/recorded.html", acknowledgement=mine)


def _road() -> str:
    """By their own link, or in person on a tablet that staff opened for them."""
    return "own_link" if g.family.opened_by is None else "in_person"


def _open_query(choice: AcknowledgementChoice, words: str | None) -> str | None:
    """A question, or a disagreement, with words opens a query; without words it is just noted."""
    if choice is AcknowledgementChoice.READ or not (words or "").strip():
        return None
    person = person_by_id(g.family.person_id)
    concern = receive(
        Received(
            kind=ConcernKind.QUERY,
            about=AboutWhom.SCHOOL,
            words=str(words),
            language=current(),
            sender_kind="parent",
            sender_name=person.full_name,
            sender_email=person.email or "",
            sender_phone=person.phone or "",
            person_id=person.id,
        )
    )
    return concern.reference
