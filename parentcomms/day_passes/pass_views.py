"""What the holder of a day pass can do: come in, check a picture, read one verdict, go out."""

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from parentcomms import access, filters
from parentcomms.accounts import attempts
from parentcomms.accounts.rules import Counter, network_of
from parentcomms.channels.queries import channel_by_reference, open_channels
from parentcomms.database import db
from parentcomms.day_passes import actions, queries
from parentcomms.day_passes.models import DayPass
from parentcomms.day_passes.rules import TooMuch
from parentcomms.day_passes.sessions import forget, keep
from parentcomms.day_passes.staff_forms import PassCheckForm, PassCodeForm
from parentcomms.day_passes.staff_views import blueprint
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.publishing.actions import Question
from parentcomms.publishing.facts import CannotAnswerError, Medium, Verdict
from parentcomms.publishing.queries import PupilToTick, ids_by_reference
from parentcomms.publishing.words import MEDIUM_NAMES, PROBLEMS

__all__ = ["blueprint"]
Page = str | tuple[str, int] | Response


@blueprint.route("/pass", methods=["GET", "POST"])
@access.public
def enter_code() -> Page:
    """The code printed on the pass."""
    form = PassCodeForm()
    if not form.validate_on_submit():
        return render_template("day_passes/staff/enter_code.html", form=form)
    counted = {Counter.DAY_PASS_PLACE: network_of(request.remote_addr)}
    if not_before := attempts.closed_until(counted):
        time = filters.time_of_day(not_before)
        form.refuse(gettext("Too many tries. Wait until %(time)s, then try again", time=time))
        return render_template("day_passes/staff/enter_code.html", form=form), 429
    tries = attempts.count(counted)
    found = queries.pass_by_code(form.code.data)
    if found is None:
        db.session.commit()  # so that the try counts
        form.refuse(gettext("No pass has this code today. Ask the office"), field=form.code)
        return render_template("day_passes/staff/enter_code.html", form=form)
    attempts.forgive(counted, tries)
    return _come_in(found)


@blueprint.route("/pass/<string:token>", methods=["GET", "POST"])
@access.public
def open_pass(token: str) -> Page:
    """The square was scanned: whose pass it is, and the button that opens it."""
    found = queries.pass_by_token(token)
    if found is None:
        return render_template("day_passes/staff/pass_ended.html"), 404
    form = Form()
    if form.validate_on_submit():
        return _come_in(found)
    return render_template("day_passes/staff/open_pass.html", form=form, holder=found.holder)


def _come_in(found: DayPass) -> Response:
    token = actions.open_pass(found)
    db.session.commit()
    return keep(redirect(url_for("day_passes_staff.pass_check"), code=303), token)


@blueprint.route("/pass/check", methods=["GET", "POST"])
@access.pass_holder
def pass_check() -> Page:
    """One screen: where, what, who; staff have their own."""
    if g.day_pass is None:
        return redirect(url_for("publishing_staff.check"), code=303)
    form = PassCheckForm()
    form.channel.choices = [SelectChoice(each.reference, each.name) for each in open_channels()]
    children = queries.children_by_class(g.day_pass.id)
    if not form.validate_on_submit():
        return _screen(form, children)
    if done := already_submitted(form):
        return redirect(done, code=303)
    known = {pupil.reference for _, pupils in children for pupil in pupils}
    if not known.issuperset(form.pupils.data):
        raise NotFound
    try:
        answered = actions.ask(g.day_pass.id, _question(form))
    except CannotAnswerError as problem:
        form.refuse(str(PROBLEMS[problem.missing]))
        return _screen(form, children)
    if isinstance(answered, TooMuch):
        db.session.commit()
        return render_template("day_passes/staff/ask_the_office.html"), 429
    done = remember(form, url_for("day_passes_staff.verdict", reference=answered.reference))
    db.session.commit()
    return redirect(done, code=303)


def _question(form: PassCheckForm) -> Question:
    ids = ids_by_reference(form.pupils.data)
    return Question(
        channel=channel_by_reference(form.channel.data),
        medium=Medium(form.medium.data),
        name_shown=form.name_shown.data,
        recognisable=dict.fromkeys(ids.values(), True),
        someone_unknown=form.someone_unknown.data,
    )


def _screen(form: PassCheckForm, children: list[tuple[str, list[PupilToTick]]]) -> str:
    return render_template(
        "day_passes/staff/pass_check.html",
        form=form,
        children=children,
        ticked=set(form.pupils.data or ()),
        leaving=Form(formdata=None),
    )


@blueprint.get("/pass/checks/<string:reference>")
@access.pass_holder
def verdict(reference: str) -> str:
    """Yes or no for the whole picture. Never which child, never why."""
    row = queries.check_of(g.day_pass.id, reference) if g.day_pass else None
    if row is None or row.channel is None:
        raise NotFound
    return render_template(
        "day_passes/staff/verdict.html",
        may_post=row.verdict is Verdict.POST,
        place=row.channel.name,
        medium=MEDIUM_NAMES[row.medium],
        number=len(row.pupils),
    )


@blueprint.post("/pass/out")
@access.public
def leave() -> Response:
    """Done for the day, in this browser."""
    if g.day_pass is not None and Form().validate_on_submit():
        actions.close_browser(g.day_pass.sign_in_id)
        db.session.commit()
    return forget(redirect(url_for("day_passes_staff.enter_code"), code=303))
