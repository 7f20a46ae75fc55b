"""Setting a time at which exactly the approved version goes out, and taking it back."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.clock import LONDON
from parentcomms.communications.queries import approved
from parentcomms.communications.reach import plan_for
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.newsletters import queries, timing
from parentcomms.newsletters.rules import Remark, remarks
from parentcomms.newsletters.staff_forms import TimeForm
from parentcomms.newsletters.staff_pages import blueprint, found, its_page
from parentcomms.school.queries import school_calendar

REMARKS = {
    Remark.NO_SCHOOL: lambda: gettext("There is no school on that day."),
    Remark.NIGHT: lambda: gettext("That is at night, when telephones should be silent."),
}


@blueprint.route("/staff/newsletters/<string:reference>/time", methods=["GET", "POST"])
@access.staff(Permission.SEND_COMMUNICATION)
def time(reference: str) -> ResponseReturnValue:
    """Day and time on the school's clock; what speaks against it is said before it is set."""
    row = found(reference)
    form = TimeForm()
    said: list[str] = []
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        said = [REMARKS[each]() for each in remarks(form.moment(), school_calendar())]
        if not said or form.know.data:
            try:
                timing.schedule(row, form.moment(), by=g.staff.id)
            except Refused as problem:
                form.refuse(problem.message)
            else:
                done = remember(form, its_page(row))
                db.session.commit()
                flash(gettext("It goes out then, if it is still approved."))
                return redirect(done, code=303)
        else:
            form.refuse(gettext("Tick that you know this, or choose another time"), field=form.know)
    return render_template(
        "newsletters/staff/time.html",
        row=row,
        form=form,
        said=said,
        approved=approved(row),
        planned=queries.planned(row),
        plan=plan_for(row),
        button=Form(formdata=None),
        LONDON=LONDON,
    )


@blueprint.post("/staff/newsletters/<string:reference>/time/take-back")
@access.staff(Permission.SEND_COMMUNICATION)
def take_time_back(reference: str) -> ResponseReturnValue:
    """It waits for somebody's press again."""
    row = found(reference)
    if Form().validate_on_submit():
        timing.unschedule(row)
        db.session.commit()
        flash(gettext("It waits now until somebody sends it."))
    return redirect(url_for("newsletters_staff.time", reference=reference), code=303)
