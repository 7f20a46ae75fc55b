"""How a family's page is closed: by themselves, or after an hour."""

from flask import Blueprint, g, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.accounts import actions
from parentcomms.accounts.models import SignIn, SignInKind
from parentcomms.accounts.sessions import forget
from parentcomms.database import db

blueprint = Blueprint("accounts_family", __name__)


@blueprint.get("/link-ended")
@access.public
def link_ended() -> str:
    """The hour is over, or the link was ended: the ways back in."""
    return render_template("accounts/family/link_ended.html")


@blueprint.post("/family/sign-out")
@access.public
def sign_out() -> Response:
    """Close the page on a phone or computer that others use too."""
    if g.family is not None:
        actions.sign_out(db.session.get_one(SignIn, g.family.sign_in_id))
        db.session.commit()
    session.clear()
    return forget(redirect(url_for("accounts_family.signed_out"), code=303), SignInKind.FAMILY)


@blueprint.get("/family/signed-out")
@access.public
def signed_out() -> str:
    """Closed, and how to come back."""
    return render_template("accounts/family/signed_out.html")
