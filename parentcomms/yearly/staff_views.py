"""The office's list of the yearly reminder: those without e-mail, as letters to print."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.communications.pilot import held_by_review
from parentcomms.communications.values import children_of, first_names_of
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, remember
from parentcomms.languages import gettext, ngettext
from parentcomms.yearly import queries
from parentcomms.yearly.actions import told_on_paper
from parentcomms.yearly.letters import letters_pdf

blueprint = Blueprint("yearly_staff", __name__)


@blueprint.get("/staff/yearly-reminders")
@access.staff(Permission.SEND_COMMUNICATION)
def reminders() -> ResponseReturnValue:
    """Who is still to be reminded on paper, and how many mails go by themselves."""
    found = queries.due()
    paper = found.plan.paper if found else {}
    names = first_names_of(tie.pupil_id for ties in paper.values() for tie in ties)
    return render_template(
        "yearly/staff/reminders.html",
        found=found,
        adults=queries.people(paper.keys()),
        children={key: children_of(ties, names, "en") for key, ties in paper.items()},
        held_back=held_by_review(found.plan) if found else 0,
        form=Form(formdata=None),
    )


@blueprint.get("/staff/yearly-reminders/letters.pdf")
@access.staff(Permission.SEND_COMMUNICATION)
def letters() -> ResponseReturnValue:
    """One file for the printer. Opening it changes nothing: a jam can be printed again."""
    found = queries.due()
    if found is None or not found.plan.paper:
        raise NotFound
    response = Response(letters_pdf(found), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="reminders.pdf"'
    return response


@blueprint.post("/staff/yearly-reminders/told")
@access.staff(Permission.SEND_COMMUNICATION)
def told() -> ResponseReturnValue:
    """The office has handed out or posted the letters that the page showed."""
    form, found = Form(), queries.due()
    if found is not None and form.validate_on_submit():
        shown = set(request.form.getlist("adult"))
        chosen = {
            person.id
            for person in queries.people(found.plan.paper.keys())
            if person.reference in shown
        }
        rows = told_on_paper(found, chosen)
        done = remember(form, url_for("yearly_staff.reminders"))
        db.session.commit()
        flash(ngettext("%(num)s adult was told.", "%(num)s adults were told.", len(rows)))
        return redirect(done, code=303)
    if found is None:
        flash(gettext("The time to remind is over."), "warning")
    return redirect(url_for("yearly_staff.reminders"), code=303)
