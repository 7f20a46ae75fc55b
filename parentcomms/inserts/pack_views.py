"""The event pack of an approved insert: one page, its files, and all of them in one."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.communications.inserts import insert_pdf
from parentcomms.communications.queries import approved_version, communication_by_reference
from parentcomms.communications.rules import CommunicationKind
from parentcomms.errors import NotFound
from parentcomms.inserts import event_pack as packs
from parentcomms.inserts.staff_views import blueprint
from parentcomms.languages import own_name

__all__ = ["blueprint"]

FILES = {
    "poster.pdf": (packs.poster_pdf, "application/pdf"),
    "slide.pdf": (packs.slide_pdf, "application/pdf"),
    "slide.png": (packs.slide_picture, "image/png"),
    "event-pack.zip": (packs.zipped, "application/zip"),
}


def _pack(reference: str) -> packs.EventPack:
    insert = communication_by_reference(reference)
    found = packs.event_pack(insert, request.args.get("language", "en")) if insert else None
    if found is None:
        raise NotFound
    return found


@blueprint.get("/staff/inserts/<string:reference>/event-pack")
@access.staff(Permission.EDIT_COMMUNICATION)
def event_pack(reference: str) -> ResponseReturnValue:
    """What the head says, what stands in the programme, on the door and on the screen."""
    pack = _pack(reference)
    return render_template(
        "inserts/staff/event_pack.html",
        pack=pack,
        languages=[code for code, words in pack.version.texts.items() if words.get("pack")],
        own_name=own_name,
        files=FILES,
    )


@blueprint.get("/staff/inserts/<string:reference>/event-pack/<string:name>")
@access.staff(Permission.EDIT_COMMUNICATION)
def event_file(reference: str, name: str) -> Response:
    """One of its files."""
    if name not in FILES:
        raise NotFound
    make, kind = FILES[name]
    response = Response(make(_pack(reference)), mimetype=kind)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@blueprint.get("/staff/inserts/<string:reference>/insert.pdf")
@access.staff(Permission.EDIT_COMMUNICATION)
def insert_on_paper(reference: str) -> Response:
    """The approved insert on one side of paper, in large print where that is asked for."""
    insert = communication_by_reference(reference)
    version = (
        approved_version(insert) if insert and insert.kind is CommunicationKind.INSERT else None
    )
    if version is None:
        raise NotFound
    language, large = request.args.get("language", "en"), "large" in request.args
    return Response(insert_pdf(version, language, large=large), mimetype="application/pdf")
