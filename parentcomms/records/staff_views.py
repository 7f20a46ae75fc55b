"""Everyone's data: where each thing is, and what the school says about it."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.audit.queries import head_of_chain
from parentcomms.documents.docx import to_docx
from parentcomms.documents.markdown import parse
from parentcomms.languages import gettext
from parentcomms.records.statement import statement as statement_text
from parentcomms.uploads import WORD

blueprint = Blueprint("records_staff", __name__)


@blueprint.get("/staff/records")
@access.staff(Permission.SET_RETENTION)
def records() -> ResponseReturnValue:
    """The way to everything about data."""
    return render_template("records/staff/records.html", head=head_of_chain())


@blueprint.get("/staff/records/statement")
@access.staff(Permission.SET_RETENTION)
def statement() -> ResponseReturnValue:
    """The outline and the paragraph, as they are today."""
    return render_template("records/staff/statement.html", text=statement_text())


@blueprint.get("/staff/records/statement.docx")
@access.staff(Permission.SET_RETENTION)
def statement_file() -> ResponseReturnValue:
    """The same text to complete in Word."""
    title = gettext("Impact assessment and privacy notice")
    content = to_docx(parse(statement_text()), {}, title=title)
    headers = {"Content-Disposition": "attachment; filename=impact-assessment.docx"}
    return Response(content, mimetype=WORD, headers=headers)
