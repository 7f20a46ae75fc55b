"""The office's list of adults to tell by letter that staff recorded answers for them."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import current_links
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, remember
from parentcomms.languages import ngettext
from parentcomms.paper_notices import actions, queries
from parentcomms.paper_notices.letters import letters_pdf

blueprint = Blueprint("paper_notices_staff", __name__)


@blueprint.get("/staff/answers-recorded")
@access.staff(Permission.SEND_COMMUNICATION)
def notices() -> str:
    """Who waits for a letter, by class. How each goes is read from the letter, and not here:
    a list that said so would show at a glance which child is looked after.
    """
    return render_template(
        "paper_notices/staff/notices.html", found=queries.waiting(), form=Form(formdata=None)
    )


@blueprint.post("/staff/answers-recorded/print")
@access.staff(Permission.SEND_COMMUNICATION)
def print_letters() -> ResponseReturnValue:
    """Make the links that are missing, then open the letters."""
    form = Form()
    if form.validate_on_submit():
        actions.prepare(queries.waiting())
        db.session.commit()
        return redirect(url_for("paper_notices_staff.letters"), code=303)
    return redirect(url_for("paper_notices_staff.notices"), code=303)


@blueprint.get("/staff/answers-recorded/letters.pdf")
@access.staff(Permission.SEND_COMMUNICATION)
def letters() -> ResponseReturnValue:
    """One file for the printer. Opening it changes nothing: a jam can be printed again."""
    found = queries.waiting()
    if not current_links([each.person.id for each in found]):
        raise NotFound
    response = Response(letters_pdf(found), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="letters.pdf"'
    return response


@blueprint.post("/staff/answers-recorded/told")
@access.staff(Permission.SEND_COMMUNICATION)
def told() -> ResponseReturnValue:
    """The office has handed out or posted the letters that the page showed."""
    form = Form()
    if form.validate_on_submit():
        rows = actions.told_on_paper(queries.waiting(), set(request.form.getlist("adult")))
        done = remember(form, url_for("paper_notices_staff.notices"))
        db.session.commit()
        flash(ngettext("%(num)s adult was told.", "%(num)s adults were told.", len(rows)))
        return redirect(done, code=303)
    return redirect(url_for("paper_notices_staff.notices"), code=303)
