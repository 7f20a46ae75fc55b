"""The cases that are mine. For whoever may not see one, it does not exist."""

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of, staff_by_reference
from parentcomms.cases import actions as handling
from parentcomms.cases import acts, counting, desk, inbox
from parentcomms.cases import queries as cases
from parentcomms.cases.staff_forms import (
    BROKEN_SECRETS,
    MISSING,
    ButtonForm,
    ConfirmForm,
    PassOnForm,
)
from parentcomms.cases.staff_words import (
    CLOCK_NAMES,
    HOW,
    NUMBER_HEADINGS,
    NUMBER_VALUES,
    STAGE_NAMES,
    STEPS,
)
from parentcomms.cases.words import DECIDERS, OUTCOMES
from parentcomms.clock import today
from parentcomms.concerns import actions, queries
from parentcomms.concerns.files import allow_long_text
from parentcomms.concerns.models import Concern
from parentcomms.concerns.rules import ConcernKind
from parentcomms.concerns.words import ABOUT, KINDS, POST_AUDIENCES, POSTS, SENDERS
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import remember
from parentcomms.languages import english_name, gettext
from parentcomms.uploads import EXTENSIONS, Unreadable, open_stored

blueprint = Blueprint("cases_staff", __name__)
blueprint.url_value_preprocessor(allow_long_text)
Page = str | Response
WORDS = {
    "about": ABOUT,
    "kinds": KINDS,
    "senders": SENDERS,
    "posts": POSTS,
    "audiences": POST_AUDIENCES,
    "stages": STAGE_NAMES,
    "clocks": CLOCK_NAMES,
    "steps": STEPS,
    "how": HOW,
    "deciders": DECIDERS,
    "outcomes": OUTCOMES,
}


def mine(reference: str) -> Concern:
    """The case, if whoever asks may see it."""
    concern = queries.concern_for(g.staff.id, reference)
    if concern is None:
        raise NotFound
    return concern


def _opened_at(concern: Concern) -> object:
    mine = (each for each in concern.recipients if each.staff_id == g.staff.id)
    return next((each.opened_at for each in mine), None)


@blueprint.get("/staff/concerns")
@access.staff(Permission.RECEIVE_CONCERNS)
def concerns() -> str:
    """Mine that are open; and what keeps the form closed or breaks a secret in this school."""
    return render_template(
        "cases/staff/concerns.html",
        lines=inbox.lines(inbox.open_for(g.staff.id), g.staff.id),
        moved=cases.moved_from(g.staff.id),
        words=WORDS,
        today=today(),
        missing=[MISSING[each] for each in queries.form_missing()],
        broken=[BROKEN_SECRETS[each] for each in queries.broken_secrets()],
    )


@blueprint.get("/staff/concerns/closed")
@access.staff(Permission.RECEIVE_CONCERNS)
def closed() -> str:
    """What is closed, by reference or a word of it, as far as this reader may see it."""
    page, words = max(request.args.get("page", 1, type=int), 1), request.args.get("words", "")
    found, more = inbox.closed_for(g.staff.id, words=words.strip(), page=page)
    lines = inbox.lines(found, g.staff.id)
    return render_template(
        "cases/staff/closed.html", lines=lines, words=WORDS, looked=words, page=page, more=more
    )


@blueprint.get("/staff/concerns/numbers")
@access.staff(Permission.RECEIVE_CONCERNS)
def numbers() -> str:
    """By kind, stage, time taken and outcome, term by term; nobody to be recognised."""
    return render_template(
        "cases/staff/numbers.html",
        terms=counting.by_term(g.staff.id, g.staff.roles),
        headings=NUMBER_HEADINGS,
        values=NUMBER_VALUES,
    )


@blueprint.get("/staff/concerns/<string:reference>")
@access.staff(Permission.RECEIVE_CONCERNS)
def concern(reference: str) -> str:
    """What was said, by whom, where it stands, and what its reader can do."""
    return _page(mine(reference))


def _page(found: Concern, *, confirming: ConfirmForm | None = None) -> str:
    now, messages, notes = (
        cases.standing_of(found),
        queries.messages_of(found),
        cases.notes_of(found),
    )
    writers = {each.written_by for each in messages} | {each.written_by for each in notes}
    writers |= {each.by for each in now.steps}
    return render_template(
        "cases/staff/concern.html",
        concern=found,
        now=now,
        today=today(),
        warned=[each for each in now.clocks if cases.warned_of(each)],
        messages=messages,
        notes=notes,
        others=cases.others_at_work(found, g.staff.id),
        openings=cases.openings_of(found),
        quiet=found.at_risk and not cases.said_at_risk(found, now.steps),
        acts={what: acts.ACTS[what] for what in acts.open_to(found, now, g.staff.roles)},
        opened_at=_opened_at(found),
        words=WORDS,
        names=queries.staff_names(),
        writers=names_of(writers),
        language=english_name(found.language),
        opened=ButtonForm(prefix="opened"),
        looking=ButtonForm(prefix="looking"),
        confirming=confirming or _confirm_form(found),
    )


def _confirm_form(found: Concern) -> ConfirmForm:
    form = ConfirmForm(data={"kind": found.kind.value, "at_risk": found.at_risk})
    form.offer(found)
    return form


def _pass_on_form(found: Concern) -> PassOnForm:
    form = PassOnForm()
    form.offer(found)
    return form


@blueprint.post("/staff/concerns/<string:reference>/read")
@access.staff(Permission.RECEIVE_CONCERNS)
def mark_read(reference: str) -> Response:
    """I have read this."""
    found = mine(reference)
    if ButtonForm(prefix="opened").validate_on_submit():
        actions.opened(found, g.staff.id)
        desk.here(found, g.staff.id)
        db.session.commit()
    return redirect(url_for("cases_staff.concern", reference=reference), code=303)


@blueprint.post("/staff/concerns/<string:reference>/confirm")
@access.staff(Permission.RECEIVE_CONCERNS)
def confirm(reference: str) -> Page:
    """What it is and who it is about; it may leave my own list by that."""
    found = mine(reference)
    form = _confirm_form(found)
    if not form.validate_on_submit():
        return _page(found, confirming=form)
    handling.confirm(
        found,
        kind=ConcernKind(form.kind.data),
        at_risk=form.at_risk.data,
        people=[int(staff_id) for staff_id in form.people.data or []],
    )
    still_mine = queries.concern_for(g.staff.id, reference) is not None
    done = remember(
        form,
        url_for("cases_staff.concern", reference=reference)
        if still_mine
        else url_for("cases_staff.concerns"),
    )
    db.session.commit()
    flash(gettext("Kept.") if still_mine else gettext("It went to those it is for."))
    return redirect(done, code=303)


@blueprint.route("/staff/concerns/<string:reference>/pass-on", methods=["GET", "POST"])
@access.staff(Permission.RECEIVE_CONCERNS)
def pass_on(reference: str) -> Page:
    """Let one colleague see it too."""
    found = mine(reference)
    form = _pass_on_form(found)
    if not form.validate_on_submit():
        return render_template("cases/staff/pass_on.html", form=form, concern=found)
    colleague = staff_by_reference(form.colleague.data)
    if colleague is None:
        raise NotFound
    actions.pass_on(found, colleague.id)
    done = remember(form, url_for("cases_staff.concern", reference=reference))
    db.session.commit()
    flash(gettext("%(name)s can read it now.", name=colleague.name))
    return redirect(done, code=303)


@blueprint.post("/staff/concerns/files/<string:reference>")
@access.staff(Permission.RECEIVE_CONCERNS)
def attachment(reference: str) -> Response:
    """One file, always as a download; who opened it is kept before it leaves."""
    found = queries.attachment_for(g.staff.id, reference)
    if found is None or not ButtonForm(prefix="looking").validate_on_submit():
        raise NotFound
    try:
        content = open_stored(found.stored_name)
    except Unreadable as problem:
        raise NotFound from problem
    handling.file_opened(found, g.staff.id)
    media_type, name = found.media_type, f"{found.reference}.{EXTENSIONS[found.media_type]}"
    db.session.commit()
    answer = send_file(content, mimetype=media_type, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
