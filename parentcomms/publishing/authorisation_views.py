"""Sharing school business anywhere else: asking, deciding, and the register (5.1, 7.6.3)."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.approvals.queries import approvers
from parentcomms.approvals.rules import Point
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.publishing import authorisation_actions as actions
from parentcomms.publishing import authorisation_queries as queries
from parentcomms.publishing.post_actions import Shown
from parentcomms.publishing.post_forms import APPROVE, AnswerForm, AuthorisationForm
from parentcomms.publishing.post_models import Authorisation
from parentcomms.publishing.post_pages import blueprint, shown_children
from parentcomms.publishing.post_rules import pictures_allowed
from parentcomms.publishing.post_words import STANDING_WORDS
from parentcomms.publishing.release import check_now


def _decides() -> bool:
    """The head, and the chair for the governing board."""
    deciding = approvers()
    return g.staff.id in deciding.heads | deciding.board


def _found(reference: str, *, everybodys: bool) -> Authorisation:
    row = queries.authorisation_for(g.staff.id, reference, everybodys=everybodys)
    if row is None:
        raise NotFound
    return row


@blueprint.get("/staff/authorisations")
@access.staff(Permission.SEE_STAFF_HOME)
def authorisations() -> str:
    """The register for those who decide; everybody else's own requests."""
    decides = _decides()
    return render_template(
        "publishing/staff/authorisations.html",
        rows=queries.authorisations(g.staff.id, everybodys=decides),
        decides=decides,
        words=STANDING_WORDS,
    )


@blueprint.route("/staff/authorisations/ask", methods=["GET", "POST"])
@access.staff(Permission.SEE_STAFF_HOME)
def ask_authorisation() -> ResponseReturnValue:
    """Ask before anything is shared."""
    checks = {each.reference: each for each in queries.checks_for_an_occasion(access.actor())}
    form = AuthorisationForm()
    form.check.choices = [
        SelectChoice(key, each.occasion.what if each.occasion else key)
        for key, each in checks.items()
    ]
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        check = checks.get(form.check.data or "") if form.pictures.data else None
        if form.pictures.data and check is None:
            form.refuse(gettext("Choose the check for the occasion"), field=form.pictures)
            return render_template("publishing/staff/ask_authorisation.html", form=form)
        row = actions.ask(
            actions.Wish(
                what=form.what.data.strip(),
                where=form.where.data.strip(),
                why=form.why.data.strip(),
                ends_on=form.ends_on.data,
                check=check,
            ),
            by=g.staff.id,
        )
        done = remember(form, url_for("posts_staff.authorisation", reference=row.reference))
        db.session.commit()
        flash(gettext("Asked. Please wait for the decision before you share anything."))
        return redirect(done, code=303)
    return render_template("publishing/staff/ask_authorisation.html", form=form)


@blueprint.route("/staff/authorisations/<string:reference>", methods=["GET", "POST"])
@access.staff(Permission.SEE_STAFF_HOME)
def authorisation(reference: str) -> ResponseReturnValue:
    """One request: what was decided, and the decision for those who decide."""
    decides = _decides()
    row, form = _found(reference, everybodys=decides), AnswerForm()
    if decides and form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        try:
            _decide(row, form)
        except Refused as problem:
            db.session.rollback()
            row = _found(reference, everybodys=decides)
            form.refuse(problem.message)
        else:
            done = remember(form, url_for("posts_staff.authorisation", reference=reference))
            db.session.commit()
            flash(gettext("Your decision is recorded."))
            return redirect(done, code=303)
    return _page(row, form, decides=decides)


def _decide(row: Authorisation, form: AnswerForm) -> None:
    shown = Shown(content_hash=row.content_hash, last_decision=form.last_decision.data or "")
    if form.decision.data == APPROVE:
        points = [Point(each) for each in form.points.data or ()]
        actions.agree(row, by=g.staff.id, points=points, shown=shown)
    else:
        actions.refuse(row, by=g.staff.id, words=(form.words.data or "").strip(), shown=shown)


def _page(row: Authorisation, form: AnswerForm, *, decides: bool) -> str:
    asked = queries.asked(row)
    form.last_decision.data = asked.last.reference if asked.last else ""
    check = check_now(row.check) if row.check is not None else None
    occasion = row.check is not None and row.check.occasion_id is not None
    return render_template(
        "publishing/staff/authorisation.html",
        row=row,
        asked=asked,
        tag=STANDING_WORDS[asked.stands],
        pictures=pictures_allowed(asked.stands, for_an_occasion=occasion, check=check),
        check_holds=check is not None and check.holds,
        children=shown_children(row.check),
        people=names_of(f"staff:{each.decided_by_id}" for each in asked.decisions),
        mine=row.asked_by_id == g.staff.id,
        decides=decides and row.withdrawn_at is None and row.asked_by_id != g.staff.id,
        form=form,
        button=Form(formdata=None),
    )


@blueprint.post("/staff/authorisations/<string:reference>/withdraw")
@access.staff(Permission.SEE_STAFF_HOME)
def withdraw_authorisation(reference: str) -> Response:
    """Whoever asked takes it back; those who decided may end it."""
    row = _found(reference, everybodys=_decides())
    if Form().validate_on_submit():
        actions.withdraw(row)
        db.session.commit()
        flash(gettext("Withdrawn."))
    return redirect(url_for("posts_staff.authorisation", reference=reference), code=303)
