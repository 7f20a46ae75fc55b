"""The sender's page for whoever came without a link: a reference, and a code or a secret code.

Nothing here tells whether a reference exists: a wrong one, a wrong code and one that has run out
read the same, and a code is "on its way" whatever was asked for.
"""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from parentcomms import access, filters
from parentcomms.accounts import attempts
from parentcomms.accounts.rules import Counter, network_of
from parentcomms.concerns.files import allow_long_text
from parentcomms.concerns.models import Concern
from parentcomms.concerns.receipts import concern_by_proof
from parentcomms.concerns.unreadable import stand_in
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.stale_forms import is_stale, shown_again
from parentcomms.tracker import actions, queries, shared_views
from parentcomms.tracker.forms import CodeForm, WayInForm
from parentcomms.tracker.models import TrackerVisit
from parentcomms.tracker.shared_views import Page, Way

blueprint = Blueprint("tracker_public", __name__)
blueprint.url_value_preprocessor(allow_long_text)
stand_in(blueprint)


@blueprint.route("/concern/track", methods=["GET", "POST"])
@access.public
def way_in() -> Page:
    """Reference and code. The same sentence for everything that does not fit."""
    form = WayInForm()
    if request.method == "GET":
        form.reference.data = request.args.get("reference", "")[:60]
    if not form.validate_on_submit():
        return _way_in(form)
    counted = {
        Counter.TRACKER: queries.tidy_reference(form.reference.data),
        Counter.TRACKER_PLACE: network_of(request.remote_addr),
    }
    if not_before := attempts.closed_until(counted):
        return _wait(form, "tracker/public/way_in.html", filters.time_of_day(not_before))
    tries = attempts.count(counted)
    token = actions.let_in(queries.concern_called(form.reference.data), form.secret.data)
    if token is None:
        db.session.commit()  # so that the try counts
        form.refuse(gettext("This reference and this code do not go together. Check both"))
        return _way_in(form)
    attempts.forgive(counted, tries)
    db.session.commit()
    return _keep(redirect(url_for("tracker_public.mine"), code=303), token)


def _way_in(form: WayInForm) -> str:
    sent = request.method == "GET" and "sent" in request.args
    return render_template("tracker/public/way_in.html", form=form, sent=sent)


def _wait(form: Form, template: str, time: str) -> tuple[str, int]:
    form.refuse(gettext("Too many tries. Wait until %(time)s, then try again", time=time))
    return render_template(template, form=form), 429


@blueprint.route("/concern/track/code", methods=["GET", "POST"])
@access.public
def new_code() -> Page:
    """A code to the address that came with the concern; the next page is the same either way."""
    form = CodeForm()
    if request.method == "GET":
        form.reference.data = request.args.get("reference", "")[:60]
    if not form.validate_on_submit():
        return render_template("tracker/public/new_code.html", form=form)
    reference = queries.tidy_reference(form.reference.data)
    asked = url_for("tracker_public.way_in", reference=reference[:60], sent=1)
    if already_submitted(form):
        return redirect(asked, code=303)
    counted = {
        Counter.TRACKER_CODE: reference,
        Counter.TRACKER_CODE_PLACE: network_of(request.remote_addr),
    }
    if not_before := attempts.closed_until(counted):
        return _wait(form, "tracker/public/new_code.html", filters.time_of_day(not_before))
    attempts.count(counted)
    concern = queries.concern_called(reference)
    if concern is not None:
        actions.send_code(concern)
    remember(form, asked)
    db.session.commit()
    return redirect(asked, code=303)


@blueprint.route("/concern/track/mine", methods=["GET", "POST"])
@access.public
def mine() -> Page:
    """Where it stands, and messages both ways."""
    found = _visit()
    if found is None:
        return _ended()
    concern = queries.concern_of(found)
    return (
        shared_views.answer(concern, _way())
        if request.method == "POST"
        else shared_views.show(concern, _way())
    )


def _ended() -> Page:
    """The visit ran out. What was typed is shown, to copy: it is not lost."""
    words = request.form.get("words", "") if request.method == "POST" else ""
    if not words:
        return redirect(url_for("tracker_public.way_in"), code=303)
    page = render_template("tracker/public/visit_ended.html", words=words)
    if not is_stale():
        return page, 401
    shown_again()  # left open overnight: its token has gone stale as well
    return page


@blueprint.get("/concern/track/mine/files/<string:reference>")
@access.public
def file(reference: str) -> Response:
    """One file of the conversation."""
    return shared_views.file_of(_my_concern(), reference)


@blueprint.get("/concern/track/mine/receipt")
@access.public
def my_receipt() -> Response:
    """Everything said, as a PDF."""
    return shared_views.receipt_of(_my_concern())


@blueprint.post("/concern/receipt")
@access.public
def receipt() -> Response:
    """The same, from the page that answers the last button of the form."""
    concern = concern_by_proof(request.form.get("proof"))
    if concern is None or not Form().validate():
        raise NotFound
    return shared_views.receipt_of(concern)


@blueprint.post("/concern/track/leave")
@access.public
def leave() -> Response:
    """Close the page, on a telephone that others use too."""
    found = _visit()
    if found is not None and Form().validate_on_submit():
        actions.leave(found)
        db.session.commit()
    answer = redirect(url_for("concerns_public.danger"), code=303)
    answer.delete_cookie(_cookie(), path="/", secure=_https(), httponly=True, samesite="Lax")
    return answer


def _visit() -> TrackerVisit | None:
    return queries.visit(request.cookies.get(_cookie()))


def _my_concern() -> Concern:
    found = _visit()
    if found is None:
        raise NotFound
    return queries.concern_of(found)


def _way() -> Way:
    return Way(
        layout="layouts/public.html",
        here=url_for("tracker_public.mine"),
        receipt=url_for("tracker_public.my_receipt"),
        file=lambda reference: url_for("tracker_public.file", reference=reference),
        leave=url_for("tracker_public.leave"),
        written_by="public",
    )


def _https() -> bool:
    return bool(current_app.config["SETTINGS"].https)


def _cookie() -> str:
    return "__Host-tracker" if _https() else "tracker"


def _keep(answer: Response, token: str) -> Response:
    """Until the browser is closed, and for an hour at most."""
    answer.set_cookie(_cookie(), token, path="/", secure=_https(), httponly=True, samesite="Lax")
    return answer
