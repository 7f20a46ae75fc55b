"""The adult's own page: what is still to do, for all their children; and their receipt to keep."""

import io

from flask import Blueprint, g, render_template, send_file
from flask.typing import ResponseReturnValue

from parentcomms.access import family
from parentcomms.consent.family_page import photo_page
from parentcomms.consent.queries import answers_given_by
from parentcomms.errors import NotFound
from parentcomms.home.receipt import receipt_pdf
from parentcomms.languages import current
from parentcomms.occasions.family import notices
from parentcomms.people.families import person_by_id
from parentcomms.policies.queries import current_acknowledgements
from parentcomms.publications.places import places_of

blueprint = Blueprint("home_family", __name__)


@blueprint.get("/family")
@family
def family_page() -> ResponseReturnValue:
    """Two things to do, in any order, neither depending on the other."""
    person_id = g.family.person_id
    page = photo_page(person_id, current())
    return render_template(
        "home/family/family_page.html",
        page=page,
        places=places_of(page.relationships),
        occasions=notices(page.relationships, current()),
        acknowledged=current_acknowledgements([person_id]).get(person_id),
    )


@blueprint.get("/family/photos/receipt")
@family
def receipt() -> ResponseReturnValue:
    """What this adult has answered, as a PDF on the school's paper; nobody else's answers."""
    answers = answers_given_by(g.family.person_id)
    if not answers:
        raise NotFound
    pdf = receipt_pdf(person_by_id(g.family.person_id), answers)
    return send_file(
        io.BytesIO(pdf),
        mimetype="application/pdf",
        download_name="photo-answers.pdf",
    )
