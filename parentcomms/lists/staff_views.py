"""Lists on screen and on paper, and what the code on a sheet says."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, remember
from parentcomms.languages import gettext
from parentcomms.lists import actions, printed, queries, staff_words
from parentcomms.lists.models import PrintedList
from parentcomms.lists.queries import OpenList, Reader
from parentcomms.lists.rules import SheetState
from parentcomms.lists.sheets import MEDIA_TYPES, file_of
from parentcomms.lists.staff_forms import PrintForm

blueprint = Blueprint("lists_staff", __name__)


def reader() -> Reader:
    """Whoever asks."""
    return Reader(g.staff.id, access.may(Permission.SEE_EVERY_LIST))


@blueprint.get("/staff/lists")
@access.staff(Permission.SEE_STANDING_ANSWERS)
def lists() -> str:
    """The lists this person may open, and the sheets they still have."""
    return render_template(
        "lists/staff/lists.html",
        lists=queries.lists_open_to(reader()),
        every=reader().sees_every_list,
        sheets=printed.judge(printed.kept_by(access.actor())),
        name_of=printed.name_of,
        words=staff_words,
    )


def _list(kind: str, reference: str) -> OpenList:
    found = queries.find_list(reader(), kind, reference)
    if found is None:
        raise NotFound
    return found


@blueprint.get("/staff/lists/<string:kind>/<string:reference>")
@access.staff(Permission.SEE_STANDING_ANSWERS)
def one_list(kind: str, reference: str) -> str:
    """What stands for each child of a class, club or trip."""
    found = _list(kind, reference)
    return _shown(found, PrintForm(formdata=None, kind="pdf"))


def _shown(found: OpenList, form: PrintForm) -> str:
    return render_template(
        "lists/staff/one_list.html",
        found=found,
        grid=queries.grid_of(queries.children_of(found)),
        form=form,
        words=staff_words,
    )


@blueprint.post("/staff/lists/<string:kind>/<string:reference>/print")
@access.staff(Permission.SEE_STANDING_ANSWERS)
def print_list(kind: str, reference: str) -> ResponseReturnValue:
    """Keep what the sheet says; its file comes from that."""
    found = _list(kind, reference)
    form = PrintForm()
    if not form.validate_on_submit():
        return _shown(found, form)
    grid = queries.grid_of(queries.children_of(found))
    sheet = actions.print_list(found, grid, kind=form.kind.data)
    done = remember(form, url_for("lists_staff.printed_list", reference=sheet.reference))
    db.session.commit()
    return redirect(done, code=303)


@blueprint.get("/staff/lists/code")
@access.staff(Permission.SEE_STANDING_ANSWERS)
def code() -> str:
    """Type the code of a sheet: may it still be used?"""
    typed = request.args.get("code", "").strip()[:40]
    sheet = printed.sheet_with_code(typed) if typed else None
    return render_template(
        "lists/staff/code.html", typed=typed, **(_about(sheet) if sheet else {"judged": None})
    )


def _about(sheet: PrintedList) -> dict[str, object]:
    """What is said of a sheet; which child it is about is for those who may see its list."""
    (judged,) = printed.judge([sheet])
    seen = printed.may_see_its_list(reader(), sheet)
    changed = queries.children_named(judged.stricter).values() if seen else ()
    return {
        "judged": judged,
        "sheet": sheet,
        "safe": judged.state is SheetState.STILL_SAFE,
        "may_see": seen,
        "changed": sorted(changed, key=lambda child: child.name),
        "name": printed.name_of(sheet) if seen else "",
        "of": (sheet.school_class or sheet.group) if seen else None,
        "kind": queries.ListKind.CLASS if sheet.class_id else queries.ListKind.GROUP,
        "words": staff_words,
    }


def _sheet_of(reference: str) -> PrintedList:
    """A sheet of one's own, or of a list one may see."""
    sheet = printed.sheet_by_reference(reference)
    if sheet is None:
        raise NotFound
    if sheet.printed_by != access.actor() and not printed.may_see_its_list(reader(), sheet):
        raise NotFound
    return sheet


@blueprint.get("/staff/lists/printed/<string:reference>")
@access.staff(Permission.SEE_STANDING_ANSWERS)
def printed_list(reference: str) -> str:
    """One sheet: its file while it is safe, and whether it still is."""
    sheet = _sheet_of(reference)
    return render_template(
        "lists/staff/printed_list.html",
        mine=sheet.printed_by == access.actor(),
        code=printed.code_of(sheet),
        button=Form(formdata=None),
        **_about(sheet),
    )


@blueprint.get("/staff/lists/printed/<string:reference>/file")
@access.staff(Permission.SEE_STANDING_ANSWERS)
def sheet_file(reference: str) -> ResponseReturnValue:
    """The file, as long as it is safe: an unsafe sheet is not printed a second time."""
    sheet = _sheet_of(reference)
    (judged,) = printed.judge([sheet])
    if judged.stricter or not printed.may_see_its_list(reader(), sheet):
        return redirect(url_for("lists_staff.printed_list", reference=reference), code=303)
    return download(file_of(sheet), f"photo-answers-{sheet.reference}.{sheet.kind}")


def download(content: bytes, name: str) -> Response:
    """A file to keep, under a name without a child's in it."""
    answer = Response(content, mimetype=MEDIA_TYPES[name.rpartition(".")[2]])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.post("/staff/lists/printed/<string:reference>/thrown-away")
@access.staff(Permission.SEE_STANDING_ANSWERS)
def throw_away(reference: str) -> ResponseReturnValue:
    """Whoever printed it says that it is gone."""
    sheet = _sheet_of(reference)
    if sheet.printed_by != access.actor():
        raise NotFound
    if Form().validate_on_submit():
        actions.throw_away(sheet)
        db.session.commit()
        flash(gettext("Thank you. You will hear no more about that sheet."))
    return redirect(url_for("lists_staff.lists"), code=303)
