"""Cases as a file, and which of them have had their time: only what the reader may see."""

import io

from flask import g, render_template, send_file

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.cases import exporting, retention
from parentcomms.cases.archive_staff_forms import ExportForm
from parentcomms.cases.handling_views import Page, blueprint
from parentcomms.cases.staff_words import KEPT_AS, VERDICTS
from parentcomms.clock import today
from parentcomms.concerns.queries import holders, visible_to
from parentcomms.database import db

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


@blueprint.route("/staff/concerns/export", methods=["GET", "POST"])
@access.staff(Permission.RECEIVE_CONCERNS)
def export() -> Page:
    """A workbook or a comma-separated file; that it was made is kept before it leaves."""
    form = ExportForm()
    good = form.validate_on_submit()
    if not good or form.first.data is None or form.last.data is None:
        return render_template("cases/staff/export.html", form=form)
    kind = form.kind.data
    made = exporting.export(g.staff.id, form.first.data, form.last.data, as_workbook=kind == "xlsx")
    db.session.commit()
    answer = send_file(
        io.BytesIO(made),
        mimetype=MEDIA_TYPES[kind],
        as_attachment=True,
        download_name=f"concerns.{kind}",
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/staff/concerns/kept")
@access.staff(Permission.RECEIVE_CONCERNS)
def kept() -> str:
    """What goes tonight, and what a hold or a missing file keeps: a dry run."""
    among, me = holders(), g.staff.id
    return render_template(
        "cases/staff/kept.html",
        found=[
            e for e in retention.past_their_time(today()) if visible_to(e.concern, me, among=among)
        ],
        periods=retention.periods(),
        verdicts=VERDICTS,
        kept_as=KEPT_AS,
    )
