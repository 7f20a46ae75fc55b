"""The page on which a request about a post begins; from there on it is a communication."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from parentcomms import access
from parentcomms.about_a_post import actions, queries
from parentcomms.about_a_post.staff_forms import BeginForm
from parentcomms.access import Permission
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import already_submitted, remember

blueprint = Blueprint("about_a_post_staff", __name__)


@blueprint.route("/staff/about-a-post", methods=["GET", "POST"])
@access.staff(Permission.EDIT_COMMUNICATION)
def begin() -> ResponseReturnValue:
    """Find one adult, say what it is about; `case` is the case it came from."""
    typed = request.args.get("name", "")
    form = BeginForm(data={"case": request.args.get("case", "")})
    form.adult.choices = [
        SelectChoice(each.reference, each.full_name) for each in queries.adults_named(typed)
    ]
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        person = queries.adult(form.adult.data)
        if person is None:
            raise NotFound
        row = actions.begin_request(
            person,
            about=form.about.data,
            place=form.place.data.strip(),
            case=form.case.data[:40] if form.case.data else None,
            by=g.staff.id,
        )
        reference = row.communication.reference
        done = remember(form, url_for("communications_staff.communication", reference=reference))
        db.session.commit()
        return redirect(done, code=303)
    return render_template("about_a_post/staff/begin.html", form=form, typed=typed)
