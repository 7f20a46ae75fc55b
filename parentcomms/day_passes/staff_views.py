"""The office makes passes, prints them and ends them; pass_views.py is for who holds one."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from parentcomms import access, links
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.day_passes import actions, queries
from parentcomms.day_passes.models import DayPass
from parentcomms.day_passes.staff_forms import MakePassForm
from parentcomms.documents import qr
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.publishing.queries import classes

blueprint = Blueprint("day_passes_staff", __name__)


@blueprint.route("/staff/day-passes", methods=["GET", "POST"])
@access.staff(Permission.MAKE_DAY_PASSES)
def day_passes() -> str | Response:
    """The passes there are, and one more."""
    form = MakePassForm(data={"day": today()})
    form.classes.choices = [SelectChoice(each.reference, each.name) for each in classes()]
    if not form.validate_on_submit() or (day := _day_to_come(form)) is None:
        return _list(form)
    if done := already_submitted(form):
        return redirect(done, code=303)
    chosen = queries.classes_by_reference(form.classes.data)
    made = actions.make_pass(form.holder.data, day, chosen)
    done = remember(form, url_for("day_passes_staff.day_pass", reference=made.reference))
    db.session.commit()
    return redirect(done, code=303)


def _day_to_come(form: MakePassForm) -> date | None:
    day: date | None = form.day.data
    if day is not None and day >= today():
        return day
    form.refuse(gettext("That day is over"), field=form.day)
    return None


def _list(form: MakePassForm) -> str:
    rows = queries.passes()
    return render_template(
        "day_passes/staff/day_passes.html",
        form=form,
        rows=rows,
        counts=queries.counts_of([row.id for row in rows]),
        is_open=queries.opens,
    )


def _pass(reference: str) -> DayPass:
    found = queries.pass_by_reference(reference)
    if found is None:
        raise NotFound
    return found


@blueprint.get("/staff/day-passes/<string:reference>")
@access.staff(Permission.MAKE_DAY_PASSES)
def day_pass(reference: str) -> str:
    """One pass, to print: its square, its code, what it is for."""
    row = _pass(reference)
    token = links.token_for(links.Purpose.DAY_PASS, reference)
    address = links.address_of("day_passes_staff.open_pass", token=token)
    return render_template(
        "day_passes/staff/day_pass.html",
        row=row,
        good=row.ended_at is None and row.day >= today(),
        drawing=qr.svg(address, title=gettext("The square that opens this pass"), hardy=True),
        code=links.show_code(links.code_for(links.Purpose.DAY_PASS_CODE, reference)),
        address=links.address_of("day_passes_staff.enter_code"),
        made_by=names_of([row.made_by])[row.made_by],
        counts=queries.counts_of([row.id])[row.id],
        form=Form(formdata=None),
    )


@blueprint.post("/staff/day-passes/<string:reference>/end")
@access.staff(Permission.MAKE_DAY_PASSES)
def end_pass(reference: str) -> Response:
    """It was lost, or its holder has gone home."""
    row = _pass(reference)
    if Form().validate_on_submit():
        actions.end_pass(row)
        db.session.commit()
        flash(gettext("The pass was ended."))
    return redirect(url_for("day_passes_staff.day_passes"), code=303)
