"""Evidence packs, for the head and the data protection lead."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.evidence_packs import actions
from parentcomms.evidence_packs.staff_forms import PackForm
from parentcomms.languages import gettext

blueprint = Blueprint("evidence_packs_staff", __name__)


@blueprint.route("/staff/records/packs", methods=["GET", "POST"])
@access.staff(Permission.MAKE_EVIDENCE_PACK)
def packs() -> ResponseReturnValue:
    """Each pack made is a line in the audit."""
    form = PackForm()
    if form.validate_on_submit():
        reference = (form.reference.data or "").strip()
        try:
            content = actions.make_pack(reference)
        except NotFound:
            problem = gettext("No child or publication has this reference")
            form.refuse(problem, field=form.reference)
        else:
            db.session.commit()
            name = f"attachment; filename=evidence-{reference}.pdf"
            headers = {"Content-Disposition": name}
            return Response(content, mimetype="application/pdf", headers=headers)
    return render_template("evidence_packs/staff/packs.html", form=form)
