"""Pages by which the office brings a file in: choose it, see what it would do, agree."""

from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms.access import Permission, staff
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.people import actions, queries, uploaded
from parentcomms.people.import_staff_words import FACTS, KINDS, MEANINGS
from parentcomms.people.importing.choices import Choices
from parentcomms.people.importing.problems import UnclearHeadings, UnreadableFile
from parentcomms.people.importing.readers import columns_of
from parentcomms.people.importing.table_reader import Shown
from parentcomms.people.models import ImportRun
from parentcomms.people.staff_forms import ApplyForm, DatesForm, ImportForm

blueprint = Blueprint("people_staff", __name__)


@blueprint.route("/staff/import", methods=["GET", "POST"])
@staff(Permission.IMPORT_PEOPLE)
def import_people() -> ResponseReturnValue:
    """Choose a file; nothing is loaded yet."""
    form = ImportForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        stored = uploaded.keep(form.file.data)
        try:
            run = _begun(stored, form.file.data.filename or "")
        except UnreadableFile as problem:
            stored.unlink()
            form.refuse(problem.sentence, field=form.file)
        else:
            done = remember(form, url_for("people_staff.import_run", reference=run.reference))
            db.session.commit()
            return redirect(done, code=303)
    return render_template("people/staff/import_people.html", form=form, runs=queries.import_runs())


def _begun(stored: Path, file_name: str) -> ImportRun:
    """The run of this file; where only its columns are unclear, the office is asked for them."""
    about = {
        "file_name": file_name,
        "content_sha256": actions.sha256_of(stored),
        "stored_name": stored.name,
    }
    try:
        return actions.begin_run(actions.plan_import(stored), **about)
    except UnclearHeadings as unclear:
        try:
            columns_of(stored)
        except UnclearHeadings:
            raise unclear from None
        return actions.begin_unclear_run(unclear.sentence, **about)


@blueprint.route("/staff/import/<string:reference>", methods=["GET", "POST"])
@staff(Permission.IMPORT_PEOPLE)
def import_run(reference: str) -> ResponseReturnValue:
    """What the file would do, or did; the button loads it."""
    run = _run(reference)
    form = ApplyForm()
    if form.validate_on_submit():
        if run.applied_at:
            return _to(run)
        if run.summary["refused"] and not form.set_aside.data:
            form.refuse(
                gettext("Tick this to go on without those rows, or correct the file first"),
                field=form.set_aside,
            )
        else:
            return _apply(run, form)
    return render_template(
        "people/staff/import_run.html",
        run=run,
        form=form,
        dates=DatesForm(prefix="dates"),
        can=_can(run),
        may_choose=_can(run) and run.kind.startswith(("csv", "xlsx", "unclear")),
        kinds=KINDS,
        facts=FACTS,
    )


def _apply(run: ImportRun, form: ApplyForm) -> ResponseReturnValue:
    """Load it, unless the school's record moved on since the office looked."""
    planned = actions.plan_import(uploaded.path_of(run), run.choices)
    if planned.summary != run.summary:
        actions.look_again(run, planned)
        db.session.commit()
        flash(gettext("Our record has changed since. Please look at this page again."), "warning")
        return _to(run)
    actions.apply_run(
        run, planned, set_aside=bool(form.set_aside.data), whole_roll=bool(form.whole_roll.data)
    )
    remember(form, url_for("people_staff.import_run", reference=run.reference))
    db.session.commit()
    flash(gettext("Loaded."))
    return _to(run)


@blueprint.post("/staff/import/<string:reference>/dates")
@staff(Permission.IMPORT_PEOPLE)
def import_dates(reference: str) -> ResponseReturnValue:
    """The office says whether the day or the month comes first."""
    run = _waiting(reference)
    form = DatesForm(prefix="dates")
    if not form.validate_on_submit():
        flash(gettext("Choose how the file writes dates."), "warning")
        return _to(run)
    path = uploaded.path_of(run)
    planned = actions.plan_import(path, run.choices)
    shown = columns_of(path, actions.memory_with(run.choices))
    columns = {each.place: each.meaning for each in shown.columns if each.meaning} if shown else {}
    said = Choices(columns, month_first=form.order.data == "month")
    actions.remember_choices(run, planned.plan.signature, said)
    actions.look_again(run, actions.plan_import(path, run.choices))
    db.session.commit()
    return _to(run)


@blueprint.route("/staff/import/<string:reference>/columns", methods=["GET", "POST"])
@staff(Permission.IMPORT_PEOPLE)
def import_columns(reference: str) -> ResponseReturnValue:
    """What each column was taken for, with values beside it; the office may say otherwise."""
    run = _waiting(reference)
    path = uploaded.path_of(run)
    shown = columns_of(path, actions.memory_with(run.choices))
    if shown is None:
        raise NotFound
    form = Form()
    chosen = {column.place: column.meaning for column in shown.columns}
    if form.validate_on_submit():
        chosen = _chosen(shown)
        said = Choices(
            {k: v for k, v in chosen.items() if v}, (run.choices or {}).get("month_first")
        )
        try:
            planned = actions.plan_import(path, {"signature": shown.signature, **said.as_json()})
        except UnreadableFile as problem:
            form.refuse(problem.sentence)
        else:
            actions.remember_choices(run, shown.signature, said)
            actions.look_again(run, planned)
            db.session.commit()
            return _to(run)
    return render_template(
        "people/staff/import_columns.html",
        run=run,
        form=form,
        shown=shown,
        chosen=chosen,
        meanings=MEANINGS,
    )


def _chosen(shown: Shown) -> dict[int, str]:
    """What was said of each column, as far as it is a meaning we know."""
    said = {each.place: request.form.get(f"column-{each.place}", "") for each in shown.columns}
    return {place: meaning if meaning in MEANINGS else "" for place, meaning in said.items()}


def _waiting(reference: str) -> ImportRun:
    """A run that can still be loaded, so that something can still be said about its file."""
    run = _run(reference)
    if not _can(run):
        raise Refused(
            gettext("The file is loaded, or no longer kept."),
            onwards={
                gettext("What became of this file"): url_for(
                    "people_staff.import_run", reference=run.reference
                ),
                gettext("Bring in another file"): url_for("people_staff.import_people"),
            },
        )
    return run


def _run(reference: str) -> ImportRun:
    run = queries.import_run(reference)
    if run is None:
        raise NotFound
    return run


def _can(run: ImportRun) -> bool:
    """Whether the file can still be loaded: not yet done, and still kept."""
    return run.applied_at is None and uploaded.is_kept(run)


def _to(run: ImportRun) -> ResponseReturnValue:
    return redirect(url_for("people_staff.import_run", reference=run.reference), code=303)
