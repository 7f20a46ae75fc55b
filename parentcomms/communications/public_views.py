"""The website notice as a public page (policy 10.1)."""

from flask import Blueprint, render_template
from markupsafe import Markup

from parentcomms import access
from parentcomms.communications import content, queries, values
from parentcomms.communications.rules import CommunicationKind
from parentcomms.documents.markdown import parse
from parentcomms.documents.text import to_text
from parentcomms.documents.web import PAGE, to_html
from parentcomms.languages import current
from parentcomms.school.values import common_values

blueprint = Blueprint("communications_public", __name__)


@blueprint.get("/notice")
@access.public
def notice() -> str | tuple[str, int]:
    """The newest approved notice, in the reader's language."""
    found = queries.standing_communication(CommunicationKind.NOTICE)
    version = queries.approved_version(found) if found else None
    if version is None:
        return render_template("communications/public/notice.html", title=None, body=None), 404
    language = current() if current() in version.texts else "en"
    written = version.texts[language]
    filled = {**common_values(), **values.shared_values(language)}
    body = content.with_lists(str(written["body"]), values.lists(language))
    return render_template(
        "communications/public/notice.html",
        title=" ".join(to_text(parse(str(written["subject"])), filled).split()),
        body=Markup(to_html(parse(body), filled, style=PAGE)),  # noqa: S704  (escaped)
        text_language=language,
    )
