"""One page that leads a new school from nothing to ready to send, and two beside it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.models import StaffMember
from parentcomms.alarms.queries import unanswered
from parentcomms.communications.pilot import pilot_class
from parentcomms.communications.readiness import readiness
from parentcomms.communications.ready_rules import (
    CAN_BE_SET_ASIDE,
    Lack,
    may_begin,
    may_begin_without_accounts,
)
from parentcomms.communications.ready_staff_words import sentence
from parentcomms.communications.ready_steps import COVERS, Step, needed, progress
from parentcomms.database import db
from parentcomms.errors import NotFound, link_to
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.people.children import class_by_reference
from parentcomms.people.reviewing import people_wait
from parentcomms.school.actions import decide
from parentcomms.school.queries import school
from parentcomms.setting_up import actions, queries, records
from parentcomms.setting_up import staff_words as words
from parentcomms.setting_up.beginning import begin_school
from parentcomms.setting_up.staff_forms import PilotForm

blueprint = Blueprint("setting_up_staff", __name__)


@blueprint.get("/staff/ready")
@access.staff(Permission.EDIT_SCHOOL)
def ready() -> ResponseReturnValue:
    """What is missing is part of setting up; this old address leads there."""
    return redirect(url_for("setting_up_staff.set_up"), code=301)


@blueprint.route("/staff/set-up", methods=["GET", "POST"])
@access.staff(Permission.EDIT_SCHOOL)
def set_up() -> ResponseReturnValue:
    """Every step in the order of work: where it stands, why it matters, and where it is done."""
    form = Form()
    if form.validate_on_submit():
        _press()
        db.session.commit()
        return redirect(url_for("setting_up_staff.set_up"), code=303)
    now = readiness()
    steps = progress(now.lacks, school().set_aside)
    return render_template(
        "setting_up/staff/set_up.html",
        form=form,
        steps=steps,
        words=words,
        places=words.PLACES | queries.texts_meant(),
        sentence=lambda lack: sentence(lack, now.facts),
        door=_door,
        covers=COVERS,
        can_be_set_aside=CAN_BE_SET_ASIDE,
        needed=needed(now.lacks),
        idle=set() if people_wait() else {Step.REVIEW},
        left=len(now.lacks),
        alarm_unanswered=unanswered(),
        may_begin=may_begin(now.lacks),
        without_accounts=may_begin_without_accounts(now.lacks),
    )


def _press() -> None:
    """Whichever of the page's buttons was pressed."""
    acts: dict[str, Callable[[str], None]] = {
        "set_aside": lambda value: actions.set_aside(_lack(value)),
        "take_up": lambda value: actions.take_up(_lack(value)),
        "finished": lambda _: decide(set_up_done=True),
        "no_accounts": lambda _: _write_texts(no_accounts=True),
        "write": lambda _: _write_texts(no_accounts=False),
    }
    for name, act in acts.items():
        if name in request.form:
            act(request.form[name])
            return


def _lack(value: str) -> Lack:
    if value not in set(CAN_BE_SET_ASIDE):
        raise NotFound
    return Lack(value)


def _write_texts(*, no_accounts: bool) -> None:
    begin_school(no_accounts=no_accounts)
    flash(gettext("The first texts were written. Read them before the head approves them."))


def _door(endpoint: str, values: dict[str, str] | None = None) -> str | None:
    """Where it is done, for those who may open that page; it may be somebody else's to do."""
    address = link_to(endpoint, **(values or {}), **{"from": "set-up"})
    if address is None or endpoint == request.endpoint:
        return None
    mark = access.mark_of(current_app, endpoint)
    allowed = mark is not None and mark.permission is not None and access.may(mark.permission)
    return address if allowed else None


@blueprint.route("/staff/set-up/mail", methods=["GET", "POST"])
@access.staff(Permission.EDIT_SCHOOL)
def mail() -> ResponseReturnValue:
    """How mail leaves: the server, a test message, and the records that vouch for it."""
    form = Form()
    ours = queries.mail_settings()
    looked: dict[str, Any] = {}
    if form.validate_on_submit():
        if "look_up" in request.form:
            db.session.rollback()  # nobody waits at the write lock while name servers are asked
            found = records.look_up(ours)
            actions.keep_findings(found)
            db.session.commit()
            looked = {each.record: each for each in found}
        else:
            _try_mail()
            db.session.commit()
            return redirect(url_for("setting_up_staff.mail"), code=303)
    return render_template(
        "setting_up/staff/mail.html",
        form=form,
        mail=ours,
        address=_me().email,
        test=queries.test_mail(),
        looked=looked,
        findings=queries.findings(),
        looked_on=queries.looked_on(),
        domain=queries.sender_domain(),
        words=words,
    )


def _me() -> StaffMember:
    return db.session.get_one(StaffMember, g.staff.id)


def _try_mail() -> None:
    if "arrived" in request.form:
        actions.note_arrival()
        flash(gettext("Good: e-mail comes through."))
        return
    me = _me()
    actions.send_test(me)
    flash(gettext("A test message is on its way to %(address)s.", address=me.email))


@blueprint.route("/staff/set-up/pilot", methods=["GET", "POST"])
@access.staff(Permission.EDIT_SCHOOL)
def pilot() -> ResponseReturnValue:
    """One class first; then, on a press, everybody."""
    form, end = PilotForm(prefix="pilot"), Form(prefix="end")
    form.offer(queries.classes())
    if "end-form_id" in request.form:
        if end.validate_on_submit():
            actions.end_pilot()
            db.session.commit()
            flash(gettext("The pilot has ended. Letters now go to everybody who is due them."))
            return redirect(url_for("setting_up_staff.pilot"), code=303)
    elif form.validate_on_submit():
        return _begin_pilot(form)
    return render_template("setting_up/staff/pilot.html", form=form, end=end, now=pilot_class())


def _begin_pilot(form: PilotForm) -> ResponseReturnValue:
    if done := already_submitted(form):
        return redirect(done, code=303)
    found = class_by_reference(form.school_class.data)
    if found is None:
        raise NotFound
    actions.begin_pilot(found)
    done = remember(form, url_for("setting_up_staff.set_up"))
    db.session.commit()
    flash(gettext("Until you end the pilot, only adults of %(name)s get letters.", name=found.name))
    return redirect(done, code=303)
