"""Working on a case: notes inside, messages outside, steps, and what somebody rang about."""

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.cases import actions, desk, texts
from parentcomms.cases import queries as cases
from parentcomms.cases.acts import ACTS, Act, open_to
from parentcomms.cases.handling_staff_forms import (
    CaseForm,
    MessageForm,
    NoteForm,
    OutcomeForm,
    RecordForm,
    WhyForm,
)
from parentcomms.cases.recording import record_for_somebody
from parentcomms.cases.rules import StepKind
from parentcomms.cases.staff_views import Page, blueprint, mine
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import concern_for, form_missing
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import Form, remember
from parentcomms.languages import gettext

__all__ = ["Page", "blueprint"]


def _is_current(concern: Concern, form: CaseForm) -> bool:
    """Whether nothing happened to the case since this page was opened. Says so, once, if it did."""
    now = cases.version_of(concern)
    if not form.is_submitted() or form.version.data in ("", now):
        form.version.data = now
        return True
    form.version.data = now
    form.refuse(
        gettext(
            "Somebody else went on with this case while you were writing. Nothing you wrote is "
            "lost: look at the case in another window, then press the button again."
        )
    )
    return False


@blueprint.route("/staff/concerns/<string:reference>/note", methods=["GET", "POST"])
@access.staff(Permission.RECEIVE_CONCERNS)
def note(reference: str) -> Page:
    """Inside: staff who may see the case read it, and nobody else ever does."""
    found = mine(reference)
    form = NoteForm(data=_begun(found, "note"))
    if not _finished(found, form, page="note"):
        return _writing(found, form, "cases/staff/note.html")
    actions.write_note(found, form.words.data)
    return _done(found, form, page="note", said=gettext("The note is kept. Nobody was told."))


@blueprint.route("/staff/concerns/<string:reference>/message", methods=["GET", "POST"])
@access.staff(Permission.RECEIVE_CONCERNS)
def message(reference: str) -> Page:
    """Outside: the sender reads exactly this."""
    found = mine(reference)
    acknowledged = cases.standing_of(found).has(StepKind.ACKNOWLEDGED)
    begun = _begun(found, "message") | _from_a_text(found)
    form = MessageForm(data={"acknowledges": not acknowledged} | begun)
    if not _finished(found, form, page="message"):
        return _writing(found, form, "cases/staff/message.html", acknowledged=acknowledged)
    actions.write_to_sender(found, form.words.data, acknowledges=bool(form.acknowledges.data))
    return _done(found, form, page="message", said=gettext("The sender can read it now."))


def _begun(concern: Concern, page: str) -> dict[str, str]:
    draft = cases.draft_of(concern, g.staff.id, page)
    return {"words": draft.words} if draft else {}


def _from_a_text(concern: Concern) -> dict[str, str]:
    wanted = request.args.get("text", "")
    return {"words": texts.begun(wanted, concern)} if wanted in texts.TEXTS else {}


def _finished(concern: Concern, form: CaseForm, *, page: str) -> bool:
    """Whether the words are to be kept or sent; "keep for later" is a draft and goes on."""
    if request.method == "POST" and "later" in request.form and Form().validate():
        desk.keep_draft(concern, g.staff.id, page, request.form.get("words", ""))
        desk.here(concern, g.staff.id)
        db.session.commit()
        flash(gettext("Kept for you. Nobody else sees it."), "quiet")
        form.version.data = cases.version_of(concern)
        return False
    filled = bool(form.validate_on_submit())
    return _is_current(concern, form) and filled


def _writing(concern: Concern, form: CaseForm, template: str, **more: object) -> str:
    return render_template(
        template,
        concern=concern,
        form=form,
        others=cases.others_at_work(concern, g.staff.id),
        **more,
    )


def _done(concern: Concern, form: CaseForm, *, page: str, said: str) -> Response:
    desk.drop_draft(concern, g.staff.id, page)
    return _back(concern, form, said)


def _back(concern: Concern, form: CaseForm, said: str) -> Response:
    """To the case, or to the list when this very step took it out of sight."""
    reference = concern.reference
    db.session.flush()
    if concern_for(g.staff.id, reference):
        actions.read(concern, g.staff.id)
        desk.here(concern, g.staff.id)
        to = url_for("cases_staff.concern", reference=reference)
    else:
        to, said = url_for("cases_staff.concerns"), gettext("It went to those it is for.")
    done = remember(form, to)
    db.session.commit()
    flash(said)
    return redirect(done, code=303)


@blueprint.route("/staff/concerns/<string:reference>/do/<string:what>", methods=["GET", "POST"])
@access.staff(Permission.RECEIVE_CONCERNS)
def act(reference: str, what: str) -> Page:
    """One step with a case: a date, a stage, an outcome, safeguarding, a hold."""
    found = mine(reference)
    now = cases.standing_of(found)
    if what not in open_to(found, now, g.staff.roles):
        raise NotFound
    chosen = ACTS[what]
    form = _form_of(chosen, found)
    form.offer(found, now.stage)
    filled = form.validate_on_submit()
    if not _is_current(found, form) or not filled:
        return render_template("cases/staff/act.html", concern=found, act=chosen, form=form)
    try:
        chosen.do(found, form)
    except Refused as problem:
        _say(form, problem)
        found = mine(reference)
        return render_template("cases/staff/act.html", concern=found, act=chosen, form=form)
    return _back(found, form, gettext("Kept."))


def _say(form: Form, problem: Refused) -> None:
    """The rules say no: the page is shown again with the reason, and nothing typed is lost."""
    db.session.rollback()
    form.refuse(problem.message)


def _form_of(chosen: Act, concern: Concern) -> WhyForm:
    if chosen.form is OutcomeForm:
        return OutcomeForm(data={"message": texts.begun("case_outcome", concern)})
    return chosen.form()


@blueprint.post("/staff/concerns/<string:reference>/here")
@access.staff(Permission.RECEIVE_CONCERNS)
def here(reference: str) -> Page:
    """The page says by itself who has it open, and keeps what is being written."""
    found = mine(reference)
    if not Form(prefix="looking").validate_on_submit():
        raise NotFound
    desk.here(found, g.staff.id)
    page = request.form.get("page", "")
    if page in ("note", "message"):
        desk.keep_draft(found, g.staff.id, page, request.form.get("words", ""))
    db.session.commit()
    return Response(status=204)


@blueprint.route("/staff/concerns/write-down", methods=["GET", "POST"])
@access.staff(Permission.SEE_STAFF_HOME)
def write_down() -> Page:
    """What somebody said by telephone, at the gate or in a letter: any member of staff may."""
    form = RecordForm()
    if form_missing() or not form.validate_on_submit():
        return render_template(
            "cases/staff/write_down.html", form=form, closed=bool(form_missing())
        )
    try:
        made = record_for_somebody(form)
    except Refused as problem:
        _say(form, problem)
        return render_template("cases/staff/write_down.html", form=form, closed=False)
    done = remember(form, url_for("cases_staff.written_down", reference=made.reference))
    db.session.commit()
    return redirect(done, code=303)


@blueprint.get("/staff/concerns/written-down/<string:reference>")
@access.staff(Permission.SEE_STAFF_HOME)
def written_down(reference: str) -> str:
    """The reference to give to whoever rang; not a word of what they said, nor who has it."""
    seen = access.may(Permission.RECEIVE_CONCERNS) and concern_for(g.staff.id, reference)
    return render_template(
        "cases/staff/written_down.html", reference=reference, may_see=seen is not None and seen
    )
