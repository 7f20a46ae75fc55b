"""Pages of letters and newsletters: the list, one text, editing, approval; sending_views sends."""

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.approvals.queries import decisions_about
from parentcomms.approvals.rules import Point
from parentcomms.communications import actions, editing_views, queries, sending_views
from parentcomms.communications.models import Communication
from parentcomms.communications.preview import preview_pdf
from parentcomms.communications.rules import SENT_TO_PEOPLE
from parentcomms.communications.staff_forms import APPROVE, DecisionForm
from parentcomms.communications.staff_pages import (
    blueprint,
    found,
    may_decide,
    not_written_yet,
    text_page,
)
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext, own_name

__all__ = ["blueprint", "editing_views", "sending_views"]


def _address(communication: Communication) -> str:
    return url_for("communications_staff.communication", reference=communication.reference)


@blueprint.get("/staff/communications")
@access.staff(Permission.EDIT_COMMUNICATION)
def communications() -> str:
    """Everything the school says to families, and where each stands."""
    everything = queries.communications()
    return render_template(
        "communications/staff/communications.html",
        everything=everything,
        came_later=actions.SHIPPED.keys() - {each.communication.key for each in everything},
        button=Form(formdata=None),
    )


@blueprint.post("/staff/communications/shipped")
@access.staff(Permission.EDIT_COMMUNICATION)
def add_shipped() -> ResponseReturnValue:
    """Begin with the texts the service brings, or add those that came since."""
    if Form().validate_on_submit():
        actions.install_shipped_communications()
        db.session.commit()
    return redirect(url_for("communications_staff.communications"), code=303)


@blueprint.get("/staff/communications/<string:reference>")
@access.staff(Permission.EDIT_COMMUNICATION)
def communication(reference: str) -> str:
    """One text as it will be read, where it stands, and what can be done with it."""
    row = found(reference)
    return text_page(
        "communications/staff/communication.html",
        row,
        button=Form(formdata=None),
        sent_to_people=row.kind in SENT_TO_PEOPLE,
        own_name=own_name,
        not_written=not_written_yet(row),
        decisions=decisions_about(row.reference),
        names=names_of(f"staff:{each.decided_by_id}" for each in decisions_about(row.reference)),
    )


@blueprint.get("/staff/communications/<string:reference>/letter.pdf")
@access.staff(Permission.EDIT_COMMUNICATION)
def preview_letter(reference: str) -> Response:
    """The letter on paper, with a family that does not exist."""
    row = found(reference, *SENT_TO_PEOPLE)
    language = request.args.get("language", "en")
    texts = row.versions[-1].texts
    if language not in texts:
        raise NotFound
    pdf = preview_pdf(row.kind, texts[language], language)
    return Response(pdf, mimetype="application/pdf")


@blueprint.post("/staff/communications/<string:reference>/ask")
@access.staff(Permission.EDIT_COMMUNICATION)
def ask_for_approval(reference: str) -> ResponseReturnValue:
    """Put exactly this text before the head."""
    row = found(reference)
    if Form().validate_on_submit():
        actions.ask_for_approval(row)
        db.session.commit()
        flash(gettext("The head teacher will find it on this list."))
    return redirect(_address(row), code=303)


@blueprint.route("/staff/communications/<string:reference>/approve", methods=["GET", "POST"])
@access.staff(Permission.SEE_STAFF_HOME)
def approve(reference: str) -> ResponseReturnValue:
    """The exact text, and the head's decision about it; the head's delegate comes here too."""
    row = found(reference)
    if not may_decide(row.kind):
        raise NotFound
    form = DecisionForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        try:
            _decide(row, form)
        except Refused as refused:
            form.refuse(refused.message)
        else:
            done = remember(form, url_for("communications_staff.approve", reference=reference))
            db.session.commit()
            flash(gettext("Your decision is recorded."))
            return redirect(done, code=303)
    return text_page(
        "communications/staff/approve.html",
        row,
        form=form,
        own_name=own_name,
        sent_to_people=row.kind in SENT_TO_PEOPLE,
    )


def _decide(row: Communication, form: DecisionForm) -> None:
    """About the hash the page showed, which a late edit does not share."""
    shown = request.form.get("content_hash", "")
    if form.decision.data == APPROVE:
        points = [Point(each) for each in form.points.data or ()]
        actions.approve_communication(row, by=g.staff.id, points=points, content_hash=shown)
    else:
        actions.send_back_communication(
            row, by=g.staff.id, words=(form.words.data or "").strip(), content_hash=shown
        )
