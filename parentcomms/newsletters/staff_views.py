"""Writing a newsletter, what is pasted into it, and the audiences kept to choose again."""

from flask import flash, g, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.communications.models import Communication
from parentcomms.communications.queries import approved_inserts, communication_by_reference
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.newsletters import actions, looking_views, picture_views, queries, timing_views
from parentcomms.newsletters.pasting import markdown_from
from parentcomms.newsletters.rules import audience_of
from parentcomms.newsletters.staff_forms import (
    CHOSEN,
    EVERYBODY,
    SAVED,
    IssueForm,
    PasteForm,
    SavedAudienceForm,
)
from parentcomms.newsletters.staff_pages import blueprint, found, its_page

__all__ = ["blueprint", "looking_views", "picture_views", "timing_views"]
NO_INSERT = "none"


@blueprint.route("/staff/newsletters/new", methods=["GET", "POST"])
@access.staff(Permission.EDIT_COMMUNICATION)
def new_newsletter() -> ResponseReturnValue:
    """Begin a newsletter."""
    form = _offered(IssueForm(data={"insert": NO_INSERT, "to": EVERYBODY}))
    if not form.validate_on_submit():
        return render_template("newsletters/staff/new_newsletter.html", form=form)
    if done := already_submitted(form):
        return redirect(done, code=303)
    made = actions.start(_written(form), by=g.staff.id)
    done = remember(form, its_page(made))
    db.session.commit()
    return redirect(done, code=303)


@blueprint.route("/staff/newsletters/<string:reference>", methods=["GET", "POST"])
@access.staff(Permission.EDIT_COMMUNICATION)
def edit_newsletter(reference: str) -> ResponseReturnValue:
    """Change a newsletter that has not gone out."""
    row = found(reference)
    form = _offered(IssueForm(data=_before(row)))
    if not form.validate_on_submit():
        return render_template("newsletters/staff/edit_newsletter.html", form=form, row=row)
    if done := already_submitted(form):
        return redirect(done, code=303)
    actions.rewrite(row, _written(form), by=g.staff.id)
    done = remember(form, its_page(row))
    db.session.commit()
    return redirect(done, code=303)


def _before(row: Communication) -> dict[str, object]:
    version = row.versions[-1]
    written, audience = version.texts[actions.LANGUAGE], audience_of(version.audience)
    saved = [each for each in queries.saved_audiences() if each.name == audience.saved]
    to = EVERYBODY if audience.whole_school else CHOSEN
    return {
        "title": row.title,
        "body": written["body"],
        "insert": written.get("insert", NO_INSERT),
        "to": SAVED + saved[0].reference if saved else to,
        "year_groups": list(audience.year_groups),
        "classes": list(audience.classes),
        "groups": list(audience.groups),
    }


def _offered(form: IssueForm) -> IssueForm:
    form.offer(access.actor())
    form.insert.choices = [
        *(
            SelectChoice(each.communication.reference, each.version.texts["en"]["subject"])
            for each in approved_inserts()
        ),
        SelectChoice(NO_INSERT, gettext("None")),
    ]
    return form


def _written(form: IssueForm) -> actions.Written:
    return actions.Written(
        title=form.title.data.strip(),
        body=form.body.data,
        audience=form.audience(),
        insert=communication_by_reference(form.insert.data),
    )


@blueprint.post("/staff/newsletters/paste")
@access.staff(Permission.EDIT_COMMUNICATION)
def paste() -> ResponseReturnValue:
    """What was pasted from Word or a website, in our own simple formatting. Keeps nothing."""
    form = PasteForm()
    if not form.validate_on_submit():
        return jsonify(problem="not understood"), 400
    return jsonify(text=markdown_from(form.html.data))


@blueprint.route("/staff/newsletters/audiences", methods=["GET", "POST"])
@access.staff(Permission.EDIT_COMMUNICATION)
def audiences() -> ResponseReturnValue:
    """Lists by name, and a form for another."""
    form = SavedAudienceForm(data={"to": CHOSEN})
    form.offer(access.actor())
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        actions.save_audience(form.name.data.strip(), form.audience())
        done = remember(form, url_for("newsletters_staff.audiences"))
        db.session.commit()
        flash(gettext("Saved."))
        return redirect(done, code=303)
    return render_template(
        "newsletters/staff/audiences.html",
        form=form,
        saved=queries.saved_audiences(),
        button=Form(formdata=None),
    )


@blueprint.post("/staff/newsletters/audiences/<string:reference>/end")
@access.staff(Permission.EDIT_COMMUNICATION)
def end_audience(reference: str) -> ResponseReturnValue:
    """Take a list off the choice."""
    if Form().validate_on_submit():
        row = queries.saved_audience(reference)
        if row is None:
            raise NotFound
        actions.end_audience(row)
        db.session.commit()
    return redirect(url_for("newsletters_staff.audiences"), code=303)
