"""Going live: how far each class has come, and bringing the old list in."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.consent.rules import Decision
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import remember
from parentcomms.languages import gettext
from parentcomms.lists import export_views, old_list_actions, staff_words
from parentcomms.lists.going_live import all_together, class_by_class
from parentcomms.lists.old_list import read_old_list
from parentcomms.lists.old_list_actions import Plan
from parentcomms.lists.rules import HowFar
from parentcomms.lists.staff_forms import MeaningsForm, OldListForm, meanings_form
from parentcomms.lists.staff_views import blueprint
from parentcomms.people import uploaded
from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.models import ImportRun
from parentcomms.people.queries import import_run, import_runs

__all__ = ["blueprint", "export_views"]  # the pages of this room, all on one blueprint


@blueprint.get("/staff/going-live")
@access.staff(Permission.SEE_COVERAGE)
def going_live() -> str:
    """Answered, waiting and silent, class by class, as of today."""
    classes = class_by_class()
    return render_template(
        "lists/staff/going_live.html",
        classes=classes,
        everyone=all_together(classes),
        steps=tuple(HowFar),
        words=staff_words,
    )


@blueprint.route("/staff/old-list", methods=["GET", "POST"])
@access.staff(Permission.IMPORT_PEOPLE)
def old_list() -> ResponseReturnValue:
    """Choose the file; nothing is loaded yet."""
    form = OldListForm()
    if form.validate_on_submit():
        stored = uploaded.keep(form.file.data)
        try:
            run = old_list_actions.begin_old_list(stored, file_name=form.file.data.filename or "")
        except UnreadableFile as problem:
            stored.unlink()
            form.refuse(problem.sentence, field=form.file)
        else:
            done = remember(form, _address(run))
            db.session.commit()
            return redirect(done, code=303)
    return render_template("lists/staff/old_list.html", form=form, runs=import_runs(old_list=True))


def _address(run: ImportRun) -> str:
    return url_for("lists_staff.old_list_run", reference=run.reference)


@blueprint.route("/staff/old-list/<string:reference>", methods=["GET", "POST"])
@access.staff(Permission.IMPORT_PEOPLE)
def old_list_run(reference: str) -> ResponseReturnValue:
    """What each column means, what the list would record, and the button that loads it."""
    run = import_run(reference, old_list=True)
    if run is None:
        raise NotFound
    if run.applied_at is not None or not uploaded.is_kept(run):
        return _shown(run, None, None)
    form = _form(run)
    plan = _plan(run)
    if form.validate_on_submit():
        if request.form.get("do") == "load" and form.meanings() == run.summary["meanings"]:
            return _load(run, form, plan)
        old_list_actions.set_meanings(run, form.meanings(), only_ticks=bool(form.only_ticks.data))
        done = remember(form, _address(run))
        db.session.commit()
        return redirect(done, code=303)
    return _shown(run, form, plan)


def _form(run: ImportRun) -> MeaningsForm:
    return meanings_form(
        run.summary["meanings"],
        old_list_actions.names_of_uses(),
        only_ticks=run.summary["only_ticks"],
    )


def _plan(run: ImportRun) -> Plan:
    return old_list_actions.plan_old_list(
        read_old_list(uploaded.path_of(run)),
        run.summary["meanings"],
        only_ticks=run.summary["only_ticks"],
    )


def _load(run: ImportRun, form: MeaningsForm, plan: Plan) -> ResponseReturnValue:
    if bool(form.only_ticks.data) != run.summary["only_ticks"]:
        form.refuse(gettext("Look at what it would record first, then load it"))
        return _shown(run, form, plan)
    old_list_actions.load_old_list(run, plan)
    done = remember(form, _address(run))
    db.session.commit()
    flash(gettext("Loaded. Every old no counts from now on."))
    return redirect(done, code=303)


def _shown(run: ImportRun, form: MeaningsForm | None, plan: Plan | None) -> str:
    return render_template(
        "lists/staff/old_list_run.html",
        run=run,
        form=form,
        plan=plan,
        no=plan.count(Decision.NO) if plan else run.summary.get("no"),
        yes=plan.count(Decision.YES) if plan else run.summary.get("yes"),
    )
