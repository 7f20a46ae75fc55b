"""Asking about one occasion: staff write it, the head decides, the question goes out."""

from collections.abc import Sequence

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.approvals.queries import delegation_to
from parentcomms.approvals.rules import ApprovalKind, Point
from parentcomms.clock import today
from parentcomms.consent.staff_words import STANDING_NAMES
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext, ngettext, own_name
from parentcomms.occasions import actions, queries, wording
from parentcomms.occasions.rules import OccasionState
from parentcomms.occasions.staff_forms import APPROVE, OccasionDecisionForm, OccasionForm
from parentcomms.occasions.staff_words import STATE_COLOURS, STATE_NAMES
from parentcomms.people.children import classes_now
from parentcomms.people.groups import groups_to_pick
from parentcomms.people.pasted import Found, Known
from parentcomms.people.picking import chosen, find_names, known_by_reference, pupil_ids
from parentcomms.people.picking_words import too_many_names

NO_NAMES = Found()
blueprint = Blueprint("occasions_staff", __name__)


def may_decide() -> bool:
    """The head, or somebody to whom the head has delegated consent requests."""
    if access.may(Permission.APPROVE_COMMUNICATION):
        return True
    delegation = delegation_to(g.staff.id)
    in_force = delegation is not None and delegation.in_force(today())
    return in_force and ApprovalKind.CONSENT_REQUEST in delegation.scope  # type: ignore[union-attr]


def _sees_all() -> bool:
    return access.may(Permission.SEE_PEOPLE) or may_decide()


def found_line(reference: str) -> queries.OccasionLine:
    """One occasion of those this person may see."""
    line = queries.line_for(reference, access.actor(), everything=_sees_all())
    if line is None:
        raise NotFound
    return line


@blueprint.get("/staff/occasions")
@access.staff(Permission.CHECK_BEFORE_POSTING)
def occasions() -> str:
    """What was asked about single days, and what waits."""
    return render_template(
        "occasions/staff/occasions.html",
        lines=queries.occasions_seen_by(access.actor(), everything=_sees_all()),
        names=STATE_NAMES,
        colours=STATE_COLOURS,
    )


@blueprint.route("/staff/occasions/new", methods=["GET", "POST"])
@access.staff(Permission.CHECK_BEFORE_POSTING)
def new_occasion() -> ResponseReturnValue:
    """Who, what, when, where, and which children; names are found before anything is written."""
    form = OccasionForm(data=_written_before())
    form.classes.choices = [SelectChoice(each.reference, each.name) for each in classes_now()]
    groups = groups_to_pick(access.actor())
    form.groups.choices = [SelectChoice(each.reference, each.name) for each in groups]
    if not form.validate_on_submit():
        return _form_page(form)
    names = _tick_by_name(form)
    if not names.is_clear:
        return _form_page(form, names)
    children = _chosen(form)
    if not children:
        form.refuse(gettext("Choose the children it is about"), field=form.classes)
        return _form_page(form)
    made = actions.draft(form.asked(), pupil_ids([each.reference for each in children]))
    done = remember(form, url_for("occasions_staff.occasion", reference=made.reference))
    db.session.commit()
    flash(gettext("Written. The head teacher decides, and then it is asked."))
    return redirect(done, code=303)


def _written_before() -> dict[str, object]:
    """An earlier one to write again, with its children."""
    if "again" not in request.args:
        return {}
    row = found_line(request.args["again"]).occasion
    return {
        "who": row.who,
        "what": row.what,
        "where_shown": row.where_shown,
        "happens_on": row.happens_on,
        "answer_by": row.answer_by,
        "offers_unrecognisable": row.use.versions[-1].offers_unrecognisable,
        "pupils": [child.pupil.reference for child in row.children],
    }


def _tick_by_name(form: OccasionForm) -> Found:
    names = find_names(form.pasted.data or "")
    if names.too_many:
        form.refuse(too_many_names(names.too_many), field=form.pasted)
        return names
    exact = [each.reference for each in names.exact]
    form.pupils.data = list(dict.fromkeys([*(form.pupils.data or ()), *exact]))
    form.pasted.data = ""
    return names


def _chosen(form: OccasionForm) -> Sequence[Known]:
    return chosen(
        classes=form.classes.data or (),
        groups=form.groups.data or (),
        pupils=form.pupils.data or (),
    )


def _form_page(form: OccasionForm, names: Found = NO_NAMES) -> str:
    return render_template(
        "occasions/staff/new_occasion.html",
        form=form,
        names=names,
        ticked=known_by_reference(form.pupils.data or ()),
    )


@blueprint.get("/staff/occasions/<string:reference>")
@access.staff(Permission.CHECK_BEFORE_POSTING)
def occasion(reference: str) -> str:
    """The exact question, where it stands, the children, and whom to ring."""
    return _page(found_line(reference), OccasionDecisionForm(formdata=None))


def _page(line: queries.OccasionLine, form: OccasionDecisionForm) -> str:
    row = line.occasion
    children = queries.standings(row)
    version = row.use.versions[-1]
    rings = access.may(Permission.RECORD_ANSWERS) and line.state is OccasionState.ASKED
    actors = [row.made_by, *(f"staff:{each.decided_by_id}" for each in line.decisions)]
    return render_template(
        "occasions/staff/occasion.html",
        line=line,
        row=row,
        children=children,
        wordings=sorted(version.wordings, key=lambda each: (each.language != "en", each.language)),
        own_name=own_name,
        content_hash=wording.hash_of(row),
        form=form,
        button=Form(formdata=None),
        decides=line.waits and may_decide(),
        to_ask=queries.to_ask(row) if rings else None,
        people=names_of(actors),
        state_name=STATE_NAMES[line.state],
        state_colour=STATE_COLOURS[line.state],
        standing_names=STANDING_NAMES,
    )


@blueprint.post("/staff/occasions/<string:reference>/decide")
@access.staff(Permission.SEE_STAFF_HOME)
def decide(reference: str) -> ResponseReturnValue:
    """The head approves exactly what the page showed, and it goes out; or sends it back."""
    if not may_decide():
        raise NotFound
    line = found_line(reference)
    form = OccasionDecisionForm()
    if done := already_submitted(form):
        return redirect(done, code=303)
    if not form.validate_on_submit():
        return _page(line, form)
    try:
        said = _decide(line, form)
    except Refused as refused:
        form.refuse(refused.message)
        return _page(line, form)
    done = remember(form, url_for("occasions_staff.occasion", reference=reference))
    db.session.commit()
    flash(said)
    return redirect(done, code=303)


def _decide(line: queries.OccasionLine, form: OccasionDecisionForm) -> str:
    shown = request.form.get("content_hash", "")
    if form.decision.data != APPROVE:
        words = (form.words.data or "").strip()
        actions.send_it_back(line, by=g.staff.id, words=words, content_hash=shown)
        return gettext("Sent back.")
    points = [Point(each) for each in form.points.data or ()]
    number = actions.approve_and_ask(line, by=g.staff.id, points=points, content_hash=shown)
    return ngettext(
        "Approved. %(num)s adult is asked by e-mail.",
        "Approved. %(num)s adults are asked by e-mail.",
        number,
    )


@blueprint.post("/staff/occasions/<string:reference>/cancel")
@access.staff(Permission.CHECK_BEFORE_POSTING)
def cancel(reference: str) -> ResponseReturnValue:
    """It does not happen."""
    line = found_line(reference)
    if Form().validate_on_submit():
        actions.cancel(line.occasion)
        db.session.commit()
        flash(gettext("Cancelled. No picture of it passes a check any more."))
    return redirect(url_for("occasions_staff.occasion", reference=reference), code=303)
