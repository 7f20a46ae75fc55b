"""The same page for whoever came by their own link and said so when they raised it."""

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response

from parentcomms.access import family
from parentcomms.cases.queries import said_kind, steps_of
from parentcomms.concerns.files import allow_long_text
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import raised_by
from parentcomms.concerns.unreadable import stand_in
from parentcomms.concerns.words import ABOUT, KINDS
from parentcomms.errors import NotFound
from parentcomms.tracker import queries, shared_views
from parentcomms.tracker.shared_views import Page, Way

blueprint = Blueprint("tracker_family", __name__)
blueprint.url_value_preprocessor(allow_long_text)
stand_in(blueprint)


@blueprint.get("/family/concerns")
@family
def concerns() -> str:
    """What this adult raised from here, newest first, as they called it."""
    raised = raised_by(g.family.person_id)
    steps = steps_of(raised)
    return render_template(
        "tracker/family/concerns.html",
        concerns=[(each, KINDS[said_kind(each, steps[each.id])]) for each in raised],
        about=ABOUT,
    )


@blueprint.route("/family/concerns/<string:reference>", methods=["GET", "POST"])
@family
def concern(reference: str) -> Page:
    """Where it stands, and messages both ways."""
    found, way = _mine(reference), _way(reference)
    return (
        shared_views.answer(found, way)
        if request.method == "POST"
        else shared_views.show(found, way)
    )


@blueprint.get("/family/concerns/<string:reference>/receipt")
@family
def receipt(reference: str) -> Response:
    """Everything said, as a PDF."""
    return shared_views.receipt_of(_mine(reference))


@blueprint.get("/family/concerns/<string:reference>/files/<string:file_reference>")
@family
def file(reference: str, file_reference: str) -> Response:
    """One file of the conversation."""
    return shared_views.file_of(_mine(reference), file_reference)


def _mine(reference: str) -> Concern:
    found = queries.concern_of_person(g.family.person_id, reference)
    if found is None:
        raise NotFound
    return found


def _way(reference: str) -> Way:
    return Way(
        layout="layouts/family.html",
        here=url_for("tracker_family.concern", reference=reference),
        receipt=url_for("tracker_family.receipt", reference=reference),
        file=lambda name: url_for("tracker_family.file", reference=reference, file_reference=name),
        back=url_for("tracker_family.concerns"),
        written_by=f"person:{g.family.person_id}",
    )
