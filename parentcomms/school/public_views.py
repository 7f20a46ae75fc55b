"""What anybody may see of the school: its crest."""

from flask import Blueprint, Response

from parentcomms import access
from parentcomms.errors import NotFound
from parentcomms.school.crest import crest_file
from parentcomms.school.queries import school

blueprint = Blueprint("school_public", __name__)


@blueprint.get("/crest")
@access.public
def crest() -> Response:
    """The school's crest, kept by browsers for an hour."""
    path = crest_file(school().crest)
    if path is None:
        raise NotFound
    answer = Response(path.read_bytes(), mimetype="image/png")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
