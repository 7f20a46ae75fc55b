"""The coverage board: numbers and a chart, names behind each number, files to take away."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.clock import today
from parentcomms.coverage import queries, staff_words
from parentcomms.coverage.actions import hand_out
from parentcomms.coverage.exporting import as_xlsx
from parentcomms.coverage.governors import governors_pdf
from parentcomms.coverage.rules import Mark, Part
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, remember
from parentcomms.languages import ngettext

blueprint = Blueprint("coverage_staff", __name__)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/staff/coverage")
@access.staff(Permission.SEE_COVERAGE)
def board() -> str:
    """The school, its years and its classes. Sent is never told: each has its own column."""
    found = queries.board()
    return render_template(
        "coverage/staff/board.html",
        board=found,
        columns=staff_words.columns(found.whole),
        words=staff_words,
        parts=list(Part),
    )


@blueprint.get("/staff/coverage/board.xlsx")
@access.staff(Permission.SEE_COVERAGE)
def workbook() -> Response:
    """The numbers, and every adult by name."""
    return _file(as_xlsx(queries.board()), WORKBOOK, "xlsx")


@blueprint.get("/staff/coverage/governors.pdf")
@access.staff(Permission.SEE_COVERAGE)
def governors() -> Response:
    """The numbers and the chart for the governing board, without a name."""
    return _file(governors_pdf(queries.board()), "application/pdf", "pdf")


def _file(content: bytes, media_type: str, ending: str) -> Response:
    answer = Response(content, mimetype=media_type)
    name = f"who-was-told-{today().isoformat()}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.get("/staff/coverage/groups/<string:group>")
@access.staff(Permission.SEE_COVERAGE)
def adults(group: str) -> str:
    """The names behind a number: one class, year or the school; `mark` keeps one column."""
    wanted = request.args.get("mark", "")
    mark = Mark(wanted) if wanted in set(Mark) else None
    found = queries.adults_of(group, mark)
    if found is None:
        raise NotFound
    name, rows = found
    return render_template(
        "coverage/staff/adults.html",
        title=staff_words.named(group, name),
        group=group,
        mark=mark,
        adults=rows,
        marks=list(Mark),
        words=staff_words,
        form=Form(formdata=None),
    )


@blueprint.post("/staff/coverage/groups/<string:group>/handed-out")
@access.staff(Permission.SEND_COMMUNICATION)
def hand_out_group(group: str) -> ResponseReturnValue:
    """The printed letters of a class, a year or the school have gone into bags or to the post."""
    waiting = queries.printed_for(group)
    if waiting is None:
        raise NotFound
    form, back = Form(), url_for("coverage_staff.adults", group=group)
    if form.validate_on_submit():
        _say(hand_out(waiting))
        remember(form, back)
        db.session.commit()
    return redirect(back, code=303)


@blueprint.post("/staff/coverage/adults/<string:reference>/handed-out")
@access.staff(Permission.SEND_COMMUNICATION)
def hand_out_adult(reference: str) -> ResponseReturnValue:
    """One adult was given theirs, at the desk or at the gate."""
    adult = queries.adult_by_reference(reference)
    if adult is None:
        raise NotFound
    form = Form()
    group = request.form.get("group", queries.EVERYONE)
    back = url_for("coverage_staff.adults", group=group)
    if form.validate_on_submit():
        _say(hand_out(queries.to_hand_out([adult.id])))
        remember(form, back)
        db.session.commit()
    return redirect(back, code=303)


def _say(letters: int) -> None:
    flash(
        ngettext(
            "%(num)s letter is noted as handed out.",
            "%(num)s letters are noted as handed out.",
            letters,
        )
    )
