"""Who gets what, who stands in for whom, and the answer to the weekly test."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import staff_by_reference
from parentcomms.alarms import actions, queries
from parentcomms.alarms.staff_forms import CoverForm, RoutingForm
from parentcomms.alarms.staff_words import ROWS
from parentcomms.concerns.covering import covers
from parentcomms.concerns.queries import holders, staff_names
from parentcomms.concerns.rules import NEXT_IN_LINE, Ids, Recipient, Row
from parentcomms.concerns.words import POSTS
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, remember
from parentcomms.languages import gettext
from parentcomms.school.actions import decide
from parentcomms.school.queries import school

blueprint = Blueprint("alarms_staff", __name__)
Page = str | Response


@blueprint.get("/staff/concerns/routing")
@access.staff(Permission.RECEIVE_CONCERNS)
def routing() -> str:
    """The one table, with the names of today, and how the school has narrowed it."""
    return _routing(_routing_form())


def _routing_form() -> RoutingForm:
    ours = school()
    return RoutingForm(
        data={
            "staff_to_the_head": not ours.line_managed_concerns,
            "risks_to_leads_only": ours.risks_to_leads_only,
            "questions_past_the_office": ours.questions_past_the_office,
        }
    )


def _routing(form: RoutingForm) -> str:
    names = staff_names()
    now = holders()
    by_post: dict[Recipient, Ids] = {
        Recipient.OFFICE: now.office,
        Recipient.DSL: now.dsl_group,
        Recipient.HEAD: now.heads,
        Recipient.LINE_MANAGER: frozenset(now.line_managers.values()),
        Recipient.CHAIR: now.chairs,
        Recipient.VICE_CHAIR: now.vice_chairs,
        Recipient.CLERK: now.clerks,
    }
    held = {
        post: sorted(names[each] for each in ids if each in names) for post, ids in by_post.items()
    }
    rows = [(ROWS[row], [POSTS[post] for post in NEXT_IN_LINE[row]]) for row in Row]
    return render_template(
        "alarms/staff/routing.html",
        rows=rows,
        held=[(POSTS[post], found) for post, found in held.items()],
        form=form,
    )


@blueprint.post("/staff/concerns/routing/narrow")
@access.staff(Permission.EDIT_SCHOOL)
def narrow() -> Page:
    """Fewer people read; a new version of the setting, with who set it and when."""
    form = _routing_form()
    if not form.validate_on_submit():
        return _routing(form) if access.may(Permission.RECEIVE_CONCERNS) else redirect("/staff")
    decide(
        line_managed_concerns=not form.staff_to_the_head.data,
        risks_to_leads_only=form.risks_to_leads_only.data,
        questions_past_the_office=form.questions_past_the_office.data,
    )
    done = remember(form, url_for("alarms_staff.routing"))
    db.session.commit()
    flash(gettext("Kept. It holds from now on."))
    return redirect(done, code=303)


@blueprint.route("/staff/concerns/cover", methods=["GET", "POST"])
@access.staff(Permission.RECEIVE_CONCERNS)
def cover() -> Page:
    """The hand-over for holidays and absences: set before they begin."""
    form = CoverForm()
    form.offer()
    if form.validate_on_submit():
        member = staff_by_reference(form.colleague.data)
        if member is None or form.first.data is None or form.last.data is None:
            raise NotFound
        post = Recipient(form.post.data)
        _refuse_another_post(post)
        actions.set_cover(post, member, first=form.first.data, last=form.last.data)
        done = remember(form, url_for("alarms_staff.cover"))
        db.session.commit()
        flash(gettext("Kept."))
        return redirect(done, code=303)
    return render_template(
        "alarms/staff/cover.html",
        form=form,
        covers=covers(),
        names=staff_names(),
        posts=POSTS,
        ending=Form(prefix="ending"),
        unanswered=queries.unanswered(),
    )


def _refuse_another_post(post: Recipient) -> None:
    """Only who reads for a post may share what comes to it."""
    now = holders()
    mine = {
        Recipient.OFFICE: now.office,
        Recipient.DSL: now.dsl_group,
        Recipient.HEAD: now.heads,
        Recipient.CHAIR: now.chairs,
        Recipient.VICE_CHAIR: now.vice_chairs,
        Recipient.CLERK: now.clerks,
    }
    if g.staff.id not in mine.get(post, frozenset()):
        raise NotFound


@blueprint.post("/staff/concerns/cover/<string:reference>/end")
@access.staff(Permission.RECEIVE_CONCERNS)
def end_cover(reference: str) -> Response:
    """Back before the time."""
    row = next((each for each in covers() if each.reference == reference), None)
    if row is None or not Form(prefix="ending").validate_on_submit():
        raise NotFound
    _refuse_another_post(row.post)
    actions.end_cover(row)
    db.session.commit()
    return redirect(url_for("alarms_staff.cover"), code=303)


@blueprint.route("/staff/alarm-test/<string:reference>", methods=["GET", "POST"])
@access.staff(Permission.RECEIVE_CONCERNS)
def alarm_test(reference: str) -> Page:
    """I got it. Opening the page proves nothing: a button does."""
    row = queries.test_for(g.staff.id, reference)
    if row is None:
        raise NotFound
    form = Form()
    if form.validate_on_submit():
        actions.answered(row)
        done = remember(form, url_for("alarms_staff.alarm_test", reference=reference))
        db.session.commit()
        return redirect(done, code=303)
    return render_template("alarms/staff/alarm_test.html", row=row, form=form)
