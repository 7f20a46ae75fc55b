"""Pages on which the school says what it decides about itself."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.database import db
from parentcomms.errors import NotFound, link_to
from parentcomms.filters import short_day
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.school import actions
from parentcomms.school.crest import keep_crest
from parentcomms.school.queries import inset_days, school, terms
from parentcomms.school.staff_forms import SECTIONS, CrestForm, InsetForm, TermForm
from parentcomms.school.staff_words import SECTION_NAMES, YES_NO
from parentcomms.uploads import NotAccepted

blueprint = Blueprint("school_staff", __name__)
TICKS = (
    "everyone_must_answer",
    "answers_expire_yearly",
    "leavers_pictures_stay",
    "archive_is_public",
)


@blueprint.get("/staff/school")
@access.staff(Permission.EDIT_SCHOOL)
def settings() -> str:
    """Everything decided, with a link to change each part."""
    return render_template(
        "school/staff/settings.html",
        sections={key: _rows(key) for key in SECTIONS},
        section_names=SECTION_NAMES,
        terms=terms(),
        inset_days=inset_days(),
    )


def _rows(section: str) -> list[tuple[str, str]]:
    """Label and present value of each field of one part."""
    form = SECTIONS[section](formdata=None, data=_present())
    shown = []
    for field in form:
        if field.name not in {"csrf_token", "form_id"}:
            shown.append((str(field.label.text), _shown(field)))
    return shown


def _shown(field: Any) -> str:
    if hasattr(field, "iter_choices"):
        return next((str(each.label) for each in field.iter_choices() if each.selected), "")
    return short_day(field.data) if isinstance(field.data, date) else str(field.data or "")


def _present() -> dict[str, Any]:
    ours = vars(school())
    return ours | {name: YES_NO[ours[name]] for name in TICKS}


@blueprint.route("/staff/school/parts/<string:part>", methods=["GET", "POST"])
@access.staff(Permission.EDIT_SCHOOL)
def part(part: str) -> ResponseReturnValue:
    """One part of the settings; only what was changed is recorded."""
    if part not in SECTIONS:
        raise NotFound
    form = SECTIONS[part](data=_present())
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        actions.decide(**_changes(form))
        done = remember(form, _came_from())
        db.session.commit()
        flash(gettext("Saved."))
        return redirect(done, code=303)
    return render_template("school/staff/part.html", form=form, title=SECTION_NAMES[part])


def _came_from() -> str:
    """Back to the steps of setting the school up, for whoever came from there."""
    steps = link_to("setting_up_staff.set_up") if request.args.get("from") == "set-up" else None
    return steps or url_for("school_staff.settings")


def _changes(form: Form) -> dict[str, Any]:
    before = vars(school())
    typed = {field.name: field.data for field in form if field.name in before}
    said = {name: value == "yes" if name in TICKS else value for name, value in typed.items()}
    return {name: value for name, value in said.items() if value != before[name]}


@blueprint.route("/staff/school/crest", methods=["GET", "POST"])
@access.staff(Permission.EDIT_SCHOOL)
def school_crest() -> ResponseReturnValue:
    """The crest on every page and letter."""
    form = CrestForm()
    if form.validate_on_submit():
        try:
            keep_crest(form.picture.data)
        except NotAccepted as problem:
            form.refuse(problem.message, field=form.picture)
        else:
            db.session.commit()
            flash(gettext("Saved. It may take an hour until every browser shows the new crest."))
            return redirect(_came_from(), code=303)
    return render_template("school/staff/school_crest.html", form=form)


@blueprint.route("/staff/school/terms", methods=["GET", "POST"])
@access.staff(Permission.EDIT_SCHOOL)
def school_terms() -> ResponseReturnValue:
    """Terms and INSET days, by which deadlines in school days are counted."""
    term, inset = TermForm(prefix="term"), InsetForm(prefix="inset")
    pressed: TermForm | InsetForm = inset if "inset-form_id" in request.form else term
    if pressed.validate_on_submit():
        if done := already_submitted(pressed):
            return redirect(done, code=303)
        actions.set_calendar(term.rows(), inset_days=inset.rows())
        done = remember(pressed, url_for("school_staff.school_terms"))
        db.session.commit()
        flash(gettext("Added."))
        return redirect(done, code=303)
    return render_template(
        "school/staff/school_terms.html",
        term=term,
        inset=inset,
        pressed=pressed,
        terms=terms(),
        inset_days=inset_days(),
        button=Form(formdata=None),
    )


@blueprint.post("/staff/school/terms/<int:number>/remove")
@access.staff(Permission.EDIT_SCHOOL)
def remove_term(number: int) -> ResponseReturnValue:
    """Take out a term entered by mistake."""
    found = next((row for row in terms() if row.id == number), None)
    if found is None:
        raise NotFound
    if Form().validate_on_submit():
        actions.remove_term(found)
        db.session.commit()
        flash(gettext("Removed."))
    return redirect(url_for("school_staff.school_terms"), code=303)


@blueprint.post("/staff/school/inset-days/<int:number>/remove")
@access.staff(Permission.EDIT_SCHOOL)
def remove_inset_day(number: int) -> ResponseReturnValue:
    """Take out an INSET day entered by mistake."""
    found = next((row for row in inset_days() if row.id == number), None)
    if found is None:
        raise NotFound
    if Form().validate_on_submit():
        actions.remove_inset_day(found)
        db.session.commit()
        flash(gettext("Removed."))
    return redirect(url_for("school_staff.school_terms"), code=303)
