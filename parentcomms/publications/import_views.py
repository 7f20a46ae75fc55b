"""Posts from before, by a list: see what it would do, then register them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.database import db
from parentcomms.forms import already_submitted, remember
from parentcomms.languages import gettext, ngettext
from parentcomms.publications import importing
from parentcomms.publications.importing import Plan, UnreadableList
from parentcomms.publications.register_views import blueprint
from parentcomms.publications.staff_forms import PostsFileForm

MOST_BYTES = 300_000


@blueprint.route("/staff/publications/import", methods=["GET", "POST"])
@access.staff(Permission.SEE_PUBLICATIONS)
def import_posts() -> ResponseReturnValue:
    """The file first; then the same text again, with the button that registers it."""
    form = PostsFileForm()
    if not form.validate_on_submit():
        form.text.data = ""
        return _page(form, None)
    previewed = form.text.data or ""
    text = previewed or _text(form)
    found = _plan(form, text) if text else None
    if found is None or not previewed:
        return _page(form, found)
    if done := already_submitted(form):
        return redirect(done, code=303)
    added = importing.register(found)
    done = remember(form, url_for("publications_staff.publications"))
    db.session.commit()
    flash(ngettext("%(num)s post was registered.", "%(num)s posts were registered.", added))
    return redirect(done, code=303)


def _page(form: PostsFileForm, found: Plan | None) -> str:
    return render_template("publications/staff/import_posts.html", form=form, plan=found)


def _plan(form: PostsFileForm, text: str) -> Plan | None:
    """What it would do; None with a sentence on the form where it cannot be read."""
    form.text.data = text
    try:
        return importing.plan(text)
    except UnreadableList as problem:
        form.text.data = ""
        form.refuse(str(problem), field=form.file)
        return None


def _text(form: PostsFileForm) -> str:
    """What was chosen, as text; nothing where it is too large or no text at all."""
    content = form.file.data.read(MOST_BYTES + 1) if form.file.data else b""
    if len(content) > MOST_BYTES:
        form.refuse(gettext("The file is too large. Split it."), field=form.file)
        return ""
    if not content:
        form.refuse(gettext("Choose a file"), field=form.file)
    return _decoded(content)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
