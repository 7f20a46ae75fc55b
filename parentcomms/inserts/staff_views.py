"""Pages of the year's inserts, and of the notice on the school's website."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from parentcomms import access, filters
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.communications.notice import notice_html
from parentcomms.communications.queries import Listed, communication_by_reference
from parentcomms.communications.staff_words import STATE_COLOURS, STATE_NAMES
from parentcomms.database import db
from parentcomms.forms import already_submitted, remember
from parentcomms.inserts import actions, queries
from parentcomms.inserts.staff_forms import STILL_THERE, NoticeForm, PlanForm
from parentcomms.languages import gettext
from parentcomms.links import address_of

blueprint = Blueprint("inserts_staff", __name__)
NONE = "none"


@blueprint.route("/staff/inserts", methods=["GET", "POST"])
@access.staff(Permission.EDIT_COMMUNICATION)
def inserts() -> ResponseReturnValue:
    """The half-terms ahead with the insert of each, and where each insert was used."""
    year = queries.year_ahead()
    form = _plan_form(year)
    if year.ahead and form.validate_on_submit():
        _plan(form, year)
        done = remember(form, url_for("inserts_staff.inserts"))
        db.session.commit()
        flash(gettext("Planned."))
        return redirect(done, code=303)
    return render_template(
        "inserts/staff/inserts.html",
        year=year,
        titles={each.communication.reference: each.communication.title for each in year.inserts},
        form=form,
        STATE_NAMES=STATE_NAMES,
        STATE_COLOURS=STATE_COLOURS,
    )


def _plan_form(year: queries.Year) -> PlanForm:
    wanted = _half_term_wanted(year)
    form = PlanForm(
        data={"half_term": str(wanted.half_term.starts_on), "insert": wanted.offered}
        if wanted
        else {}
    )
    form.half_term.choices = [
        SelectChoice(str(each.half_term.starts_on), each.half_term.name) for each in year.ahead
    ]
    form.insert.choices = [
        *(_choice(each, year) for each in year.inserts),
        SelectChoice(NONE, gettext("None")),
    ]
    return form


def _choice(listed: Listed, year: queries.Year) -> SelectChoice:
    uses = year.uses.get(listed.communication.id, ())
    hint = (
        gettext("Last used on %(day)s", day=filters.day(uses[0].used_on))
        if uses
        else gettext("Not used yet")
    )
    row = listed.communication
    return SelectChoice(row.reference, row.title, render_kw={"hint": hint})


def _half_term_wanted(year: queries.Year) -> queries.Ahead | None:
    """The one asked for, else the first that has none yet."""
    asked = request.args.get("half_term", "")
    named = (each for each in year.ahead if str(each.half_term.starts_on) == asked)
    lacking = (each for each in year.ahead if each.lacks_insert)
    return next(named, next(lacking, next(iter(year.ahead), None)))


def _plan(form: PlanForm, year: queries.Year) -> None:
    day = date.fromisoformat(form.half_term.data)
    half_term = next(each.half_term for each in year.ahead if each.half_term.starts_on == day)
    chosen = None if form.insert.data == NONE else communication_by_reference(form.insert.data)
    actions.plan_insert(half_term, chosen)


@blueprint.route("/staff/website-notice", methods=["GET", "POST"])
@access.staff(Permission.EDIT_COMMUNICATION)
def website_notice() -> ResponseReturnValue:
    """The notice to link to or to paste, and once a year: is it still there?"""
    form, checks = NoticeForm(), queries.notice_checks()
    if request.method == "GET" and checks:
        form.address.data = checks[0].address
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        actions.record_notice_check(
            still_there=form.seen.data == STILL_THERE, address=form.address.data.strip()
        )
        done = remember(form, url_for("inserts_staff.website_notice"))
        db.session.commit()
        flash(gettext("Noted."))
        return redirect(done, code=303)
    return render_template(
        "inserts/staff/website_notice.html",
        form=form,
        checks=checks,
        names=names_of(each.checked_by for each in checks),
        wanted=queries.notice_wants_looking_for(),
        as_html=notice_html("en"),
        address=address_of("communications_public.notice"),
    )
