"""A form whose token has gone stale is shown again, filled, with a fresh token.

The view runs as for any post, in a mode in which every Form says it is not valid, the database
refuses to write and nothing can be committed. If the view did not show a form again (one that is
only a button and asks no Form), its answer is thrown away for a plain page.

Only a token this school signed, posted from this school's own pages, is treated so: showing a
stranger's site's form again, filled with what the stranger typed, would be its accomplice.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import event
from sqlalchemy.orm import Session

from parentcomms.database import db, reading

LONG_BOXES: set[str] = set()  # names of the long boxes of all forms, as forms.py finds them


def is_stale() -> bool:
    """Whether this post came with a token that no longer counts."""
    return bool(g.get("stale_form"))


def shown_again() -> None:
    """A Form has said no on account of its token, so what follows is that form, filled."""
    g.stale_form_shown = True


def _from_this_site() -> bool:
    """False when the browser says that the form was on another site."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    sender = request.headers.get("Origin") or request.referrer
    ours = {request.host, urlsplit(current_app.config["SETTINGS"].public_url).netloc}
    return sender is None or urlsplit(sender).netloc in ours


def _signed_here(token: str | None) -> bool:
    secret = current_app.config.get("WTF_CSRF_SECRET_KEY") or current_app.config["SECRET_KEY"]
    try:
        URLSafeTimedSerializer(secret, salt="wtf-csrf-token").loads(token or "")
    except BadData:
        return False
    return True


def _check(csrf: CSRFProtect) -> None:
    g.stale_form = False
    g.stale_form_shown = False
    g.page_has_errors = False
    g.pop("csrf_valid", None)
    if not current_app.config["WTF_CSRF_ENABLED"]:
        return
    try:
        csrf.protect(apply_exemptions=True)
    except CSRFError:
        if not _is_ours():
            raise
        _show_again()


def _is_ours() -> bool:
    token = request.form.get(current_app.config["WTF_CSRF_FIELD_NAME"])
    return _signed_here(token) and _from_this_site()


def closed(way_in: str) -> ResponseReturnValue:
    """To the way in; whoever was away too long while they wrote is shown their words, to copy."""
    texts = long_texts() if request.method == "POST" else []
    if texts and _is_ours():
        return render_template("errors/closed.html", texts=texts, way_in=way_in), 401
    return redirect(way_in)


def long_texts() -> list[str]:
    """What stands in the long boxes of a posted form: the only boxes ever shown to whoever is out.

    A password or a code is in none of them.
    """
    posted = request.form.items(multi=True)
    return [typed for name, value in posted if is_long_box(name) and (typed := value.strip())]


def is_long_box(name: str) -> bool:
    """With or without the prefix of its form (`close-outcome`) or language (`pl_purpose`)."""
    return not LONG_BOXES.isdisjoint({name, name.rpartition("-")[2], name.partition("_")[2]})


def _show_again() -> None:
    g.stale_form = True
    g.session_before = dict(session)
    db.session.rollback()  # whatever began already could write
    g.only_reading = reading()
    g.only_reading.__enter__()


def _finish(_problem: BaseException | None) -> None:
    only_reading = g.pop("only_reading", None)
    if only_reading is not None:
        only_reading.__exit__(None, None, None)


def _replace_answer(response: Response) -> Response:
    if not is_stale():
        return response
    if g.stale_form_shown and response.status_code == 200:
        response.status_code = 400
        return response
    session.clear()
    session.update(g.session_before)
    answer = current_app.make_response(current_app.handle_user_exception(CSRFError()))
    response.direct_passthrough = False
    response.set_data(answer.get_data())
    response.status_code = answer.status_code
    response.content_type = answer.content_type
    for leftover in ("Location", "Set-Cookie", "Content-Disposition"):
        response.headers.remove(leftover)
    return response


@event.listens_for(Session, "before_commit")
def _never_commit(_session: Any) -> None:
    # the database refuses too; this says so first, on every database
    if g and is_stale():
        raise CSRFError("The token has gone stale; nothing was changed.")


def init_app(app: Flask, csrf: CSRFProtect) -> None:
    app.before_request(lambda: _check(csrf))
    app.after_request(_replace_answer)
    app.teardown_request(_finish)
