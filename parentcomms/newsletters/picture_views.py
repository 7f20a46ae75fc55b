"""Pictures of a newsletter and the check bound to each; the office's own PDF in their place."""

from typing import Any

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.communications.issues import pictures_in
from parentcomms.communications.models import Communication
from parentcomms.communications.pictures import checks_of, may_be_shown, uses_needed
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.filters import moment
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext, ngettext
from parentcomms.newsletters import actions, files, queries, showing
from parentcomms.newsletters.models import NewsletterFile
from parentcomms.newsletters.own_pdf import with_insert
from parentcomms.newsletters.staff_forms import ChecksForm, PdfForm, PictureForm
from parentcomms.newsletters.staff_pages import blueprint, found, found_file, its_page
from parentcomms.uploads import NotAccepted, Unreadable

NOBODY = "nobody"


def _carried(row: Communication) -> list[dict[str, Any]]:
    written = row.versions[-1].texts[actions.LANGUAGE]
    return [*pictures_in(written), *([written["file"]] if written.get("file") else [])]


@blueprint.route("/staff/newsletters/<string:reference>/pictures", methods=["GET", "POST"])
@access.staff(Permission.EDIT_COMMUNICATION)
def pictures(reference: str) -> ResponseReturnValue:
    """Each picture with what its check says now, and a form for another."""
    row = found(reference)
    form = PictureForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        try:
            file = files.keep(row, files.picture_from(form.picture.data))
            actions.add_picture(row, file, alt=form.alt.data.strip(), by=g.staff.id)
        except NotAccepted as problem:
            form.refuse(problem.message, field=form.picture)
        else:
            done = remember(
                form,
                url_for("newsletters_staff.check", reference=reference, file=file.reference),
            )
            db.session.commit()
            return redirect(done, code=303)
    return render_template(
        "newsletters/staff/pictures.html",
        row=row,
        form=form,
        lines=[
            {"picture": each, "clear": may_be_shown(each), "place": place}
            for place, each in enumerate(_carried(row), 1)
        ],
        file=row.versions[-1].texts[actions.LANGUAGE].get("file"),
        button=Form(formdata=None),
    )


@blueprint.route(
    "/staff/newsletters/<string:reference>/files/<string:file>/check", methods=["GET", "POST"]
)
@access.staff(Permission.EDIT_COMMUNICATION)
def check(reference: str, file: str) -> ResponseReturnValue:
    """Bind a check that said yes to this picture, or say that no child is in it."""
    row = found(reference)
    kept, form = found_file(row, file), ChecksForm()
    choices = {each.reference: each for each in queries.checks_to_bind(kept)}
    names = names_of(each.checked_by for each in choices.values())
    form.check.choices = [
        *(SelectChoice(each.reference, _words(each, names)) for each in choices.values()),
        SelectChoice(NOBODY, gettext("No child is in it: there is nobody to ask")),
    ]
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        _bind(row, kept, form.check.data)
        done = remember(form, url_for("newsletters_staff.pictures", reference=reference))
        db.session.commit()
        return redirect(done, code=303)
    return render_template(
        "newsletters/staff/check.html",
        row=row,
        form=form,
        picture=_carried_one(row, file),
        kept=kept,
        bound=checks_of(_carried_one(row, file).get("checks", ())),
        website_too=len(uses_needed()) > 1,
        any_checks=bool(choices),
    )


def _carried_one(row: Communication, reference: str) -> dict[str, Any]:
    picture = next((each for each in _carried(row) if each["reference"] == reference), None)
    if picture is None:
        raise NotFound
    return picture


def _words(each: Any, names: dict[str, str]) -> str:
    children = ngettext("%(num)s child", "%(num)s children", len(each.pupils))
    place = each.channel.name if each.channel else ""
    return f"{place} · {children} · {names[each.checked_by]}, {moment(each.checked_at)}"


def _bind(row: Communication, kept: NewsletterFile, chosen: str) -> None:
    if chosen == NOBODY:
        actions.declare_nobody(row, kept.reference, by=g.staff.id)
        return
    others = [each for each in _carried(row) if each["reference"] != kept.reference]
    if any(chosen in each.get("checks", ()) for each in others):
        raise Refused(gettext("That check is about another picture of this newsletter."))
    actions.bind_check(row, kept.reference, check=chosen, by=g.staff.id)


@blueprint.post("/staff/newsletters/<string:reference>/files/<string:file>/remove")
@access.staff(Permission.EDIT_COMMUNICATION)
def remove(reference: str, file: str) -> ResponseReturnValue:
    """Take a picture, or the PDF, out of the newsletter."""
    row = found(reference)
    if Form().validate_on_submit():
        own = row.versions[-1].texts[actions.LANGUAGE].get("file")
        if own and own["reference"] == file:
            actions.remove_file(row, by=g.staff.id)
        else:
            actions.remove_picture(row, file, by=g.staff.id)
        db.session.commit()
    return redirect(url_for("newsletters_staff.pictures", reference=reference), code=303)


@blueprint.get("/staff/newsletters/<string:reference>/files/<string:file>")
@access.staff(Permission.SEE_STAFF_HOME)
def file(reference: str, file: str) -> Response:
    """The picture or PDF itself, for those who write and those who decide."""
    showing.refuse_unless_involved(g.staff.id)
    return served(found_file(found(reference), file))


def served(kept: NewsletterFile) -> Response:
    """A kept file, opened whole before anything of it leaves."""
    try:
        response = Response(files.content_of(kept), mimetype=kept.media_type)
    except Unreadable as problem:
        raise NotFound from problem
    response.headers["Content-Disposition"] = "inline"
    return response


@blueprint.route("/staff/newsletters/<string:reference>/pdf", methods=["GET", "POST"])
@access.staff(Permission.EDIT_COMMUNICATION)
def own_pdf(reference: str) -> ResponseReturnValue:
    """Bring the newsletter as a PDF; the insert's page is put behind it."""
    row = found(reference)
    form = PdfForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        try:
            insert = showing.insert_page(row.versions[-1])
            kept = files.keep(row, with_insert(form.file.data, insert))
            actions.take_file(row, kept, name=gettext("The newsletter as PDF"), by=g.staff.id)
        except NotAccepted as problem:
            form.refuse(problem.message, field=form.file)
        else:
            target = "newsletters_staff.check"
            done = remember(form, url_for(target, reference=reference, file=kept.reference))
            db.session.commit()
            flash(gettext("The PDF is kept. Say now who can be seen in it."))
            return redirect(done, code=303)
    written = row.versions[-1].texts[actions.LANGUAGE]
    return render_template(
        "newsletters/staff/own_pdf.html", row=row, form=form, insert=written.get("insert_subject")
    )


__all__ = ["blueprint", "its_page"]
