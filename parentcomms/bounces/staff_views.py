"""What the office does about mail that comes back: ask for new addresses, bring in reports."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.bounces import actions, queries
from parentcomms.bounces.reading import read
from parentcomms.bounces.rules import BounceRoute
from parentcomms.bounces.staff_forms import ReportForm
from parentcomms.bounces.staff_words import KINDS, REASONS, WHY_NOT, what_came_of
from parentcomms.bounces.taking_in import ABOUT_OURS, mailbox_name, note
from parentcomms.database import db
from parentcomms.forms import Form, remember
from parentcomms.languages import gettext

blueprint = Blueprint("bounces_staff", __name__)


def _page(form: ReportForm) -> str:
    name = mailbox_name()
    return render_template(
        "bounces/staff/given_up.html",
        form=form,
        button=Form(formdata=None),
        given_up=queries.given_up(),
        bounces=queries.newest_bounces(),
        blocked=queries.blocked_lately(),
        mailbox=name,
        place=queries.place_of(name) if name else None,
        REASONS=REASONS,
        KINDS=KINDS,
    )


@blueprint.route("/staff/addresses", methods=["GET", "POST"])
@access.staff(Permission.REVIEW_CONTACTS)
def given_up() -> ResponseReturnValue:
    """Addresses that do not work, whom they belong to, and a report to bring in."""
    form = ReportForm()
    if not form.validate_on_submit():
        return _page(form)
    found = [read(upload.stream.read()) for upload in form.reports.data]
    came = [note(each, BounceRoute.UPLOADED) for each in found]
    if not ABOUT_OURS & set(came):
        form.refuse(WHY_NOT[came[0]], field=form.reports)
        return _page(form)
    done = remember(form, url_for("bounces_staff.given_up"))
    db.session.commit()
    flash(what_came_of(came))
    return redirect(done, code=303)


@blueprint.post("/staff/addresses/<string:reference>/works")
@access.staff(Permission.REVIEW_CONTACTS)
def works_after_all(reference: str) -> ResponseReturnValue:
    """The office asked the family: the address is right."""
    if Form().validate_on_submit():
        actions.take_up_again(reference)
        db.session.commit()
        flash(gettext("We write to that address again."))
    return redirect(url_for("bounces_staff.given_up"), code=303)
