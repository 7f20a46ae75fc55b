"""Requests for what is held: begun, read, decided about item by item, taken away."""

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, remember
from parentcomms.languages import gettext
from parentcomms.subject_access import actions, draft, queries
from parentcomms.subject_access.belonging import Seal
from parentcomms.subject_access.models import SubjectRequest, Verdict
from parentcomms.subject_access.staff_forms import BeginForm, DecideForm
from parentcomms.subject_access.staff_words import SEAL_NAMES, VERDICT_NAMES
from parentcomms.subject_access.taking import zipped

blueprint = Blueprint("subject_access_staff", __name__)
Page = ResponseReturnValue


def _the(reference: str) -> SubjectRequest:
    found = queries.request_by_reference(reference)
    if found is None:
        raise NotFound
    return found


@blueprint.route("/staff/records/requests", methods=["GET", "POST"])
@access.staff(Permission.ANSWER_SUBJECT_ACCESS)
def requests() -> Page:
    """Every request, and a new one."""
    form = BeginForm()
    if form.validate_on_submit():
        subject = queries.subject_by_reference((form.reference.data or "").strip())
        if subject is not None:
            row = actions.begin(subject)
            done = remember(form, url_for(".subject_request", reference=row.reference))
            db.session.commit()
            return redirect(done, code=303)
        form.refuse(gettext("No child or adult has this reference"), field=form.reference)
    rows = queries.requests()
    subjects = {row.id: queries.subject_of(row) for row in rows}
    return render_template(
        "subject_access/staff/requests.html", form=form, rows=rows, subjects=subjects
    )


@blueprint.get("/staff/records/requests/<string:reference>")
@access.staff(Permission.ANSWER_SUBJECT_ACCESS)
def subject_request(reference: str) -> Page:
    """The draft on a page. Items of safeguarding are counted here, and named nowhere."""
    row = _the(reference)
    lines, subject = queries.lines_of(row), queries.subject_of(row)
    names = draft.actors_in(lines, subject)
    readable = [line for line in lines if line.item.seal is not Seal.SAFEGUARDING or line.open]
    return render_template(
        "subject_access/staff/subject_request.html",
        row=row,
        subject=subject,
        lines=[(line, draft.shown(line, names)) for line in readable],
        kept=len(lines) - len(readable),
        waiting=sum(line.waits for line in lines),
        seals=SEAL_NAMES,
        verdicts=VERDICT_NAMES,
        form=Form(),
    )


@blueprint.post("/staff/records/requests/<string:reference>/draft.zip")
@access.staff(Permission.ANSWER_SUBJECT_ACCESS)
def take(reference: str) -> Page:
    """The zip; taking it is an act of its own, and stands in the audit."""
    row = _the(reference)
    if not Form().validate_on_submit():
        return redirect(url_for(".subject_request", reference=reference), code=303)
    content = zipped(row)
    actions.note_opening(row)
    name = f"draft-{row.reference}.zip"
    db.session.commit()
    return send_file(content, "application/zip", as_attachment=True, download_name=name)


@blueprint.get("/staff/records/sealed")
@access.staff(Permission.RELEASE_SAFEGUARDING)
def sealed() -> Page:
    """For the DSL: items of safeguarding that wait in requests not yet answered."""
    waiting = [
        (row, [line for line in queries.lines_of(row) if _waits_for_the_dsl(line)])
        for row in queries.requests()
        if row.answered_at is None
    ]
    return render_template("subject_access/staff/sealed.html", waiting=waiting, seals=SEAL_NAMES)


def _waits_for_the_dsl(line: queries.Line) -> bool:
    return line.waits and line.item.seal is Seal.SAFEGUARDING


@blueprint.route(
    "/staff/records/requests/<string:reference>/<string:table>/<int:row_id>",
    methods=["GET", "POST"],
)
@access.staff(Permission.ANSWER_SUBJECT_ACCESS)
def decide(reference: str, table: str, row_id: int) -> Page:
    """The lead reads what tells of somebody else, and releases or withholds it."""
    line = _sealed(reference, table, row_id, Seal.THIRD_PARTY)
    return _decide(reference, line, url_for(".subject_request", reference=reference))


@blueprint.route(
    "/staff/records/sealed/<string:reference>/<string:table>/<int:row_id>",
    methods=["GET", "POST"],
)
@access.staff(Permission.RELEASE_SAFEGUARDING)
def decide_sealed(reference: str, table: str, row_id: int) -> Page:
    """The DSL reads what is of safeguarding, and releases or withholds it."""
    line = _sealed(reference, table, row_id, Seal.SAFEGUARDING)
    return _decide(reference, line, url_for(".sealed"))


def _sealed(reference: str, table: str, row_id: int, seal: Seal) -> queries.Line:
    line = queries.sealed_line(_the(reference), table, row_id, seal)
    if line is None:
        raise NotFound
    return line


def _decide(reference: str, line: queries.Line, after: str) -> Page:
    row, form = _the(reference), DecideForm()
    if form.validate_on_submit():
        actions.decide(row, line, Verdict(form.verdict.data), form.reason.data or "")
        done = remember(form, after)
        db.session.commit()
        flash(gettext("Decided."))
        return redirect(done, code=303)
    names = draft.actors_in([line], queries.subject_of(row))
    return render_template(
        "subject_access/staff/decide.html",
        line=line,
        values=draft.in_words(line, names),
        form=form,
        seals=SEAL_NAMES,
    )


@blueprint.post("/staff/records/requests/<string:reference>/answered")
@access.staff(Permission.ANSWER_SUBJECT_ACCESS)
def answered(reference: str) -> Page:
    """The lead says that it has been answered."""
    row = _the(reference)
    if Form().validate_on_submit() and row.answered_at is None:
        actions.answered(row)
        db.session.commit()
        flash(gettext("Recorded as answered."))
    return redirect(url_for(".subject_request", reference=reference), code=303)
