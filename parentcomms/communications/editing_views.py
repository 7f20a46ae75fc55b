"""Changing the words of a text, with the check of words beside them while they are written."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.communications import actions, content
from parentcomms.communications.models import Communication
from parentcomms.communications.rules import CommunicationKind
from parentcomms.communications.staff_forms import InsertForm, NewInsertForm, TextForm
from parentcomms.communications.staff_pages import (
    blueprint,
    found,
    found_in_words,
    not_written_yet,
)
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import already_submitted, remember
from parentcomms.languages import gettext, own_name

EDIT = "communications/staff/edit.html"
NOT_NEWSLETTERS = tuple(kind for kind in CommunicationKind if kind != CommunicationKind.NEWSLETTER)


@blueprint.route(
    "/staff/communications/<string:reference>/edit/<string:language>", methods=["GET", "POST"]
)
@access.staff(Permission.EDIT_COMMUNICATION)
def edit(reference: str, language: str) -> ResponseReturnValue:
    """Change the words in one language: a new version, which nobody has approved yet."""
    row, texts = _text(reference, language)
    form = _form(row, language)
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        texts = {**texts, language: {**texts[language], **_written(form)}}
        actions.new_version(row, texts, by=g.staff.id)
        done = remember(
            form, url_for("communications_staff.communication", reference=row.reference)
        )
        db.session.commit()
        flash(gettext("Saved."))
        return redirect(done, code=303)
    return _page(row, language, form)


@blueprint.route("/staff/communications/new-insert", methods=["GET", "POST"])
@access.staff(Permission.EDIT_COMMUNICATION)
def new_insert() -> ResponseReturnValue:
    """Begin an insert of the school's own; its page then says what the check of words finds."""
    form = NewInsertForm(data=actions.shipped_pack(None, "en"))
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        made = actions.start_insert(form.title.data, {"en": _written(form)}, by=g.staff.id)
        done = remember(
            form, url_for("communications_staff.communication", reference=made.reference)
        )
        db.session.commit()
        flash(gettext("Saved."))
        return redirect(done, code=303)
    return render_template(
        "communications/staff/new_insert.html",
        form=form,
        placeholders=sorted(content.allowed_placeholders(CommunicationKind.INSERT)),
    )


@blueprint.post("/staff/communications/<string:reference>/check/<string:language>")
@access.staff(Permission.EDIT_COMMUNICATION)
def check_words(reference: str, language: str) -> str:
    """What the check says about the words as typed; it keeps nothing.

    The button shows the whole page again; while somebody types, only the findings are fetched.
    """
    row, _ = _text(reference, language)
    only_findings = request.headers.get("HX-Request") == "true"
    page = "communications/staff/findings.html" if only_findings else EDIT
    return _page(row, language, _form(row, language), page=page)


def _text(reference: str, language: str) -> tuple[Communication, dict[str, Any]]:
    row = found(reference, *NOT_NEWSLETTERS)
    texts = row.versions[-1].texts
    if language in not_written_yet(row):
        return row, {**texts, language: {}}
    if language not in texts:
        raise NotFound
    return row, texts


def _form(row: Communication, language: str) -> TextForm:
    """Filled with the newest words; an insert from before event packs gets the shipped ones."""
    written = row.versions[-1].texts.get(language, {})
    if row.kind is not CommunicationKind.INSERT:
        return TextForm(data=written)
    pack = written.get("pack") or actions.shipped_pack(row.key, language)
    return InsertForm(data={**written, **pack})


def _written(form: TextForm) -> dict[str, Any]:
    """The words as typed."""
    words: dict[str, Any] = {
        "subject": (form.subject.data or "").strip(),
        "body": form.body.data or "",
    }
    if isinstance(form, InsertForm):
        parts = ("heading", *content.PACK)
        words["pack"] = {part: content.tidy(form[part].data or "") for part in parts}
    return words


def _page(row: Communication, language: str, form: TextForm, *, page: str = EDIT) -> str:
    return render_template(
        page,
        communication=row,
        form=form,
        language=language,
        language_name=own_name(language),
        placeholders=sorted(content.allowed_placeholders(row.kind)),
        report=found_in_words(row.kind, _written(form), language),
        with_pack=row.kind is CommunicationKind.INSERT,
    )
