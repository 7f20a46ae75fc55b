"""The front page, for whoever types the address."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from parentcomms.access import public

blueprint = Blueprint("home_public", __name__)


@blueprint.get("/")
@public
def front_page() -> ResponseReturnValue:
    """The ways in: from a letter, for a new link, to raise a concern, for staff."""
    return render_template("home/public/front_page.html")
