"""Coming in by the school's sign-on service.

Coming back is a GET, and a GET changes nothing: what was verified is kept by this browser, signed,
for five minutes, and a pressed button (a script presses it) opens the session.
"""

from dataclasses import asdict
from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.access import Role
from parentcomms.accounts.sessions import keep
from parentcomms.accounts.signing_in import after_sign_in
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form
from parentcomms.single_sign_on import actions, provider
from parentcomms.single_sign_on.rules import Identity, Problem
from parentcomms.single_sign_on.staff_words import BUTTONS, SENTENCES

blueprint = Blueprint("single_sign_on_staff", __name__)
Page = str | tuple[str, int] | Response
SIGNED_ON = "signed_on"


def sign_on_offered() -> dict[str, object] | None:
    """For the sign-in page: where the button leads and what it says; None without a service."""
    said = provider.settings()
    if not said.provider:
        return None
    return {"address": url_for("single_sign_on_staff.start"), "words": BUTTONS[said.provider]}


def _refused(problem: Problem) -> tuple[str, int]:
    page = render_template("single_sign_on/staff/refused.html", sentence=SENTENCES[problem])
    return page, 503 if problem is Problem.NO_ANSWER else 403


@blueprint.get("/staff/single-sign-on")
@access.public
def start() -> Page:
    """Off to the service."""
    if not provider.settings().provider:
        raise NotFound
    session["after_sign_in"] = after_sign_in()
    answer = provider.begin()
    return _refused(answer) if isinstance(answer, Problem) else answer


@blueprint.get("/staff/single-sign-on/back")
@access.public
def back() -> Page:
    """Checked, and shown with a button."""
    if not provider.settings().provider:
        raise NotFound
    found = provider.finish()
    if isinstance(found, Problem):
        return _refused(found)
    who, nonce = found
    session[SIGNED_ON] = asdict(who) | {
        "roles": sorted(who.roles),
        "nonce": nonce,
        "at": now().timestamp(),
    }
    return render_template("single_sign_on/staff/back.html", name=who.name, form=Form())


@blueprint.post("/staff/single-sign-on/in")
@access.public
def come_in() -> Page:
    """The button: a session for whom the service vouched for."""
    kept = session.get(SIGNED_ON)
    if kept is None or not Form().validate_on_submit():
        return _refused(Problem.NOT_BEGUN_HERE)
    del session[SIGNED_ON]
    kept = dict(kept)
    nonce, begun = kept.pop("nonce"), datetime.fromtimestamp(kept.pop("at"), UTC)
    if not provider.in_time(begun):
        return _refused(Problem.NOT_BEGUN_HERE)
    who = Identity(**kept | {"roles": frozenset(Role(each) for each in kept["roles"])})
    opened = actions.come_in(who, nonce=nonce)
    if isinstance(opened, Problem):
        db.session.rollback()
        return _refused(opened)
    db.session.commit()
    page = session.get("after_sign_in") or after_sign_in()
    session.clear()  # nothing of whoever used this browser before
    return keep(redirect(page, code=303), opened)
