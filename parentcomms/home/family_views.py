"""The adult's own page: what is still to do, for all their children."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from parentcomms.access import family
from parentcomms.consent.family_page import photo_page
from parentcomms.languages import current
from parentcomms.policies.queries import current_acknowledgements

blueprint = Blueprint("home_family", __name__)


@blueprint.get("/family")
@family
def family_page() -> ResponseReturnValue:
    """Two things to do, in any order, neither depending on the other."""
    person_id = g.family.person_id
    return render_template(
        "home/family/family_page.html",
        page=photo_page(person_id, current()),
        acknowledged=current_acknowledgements([person_id]).get(person_id),
    )
