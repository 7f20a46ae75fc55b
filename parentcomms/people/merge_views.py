"""The page on which the office says that two entries are one adult."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms.access import Permission, staff
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form
from parentcomms.languages import gettext
from parentcomms.people import merging
from parentcomms.people.import_views import blueprint


@blueprint.get("/staff/same-person")
@staff(Permission.REVIEW_CONTACTS)
def same_person() -> str:
    """Every pair that may be one adult."""
    return render_template("people/staff/same_person.html", pairs=merging.pairs())


@blueprint.route("/staff/same-person/<string:keep>/<string:other>", methods=["GET", "POST"])
@staff(Permission.REVIEW_CONTACTS)
def merge_two(keep: str, other: str) -> ResponseReturnValue:
    """The two side by side; the button joins them."""
    pair = merging.pair(keep, other)
    if pair is None:
        raise NotFound
    form = Form()
    if form.validate_on_submit():
        merging.merge(pair.keep, pair.other)
        db.session.commit()
        flash(gettext("They are one adult now."))
        return redirect(url_for("people_staff.same_person"), code=303)
    return render_template("people/staff/merge_two.html", pair=pair, form=form)
