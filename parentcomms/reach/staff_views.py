"""Links for the text or app service the school already has: make, fetch, and say what became."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.reach import actions, queries, staff_words
from parentcomms.reach.exporting import as_csv, as_xlsx
from parentcomms.reach.models import MergeFile
from parentcomms.reach.rules import Whom
from parentcomms.reach.staff_forms import MergeFileForm

blueprint = Blueprint("reach_staff", __name__)
WRITTEN = {"csv": as_csv, "xlsx": as_xlsx}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.route("/staff/links-to-send", methods=["GET", "POST"])
@access.staff(Permission.SEND_COMMUNICATION)
def merge_files() -> ResponseReturnValue:
    """Files made so far, and the form for another."""
    form = MergeFileForm()
    form.offer()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        row = actions.make_file(Whom(form.whom.data), form.chosen_class())
        db.session.flush()
        done = remember(form, url_for("reach_staff.merge_file", reference=row.reference))
        db.session.commit()
        return redirect(done, code=303)
    rows = queries.merge_files()
    return render_template(
        "reach/staff/merge_files.html",
        form=form,
        rows=[(row, queries.state_of(row)) for row in rows],
        names=names_of({row.made_by for row in rows}),
        words=staff_words,
    )


def _found(reference: str) -> MergeFile:
    row = queries.merge_file_by_reference(reference)
    if row is None:
        raise NotFound
    return row


@blueprint.get("/staff/links-to-send/<string:reference>")
@access.staff(Permission.SEND_COMMUNICATION)
def merge_file(reference: str) -> str:
    """One file: who is in it, the ways to fetch it, and whether it was sent."""
    row = _found(reference)
    return render_template(
        "reach/staff/merge_file.html",
        row=row,
        state=queries.state_of(row),
        people=queries.people_in(row),
        form=Form(formdata=None),
        words=staff_words,
        kinds=WRITTEN,
    )


@blueprint.post("/staff/links-to-send/<string:reference>/<string:kind>")
@access.staff(Permission.SEND_COMMUNICATION)
def fetch(reference: str, kind: str) -> ResponseReturnValue:
    """The file. It is written for this press and kept nowhere; the press is recorded."""
    row = _found(reference)
    if kind not in WRITTEN:
        raise NotFound
    if not Form().validate_on_submit():
        return redirect(url_for("reach_staff.merge_file", reference=reference), code=303)
    content = WRITTEN[kind](actions.fetch(row))
    db.session.commit()
    answer = Response(content, mimetype=MEDIA_TYPES[kind])
    name = f"links-{today().isoformat()}-{row.reference}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.post("/staff/links-to-send/<string:reference>/sent")
@access.staff(Permission.SEND_COMMUNICATION)
def sent(reference: str) -> ResponseReturnValue:
    """The messages went."""
    row = _found(reference)
    if Form().validate_on_submit():
        actions.confirm_sent(row)
        db.session.commit()
        flash(gettext("Noted: their links were sent elsewhere. Delete the file now."))
    return redirect(url_for("reach_staff.merge_files"), code=303)


@blueprint.post("/staff/links-to-send/<string:reference>/not-sent")
@access.staff(Permission.SEND_COMMUNICATION)
def not_sent(reference: str) -> ResponseReturnValue:
    """Nothing went."""
    row = _found(reference)
    if Form().validate_on_submit():
        actions.discard(row)
        db.session.commit()
        flash(gettext("Noted: nothing was sent. Delete the file now."))
    return redirect(url_for("reach_staff.merge_files"), code=303)
