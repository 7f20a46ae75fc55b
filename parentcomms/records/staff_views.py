"""Everyone's data: where each thing is, and what the school says about it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.audit.queries import head_of_chain

blueprint = Blueprint("records_staff", __name__)


@blueprint.get("/staff/records")
@access.staff(Permission.SET_RETENTION)
def records() -> ResponseReturnValue:
    """The way to everything about data."""
    return render_template("records/staff/records.html", head=head_of_chain())
