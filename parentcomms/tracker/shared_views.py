"""What the public and the family way to a concern have in common: the page and its answers."""

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from flask import flash, redirect, render_template, request, send_file
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from parentcomms.concerns import files, floods
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import messages_of, reading_now
from parentcomms.concerns.receipts import everything_said
from parentcomms.database import db
from parentcomms.errors import NotFound, where
from parentcomms.forms import Form, remember
from parentcomms.languages import gettext
from parentcomms.stale_forms import is_stale
from parentcomms.tracker import actions, queries
from parentcomms.tracker.forms import WriteForm
from parentcomms.tracker.progress import progress_of
from parentcomms.tracker.receipt import receipt_pdf
from parentcomms.uploads import EXTENSIONS, Unreadable, open_stored

log = logging.getLogger("parentcomms")
Page = str | tuple[str, int] | Response


@dataclass(frozen=True, kw_only=True)
class Way:
    """How this sender came: where the page's links lead, and in whose name they write."""

    layout: str
    here: str
    receipt: str
    file: Callable[[str], str]
    written_by: str
    leave: str = ""
    back: str = ""


def show(concern: Concern, way: Way, *, form: WriteForm | None = None) -> str:
    form = form or WriteForm()
    messages, progress = messages_of(concern), progress_of(concern)
    return render_template(
        "tracker/public/mine.html",
        concern=concern,
        way=way,
        form=form,
        files_kept=files.number_of(form),
        messages=messages,
        unread=any(not each.from_sender and each.seen_at is None for each in messages),
        leaving=Form(formdata=None),
        progress=progress,
        reading=reading_now(),
        rows=everything_said(concern, at_risk=progress.said_at_risk, kind=progress.said_kind),
    )


def answer(concern: Concern, way: Way) -> Page:
    """The sender wrote, or has read what the school wrote. Nothing typed is lost."""
    form = WriteForm()
    if request.form.get("go") == "read":
        return _have_read(concern, way, form)
    db.session.rollback()  # files are judged before the database is asked for anything
    problems = [] if is_stale() else files.take(form)
    good = form.validate_on_submit()
    for sentence in problems:
        form.refuse(sentence, field=form.files)
    if problems or not good:
        return show(concern, way, form=form)
    if floods.too_many_messages():
        form.refuse(gettext("Wait a minute, then press the button again. Nothing is lost"))
        return show(concern, way, form=form), 429
    try:
        return _write(concern, way, form)
    except DBAPIError as problem:
        db.session.rollback()
        log.error("a message could not be kept: %s", where(problem))
        form.refuse(
            gettext(
                "We could not take in your message just now. Nothing you typed is lost. Wait a "
                "minute, then press the button again; or ring us: that counts too"
            )
        )
        return show(concern, way, form=form), 503


def _write(concern: Concern, way: Way, form: WriteForm) -> Response:
    kept = files.listed(form.kept.data)
    actions.write(concern, form.words.data, files=kept, written_by=way.written_by)
    done = remember(form, way.here)
    db.session.commit()
    flash(gettext("Your message is with the school."))
    return redirect(done, code=303)


def _have_read(concern: Concern, way: Way, form: WriteForm) -> Page:
    if is_stale():
        form.validate()  # shown again, with what was typed
        return show(concern, way, form=form)
    actions.have_read(concern)
    db.session.commit()
    return redirect(way.here, code=303)


def file_of(concern: Concern, reference: str) -> Response:
    """One file, always as a download and never shown in the page."""
    found = queries.attachment_of(concern, reference)
    if found is None:
        raise NotFound
    try:
        content = open_stored(found.stored_name)
    except Unreadable as problem:
        raise NotFound from problem
    name = f"{found.reference}.{EXTENSIONS[found.media_type]}"
    return _download(content, found.media_type, name)


def receipt_of(concern: Concern) -> Response:
    """The receipt as a file; never kept by the browser on its own."""
    pdf = io.BytesIO(receipt_pdf(concern))
    return _download(pdf, "application/pdf", f"{concern.reference}.pdf")


def _download(content: BinaryIO, media_type: str, name: str) -> Response:
    answer = send_file(content, mimetype=media_type, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
