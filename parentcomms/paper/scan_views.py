"""Scans of forms: dropped in as files, split by code, and opened one page at a time."""

from collections.abc import Sequence

from flask import current_app, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.audit.actions import note
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import Form, remember
from parentcomms.languages import gettext, ngettext
from parentcomms.links import show_code
from parentcomms.paper import scan_queries
from parentcomms.paper.dropping import Dropped, keep_files, read_files
from parentcomms.paper.models import ScanBatch, ScannedForm
from parentcomms.paper.scanning import attach_by_code, throw_away
from parentcomms.paper.sheet_views import blueprint
from parentcomms.paper.staff_forms import CodeForm, ScansForm
from parentcomms.paper.staff_words import PROBLEM_SENTENCES
from parentcomms.uploads import Unreadable, open_stored, remove_stored

blueprint.add_app_template_global(scan_queries.scans_about, "scans_about")


@blueprint.route("/staff/paper/scans", methods=["GET", "POST"])
@access.staff(Permission.RECORD_ANSWERS)
def scans() -> ResponseReturnValue:
    """Drop files in; below, what waits for its code and what for its answers."""
    form = ScansForm()
    if form.validate_on_submit():
        dropped = read_files(form.files.data)
        try:
            made = keep_files(dropped)
            done = remember(form, url_for("paper_staff.scans"))
            db.session.commit()
        except Exception:
            dropped.forget()
            raise
        _say(dropped, made)
        return redirect(done, code=303)
    return _scans_page(form)


def _say(dropped: Dropped, made: Sequence[ScanBatch]) -> None:
    """One sentence for each file."""
    pages = [page for batch in made for page in batch.pages]
    if pages:
        attached = sum(page.relationship_id is not None for page in pages)
        read = ngettext("%(num)s page was read", "%(num)s pages were read", len(pages))
        flash(
            gettext(
                "%(read)s. With a form of ours: %(attached)s. Waiting for a code: %(waiting)s.",
                read=read,
                attached=attached,
                waiting=len(pages) - attached,
            )
        )
    for name in dropped.known:
        flash(
            gettext("%(file)s was dropped in before. Nothing was kept twice.", file=name), "warning"
        )
    for name, problem in dropped.problems.items():
        flash(f"{name}: {PROBLEM_SENTENCES[problem]}", "warning")


def _scans_page(form: ScansForm, *, wrong: ScannedForm | None = None, why: str = "") -> str:
    batches = scan_queries.latest_batches()
    unattached = scan_queries.unattached()
    return render_template(
        "paper/staff/scans.html",
        form=form,
        batches=batches,
        names=names_of({batch.uploaded_by for batch in batches}),
        unattached=unattached,
        not_entered=scan_queries.not_entered(),
        wrong=wrong.reference if wrong else None,
        why=why,
        show_code=show_code,
        button=Form(formdata=None),
        most_mb=current_app.config["SETTINGS"].largest_upload_mb,
    )


def _scan(reference: str) -> ScannedForm:
    found = scan_queries.scan_by_reference(reference)
    if found is None:
        raise NotFound
    return found


@blueprint.post("/staff/paper/scans/<string:reference>/attach")
@access.staff(Permission.RECORD_ANSWERS)
def attach_scan(reference: str) -> ResponseReturnValue:
    """The code was typed, because no machine could read it."""
    page, form = _scan(reference), CodeForm()
    if not form.validate_on_submit():
        return _scans_page(ScansForm(formdata=None), wrong=page, why=gettext("Type the code"))
    try:
        attach_by_code(page, form.code.data)
    except Refused as refused:
        form.refuse(refused.message, field=form.code)
        return _scans_page(ScansForm(formdata=None), wrong=page, why=refused.message)
    done = remember(form, url_for("paper_staff.scans"))
    db.session.commit()
    flash(gettext("The page was put with its form."))
    return redirect(done, code=303)


@blueprint.post("/staff/paper/scans/<string:reference>/throw-away")
@access.staff(Permission.RECORD_ANSWERS)
def throw_scan_away(reference: str) -> ResponseReturnValue:
    """A page that is no form: a cover sheet, a letter, something private."""
    page = _scan(reference)
    if Form().validate_on_submit():
        stored_name = throw_away(page)
        db.session.commit()
        remove_stored(stored_name)
        flash(gettext("The page was thrown away."))
    return redirect(url_for("paper_staff.scans"), code=303)


@blueprint.post("/staff/paper/scans/<string:reference>/open")
@access.staff(Permission.SEE_PEOPLE)
def open_scan(reference: str) -> ResponseReturnValue:
    """One page as a download, never shown in the page; each opening is in the audit."""
    page = _scan(reference)
    if not any(map(access.may, (Permission.RECORD_ANSWERS, Permission.READ_INDIVIDUAL_ANSWERS))):
        raise NotFound
    if not Form().validate_on_submit():
        return redirect(url_for("paper_staff.paper"), code=303)
    note("scan-opened", "scanned_form", row_id=page.id)
    db.session.commit()
    return _download(page)


def _download(page: ScannedForm) -> Response:
    try:
        content = open_stored(page.stored_name)
    except Unreadable as problem:
        raise NotFound from problem
    name = f"{show_code(page.code) if page.relationship_id and page.code else page.reference}.jpg"
    return send_file(content, mimetype="image/jpeg", as_attachment=True, download_name=name)
