"""Named refusals, and the page each error becomes.

What goes wrong is logged by endpoint and number, never by path (a path may hold a link's token),
name, answer or text. Whoever reads the page is told what to do next.
"""

import logging
import secrets
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.routing import BuildError
from werkzeug.wrappers import Response

from parentcomms.access import Audience, mark_of
from parentcomms.database import db
from parentcomms.forms import AlreadySubmitted

log = logging.getLogger("parentcomms")

Answer = tuple[str, int]


class Refused(Exception):
    """The rules say no. The message is a sentence for the person who asked; 409 by default.

    `onwards`: where that person can go instead, as words → address.
    """

    def __init__(
        self, message: str, *, status: int = 409, onwards: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.message = str(message)
        self.status = status
        self.onwards = onwards or {}


class NotFound(Exception):
    """No such thing for whoever asks, whether it exists or not."""


def _words(status: int) -> tuple[str, str]:
    """Title and sentence of an error page."""
    pages = {
        400: (gettext("Sorry, that did not work"), gettext("Go back and try again.")),
        403: (
            gettext("You cannot open this page"),
            gettext("Your account does not include it. If it should, ask the head teacher."),
        ),
        404: (
            gettext("Page not found"),
            gettext("The address may be mistyped, or what was here has been taken away."),
        ),
        405: (gettext("Sorry, that did not work"), gettext("Go back and try again.")),
        409: (gettext("That could not be done"), ""),
        413: (
            gettext("That file is too big"),
            gettext("Go back and choose a smaller one, or send fewer files at once."),
        ),
        415: (gettext("Sorry, that did not work"), gettext("Go back and try again.")),
        429: (gettext("Too many tries"), gettext("Wait a few minutes, then try again.")),
        503: (
            gettext("Sorry, the service is busy"),
            gettext("Nothing was lost. Try again in a few minutes."),
        ),
    }
    trouble = gettext("Nothing was changed. Try again later, or ring us: that counts too.")
    return pages.get(status, (gettext("Sorry, something went wrong"), trouble))


def error_page(
    status: int, *, message: str = "", number: str = "", onwards: Mapping[str, str] | None = None
) -> Answer:
    """One page for every error, in the reader's layout and language."""
    title, sentence = _words(status)
    page = render_template(
        "errors/error.html",
        layout=_layout(),
        title=title,
        message=message or sentence,
        number=number,
        onwards=onwards or {},
    )
    return page, status


def _layout() -> str:
    """Staff keep their menu on their own pages and at an address that leads nowhere.

    Not on a tablet they have handed to a family: there nothing of theirs is shown.
    """
    if request.endpoint is None:
        for_staff = g.get("family") is None
    else:
        mark = mark_of(current_app, request.endpoint)
        for_staff = mark is not None and mark.audience in {Audience.STAFF, Audience.PASS_HOLDER}
    return "layouts/staff.html" if for_staff and g.get("staff") else "layouts/public.html"


def _leave_session() -> None:
    """An error page must not read through a transaction that has failed."""
    db.session.rollback()


def on_refused(problem: Refused) -> Answer:
    _leave_session()
    return error_page(problem.status, message=problem.message, onwards=problem.onwards)


def on_not_found(_problem: NotFound) -> Answer:
    _leave_session()
    return error_page(404)


def on_already_submitted(problem: AlreadySubmitted) -> Response:
    return redirect(problem.outcome_url, code=303)


def on_bad_token(_problem: CSRFError) -> Answer:
    _leave_session()
    log.info("refused a form without a good token: endpoint=%s", request.endpoint)
    message = gettext(
        "This page had been open for a long time, or came from somewhere else. Nothing was "
        "changed. Go back, load the page again and press the button once more."
    )
    return error_page(400, message=message)


def on_http_error(problem: HTTPException) -> Response | HTTPException:
    """Redirects and the like pass; refusals get a page in the school's own words."""
    if problem.code is None or problem.code < 400:
        return problem
    _leave_session()
    answer = current_app.make_response(error_page(problem.code))
    for name, value in problem.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def where(problem: BaseException) -> str:
    """Each frame by file, line and function: enough to mend it, and nothing a person typed.

    The message of an error is left out, as a database's names the values of the row.
    """
    frames = traceback.extract_tb(problem.__traceback__)
    steps = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{type(problem).__name__} at " + " < ".join(reversed(steps))


def keep_messages_out_of_the_log() -> None:
    """In this process every line about an error says type and place, also one of a library.

    The queue, for one, logs a failed task with its whole trace, whose last line may hold the
    values of a row: an address, a name, what somebody wrote.
    """
    logging.setLogRecordFactory(_without_message)


def _without_message(*args: Any, **more: Any) -> logging.LogRecord:
    record = logging.LogRecord(*args, **more)
    problem = record.exc_info[1] if record.exc_info else None
    if problem is not None:
        record.msg, record.args = f"{record.getMessage()} {where(problem)}", ()
        record.exc_info = None
    return record


def log_crash(_details: object) -> None:
    """Replaces Flask's own, whose line holds the path, and with it a link's token."""
    problem = sys.exc_info()[1]
    g.error_number = secrets.token_hex(4)
    what = where(problem) if problem else "unknown"
    log.error("error %s: endpoint=%s %s", g.error_number, request.endpoint, what)


def on_crash(_problem: InternalServerError) -> Answer:
    number = str(g.get("error_number", ""))
    try:
        _leave_session()
        return error_page(500, number=number)
    except Exception as second:  # even the error page failed: say so in plain words
        log.error("error %s: no error page: %s", number, where(second))
        return f"Something went wrong. Please ring the school. Number {number}.", 500


def link_to(endpoint: str, **values: Any) -> str | None:
    """The address of a page, or None where this school's service has no such page."""
    try:
        return url_for(endpoint, **values)
    except BuildError:
        return None


def init_app(app: Flask) -> None:
    app.add_template_global(link_to)
    app.register_error_handler(Refused, on_refused)
    app.register_error_handler(NotFound, on_not_found)
    app.register_error_handler(AlreadySubmitted, on_already_submitted)
    app.register_error_handler(CSRFError, on_bad_token)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(InternalServerError, on_crash)
    setattr(app, "log_exception", log_crash)  # noqa: B010 (a method of the app)
