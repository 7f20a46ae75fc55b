"""The whole school's answers, and taking them to the management system."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import remember
from parentcomms.lists import exporting, staff_words
from parentcomms.lists.staff_forms import ExportForm
from parentcomms.lists.staff_views import blueprint, download
from parentcomms.lists.whole_school import whole_school as counted

WRITTEN = {"csv": exporting.as_csv, "xlsx": exporting.as_xlsx}


@blueprint.get("/staff/lists/whole-school")
@access.staff(Permission.SEE_EVERY_LIST)
def whole_school() -> str:
    """What stands for everybody, counted by class."""
    return render_template("lists/staff/whole_school.html", found=counted(), words=staff_words)


@blueprint.route("/staff/answers-export", methods=["GET", "POST"])
@access.staff(Permission.EXPORT_ANSWERS)
def export_answers() -> ResponseReturnValue:
    """Everybody's standing answers for the management system, or only what changed."""
    form = ExportForm()
    if form.validate_on_submit():
        row = exporting.make_export(only_changes=form.what.data == "changes")
        done = remember(form, url_for("lists_staff.exported", reference=row.reference))
        db.session.commit()
        return redirect(done, code=303)
    found = exporting.exports()
    return render_template(
        "lists/staff/export_answers.html",
        form=form,
        exports=found,
        names=names_of({row.made_by for row in found}),
        words=staff_words,
    )


@blueprint.get("/staff/answers-export/<string:reference>")
@access.staff(Permission.EXPORT_ANSWERS)
def exported(reference: str) -> str:
    """One export and its files."""
    row = exporting.export_by_reference(reference)
    if row is None:
        raise NotFound
    return render_template("lists/staff/exported.html", row=row, children=exporting.rows_in(row))


@blueprint.get("/staff/answers-export/<string:reference>/<string:kind>")
@access.staff(Permission.EXPORT_ANSWERS)
def export_file(reference: str, kind: str) -> ResponseReturnValue:
    """The file, as it was said on the day of the export."""
    row = exporting.export_by_reference(reference)
    if row is None or kind not in WRITTEN:
        raise NotFound
    name = f"photo-answers-{row.made_at:%Y-%m-%d}-{row.reference}.{kind}"
    return download(WRITTEN[kind](row), name)
