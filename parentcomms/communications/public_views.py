"""The website notice as a public page (policy 10.1)."""

from flask import Blueprint, render_template
from markupsafe import Markup

from parentcomms import access
from parentcomms.communications.notice import approved_notice
from parentcomms.languages import current

blueprint = Blueprint("communications_public", __name__)


@blueprint.get("/notice")
@access.public
def notice() -> str | tuple[str, int]:
    """The newest approved notice, in the reader's language."""
    found = approved_notice(current())
    if found is None:
        return render_template("communications/public/notice.html", title=None, body=None), 404
    return render_template(
        "communications/public/notice.html",
        title=found.title,
        body=Markup(found.html),  # noqa: S704  (escaped)
        text_language=found.language,
    )
