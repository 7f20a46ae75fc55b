"""Pages by which the office brings a file in: choose it, see what it would do, agree."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms.access import Permission, staff
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.people import actions, care_questions, queries, uploaded
from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.models import ImportRun
from parentcomms.people.staff_forms import ApplyForm, CareForm, ImportForm

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
            planned = actions.plan_import(stored)
        except UnreadableFile as problem:
            stored.unlink()
            form.refuse(problem.sentence, field=form.file)
        else:
            run = actions.begin_run(
                planned,
                file_name=form.file.data.filename or "",
                content_sha256=actions.sha256_of(stored),
                stored_name=stored.name,
            )
            done = remember(form, url_for("people_staff.import_run", reference=run.reference))
            db.session.commit()
            return redirect(done, code=303)
    return render_template("people/staff/import_people.html", form=form, runs=queries.import_runs())


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
    return render_template("people/staff/import_run.html", run=run, form=form, can=_can(run))


def _apply(run: ImportRun, form: ApplyForm) -> ResponseReturnValue:
    """Load it, unless the school's record moved on since the office looked."""
    planned = actions.plan_import(uploaded.path_of(run))
    if planned.summary != run.summary:
        run.summary = planned.summary
        db.session.commit()
        flash(gettext("Our record has changed since. Please look at this page again."), "warning")
        return _to(run)
    actions.apply_run(run, planned, set_aside=bool(form.set_aside.data))
    remember(form, url_for("people_staff.import_run", reference=run.reference))
    db.session.commit()
    flash(gettext("Loaded."))
    return _to(run)


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


@blueprint.get("/staff/import/questions")
@staff(Permission.READ_SAFEGUARDING)
def import_questions() -> str:
    """What files said about care that only the DSL can answer."""
    return render_template("people/staff/import_questions.html", questions=care_questions.open_())


@blueprint.route("/staff/import/questions/<string:reference>", methods=["GET", "POST"])
@staff(Permission.READ_SAFEGUARDING)
def import_question(reference: str) -> ResponseReturnValue:
    """One child: who looks after them in law."""
    question = care_questions.about(reference)
    if question is None:
        raise NotFound
    form = CareForm()
    if form.validate_on_submit():
        actions.set_care(question.pupil, form.care.data)
        db.session.commit()
        flash(gettext("Saved."))
        return redirect(url_for("people_staff.import_questions"), code=303)
    return render_template("people/staff/import_question.html", question=question, form=form)
