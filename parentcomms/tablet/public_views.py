"""The locked tablet: it shows nothing of anybody, and takes the code of the next."""

from flask import Blueprint, g, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from parentcomms import access, filters
from parentcomms.accounts import attempts
from parentcomms.accounts.actions import sign_out
from parentcomms.accounts.models import SignIn, SignInKind
from parentcomms.accounts.rules import Counter, network_of
from parentcomms.accounts.sessions import forget, keep
from parentcomms.database import db
from parentcomms.day_passes import sessions as passes
from parentcomms.forms import Form
from parentcomms.languages import gettext
from parentcomms.tablet import actions, queries
from parentcomms.tablet.forms import TabletCodeForm
from parentcomms.tablet.locking import on_tablet

blueprint = Blueprint("tablet_public", __name__)
Page = str | tuple[str, int] | Response


@blueprint.route("/tablet", methods=["GET", "POST"])
@access.public
def locked() -> Page:
    """Opening it takes the cookie of the adult before away: no way back leads to their page."""
    form = TabletCodeForm()
    if not form.validate_on_submit():
        return _closed(form)
    counted = {Counter.CODE_PLACE: network_of(request.remote_addr)}
    if not_before := attempts.closed_until(counted):
        time = filters.time_of_day(not_before)
        form.refuse(gettext("Too many tries. Wait until %(time)s, then try again", time=time))
        return _closed(form, status=429)
    tries = attempts.count(counted)
    found = queries.waiting_for_code(form.code.data)
    if found is None:
        db.session.commit()  # so that the try counts
        form.refuse(gettext("This code opens nothing. Ask for a new one"), field=form.code)
        return _closed(form)
    attempts.forgive(counted, tries)
    return hand_over(found)


def _closed(form: TabletCodeForm, *, status: int = 200) -> Response:
    response = make_response(render_template("tablet/public/locked.html", form=form), status)
    return forget(response, SignInKind.FAMILY) if on_tablet() else response


def hand_over(opened: SignIn) -> Response:
    """From here on this browser is the adult's: whoever was signed in on it is signed out."""
    staff = g.staff.sign_in_id if g.staff is not None else None
    taken = actions.take_up(opened, instead_of=staff)
    db.session.commit()
    session.clear()
    response = redirect(url_for("home_family.family_page"), code=303)
    return keep(passes.forget(forget(response, SignInKind.STAFF)), taken)


@blueprint.post("/tablet/done")
@access.public
def done() -> Response:
    """The adult has finished: the session ends, and the tablet is locked."""
    response = redirect(url_for("tablet_public.locked"), code=303)
    if not on_tablet() or not Form().validate_on_submit():
        return response
    sign_out(db.session.get_one(SignIn, g.family.sign_in_id))
    db.session.commit()
    session.clear()
    return forget(response, SignInKind.FAMILY)
