"""Newsletters on the web: those that went out, in the words that were approved and sent."""

from flask import Blueprint, Response, g, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.communications.issues import pictures_in
from parentcomms.communications.pictures import may_be_shown
from parentcomms.errors import NotFound
from parentcomms.newsletters import queries, showing
from parentcomms.newsletters.actions import LANGUAGE
from parentcomms.newsletters.files import file_of
from parentcomms.newsletters.picture_views import served
from parentcomms.school.queries import school

blueprint = Blueprint("newsletters_public", __name__)


def _reader() -> int | None:
    return g.family.person_id if g.family else None


def _is_staff() -> bool:
    return access.may(Permission.EDIT_COMMUNICATION)


def _found(reference: str) -> queries.Issue | None:
    return queries.issue(reference, _reader(), staff=_is_staff())


@blueprint.get("/newsletters")
@access.public
def archive() -> ResponseReturnValue:
    """The issues this reader may open."""
    issues = queries.issues_for(_reader(), staff=_is_staff())
    return render_template(
        "newsletters/public/archive.html",
        issues=[(each, showing.title_of(each.version)) for each in issues],
        closed=not (_reader() or _is_staff() or school().archive_is_public),
    )


@blueprint.get("/newsletters/<string:reference>")
@access.public
def issue(reference: str) -> ResponseReturnValue:
    """One issue. Whoever may not open it learns neither its title nor whether there is one."""
    found = _found(reference)
    if found is None:
        return render_template("newsletters/public/issue.html", found=None), 404
    written = found.version.texts[LANGUAGE]
    addresses = {
        each["reference"]: url_for(
            "newsletters_public.picture", reference=reference, picture=each["reference"]
        )
        for each in pictures_in(written)
    }
    return render_template(
        "newsletters/public/issue.html",
        found=found,
        title=showing.title_of(found.version),
        body=showing.web_html(found.version, addresses),
        own_pdf=bool(written.get("file")),
    )


@blueprint.get("/newsletters/<string:reference>/pictures/<string:picture>")
@access.public
def picture(reference: str, picture: str) -> Response:
    """A picture of an issue, while its checks say yes: asked each time."""
    found = _found(reference)
    if found is None:
        raise NotFound
    carried = pictures_in(found.version.texts[LANGUAGE])
    wanted = next((each for each in carried if each["reference"] == picture), None)
    kept = file_of(found.communication, picture)
    if wanted is None or kept is None or not may_be_shown(wanted):
        raise NotFound
    return served(kept)


@blueprint.get("/newsletters/<string:reference>/newsletter.pdf")
@access.public
def pdf(reference: str) -> Response:
    """To print or keep: the office's own PDF with the insert behind it, or the issue as set."""
    found = _found(reference)
    if found is None:
        raise NotFound
    own = found.version.texts[LANGUAGE].get("file")
    if own is None:
        return Response(showing.paper_pdf(found.communication), mimetype="application/pdf")
    kept = file_of(found.communication, str(own["reference"]))
    if kept is None or not may_be_shown(own):
        raise NotFound
    return served(kept)
