"""The takedown list: what has to come down, by when, and what was done. Never why."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import staff_by_reference
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.publications import actions
from parentcomms.publications.owners import staff_here
from parentcomms.publications.register_views import blueprint
from parentcomms.publications.rules import Settled
from parentcomms.publications.staff_forms import OwnerForm, SettleForm
from parentcomms.publications.takedown import ToDo, to_take_down


@blueprint.get("/staff/takedown")
@access.staff(Permission.SEE_STAFF_HOME)
def takedown() -> str:
    """Everything that has to come down; those who do not look after the register see their own."""
    return render_template("publications/staff/takedown.html", rows=_lines())


def _lines() -> list[ToDo]:
    every = access.may(Permission.SEE_PUBLICATIONS)
    return to_take_down(owner_id=None if every else g.staff.id)


def _line(reference: str) -> ToDo:
    found = next((each for each in _lines() if each.publication.reference == reference), None)
    if found is None:
        raise NotFound
    return found


@blueprint.route("/staff/takedown/<string:reference>", methods=["GET", "POST"])
@access.staff(Permission.SEE_STAFF_HOME)
def settle(reference: str) -> ResponseReturnValue:
    """Say what was done about one post."""
    line = _line(reference)
    form = SettleForm()
    form.offer(_ways(line))
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        if _settled(form, line):
            done = remember(form, url_for("publications_staff.takedown"))
            db.session.commit()
            flash(gettext("Recorded."))
            return redirect(done, code=303)
    form.shown.data = _shown(line)
    return _page(line, form, _owner_form(line))


def _settled(form: SettleForm, line: ToDo) -> bool:
    """Whether it was recorded. Somebody who came to it since the page was opened is seen first."""
    how = Settled(form.how.data)
    if how is not Settled.TAKEN_DOWN and form.shown.data != _shown(line):
        form.refuse(gettext("This has changed since you opened it. Look at it once more."))
        return False
    try:
        actions.settle(
            line.publication, how, on=form.on.data or today(), reason=form.reason.data or None
        )
    except Refused as problem:
        form.refuse(problem.message, field=form.reason)
        return False
    return True


def _shown(line: ToDo) -> str:
    return ",".join(["all"] * line.whole + sorted(each.reference for each in line.children))


def _ways(line: ToDo) -> list[Settled]:
    """Paper cannot be called back; an incident may stay when the head says so."""
    ways = [Settled.TAKEN_DOWN]
    if line.children:
        ways.append(Settled.CHILD_TAKEN_OUT)
    if line.publication.printed:
        ways.append(Settled.CANNOT)
    if line.whole and access.may(Permission.SETTLE_INCIDENTS):
        ways.append(Settled.MAY_STAY)
    return ways


def _owner_form(line: ToDo) -> OwnerForm:
    form = OwnerForm(prefix="owner")
    form.owner.choices = [(each.reference, each.name) for each in staff_here()]
    if line.owner and not form.is_submitted():
        form.owner.data = line.owner.reference
    return form


def _page(line: ToDo, form: SettleForm, owner: OwnerForm) -> str:
    return render_template("publications/staff/settle.html", line=line, form=form, owner=owner)


@blueprint.post("/staff/takedown/<string:reference>/owner")
@access.staff(Permission.SEE_PUBLICATIONS)
def give(reference: str) -> ResponseReturnValue:
    """Give it to somebody else."""
    line = _line(reference)
    form = _owner_form(line)
    member = staff_by_reference(form.owner.data or "")
    if form.validate_on_submit() and member is not None and member.ended_at is None:
        actions.give_to(line.publication, member)
        db.session.commit()
        flash(gettext("%(name)s sees to it now.", name=member.name))
    return redirect(url_for("publications_staff.settle", reference=reference), code=303)
