"""Staff home, and what a new school still lacks; other pages of this room stand beside it."""

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.database import db
from parentcomms.errors import link_to
from parentcomms.forms import Form
from parentcomms.home import (
    answer_views,
    audit_views,
    coverage_views,
    group_views,
    in_charge_views,
)
from parentcomms.home.beginning import begin_school, still_lacking
from parentcomms.home.child_views import blueprint
from parentcomms.home.rules import may_begin, may_begin_without_accounts
from parentcomms.home.staff_words import LACKS
from parentcomms.home.tiles import tiles
from parentcomms.languages import gettext

__all__ = [
    "answer_views",
    "audit_views",
    "blueprint",
    "coverage_views",
    "group_views",
    "in_charge_views",
]


@blueprint.get("/staff")
@access.staff(Permission.SEE_STAFF_HOME)
def staff_home() -> str:
    """What this person may do next."""
    return render_template("home/staff/staff_home.html", tiles=tiles(), name=g.staff.name)


@blueprint.route("/staff/ready", methods=["GET", "POST"])
@access.staff(Permission.EDIT_SCHOOL)
def ready() -> ResponseReturnValue:
    """What is still missing before anything can be sent, and the button that writes first texts."""
    form = Form()
    if form.validate_on_submit():
        begin_school(no_accounts="no_accounts" in request.form)
        db.session.commit()
        flash(gettext("The first texts were written. Read them before the head approves them."))
        return redirect(url_for("home_staff.ready"), code=303)
    lacks = still_lacking()
    sentences = [LACKS[lack] for lack in lacks]
    return render_template(
        "home/staff/ready.html",
        form=form,
        lacks=[(sentence, _door(endpoint, values)) for sentence, endpoint, values in sentences],
        may_begin=may_begin(lacks),
        without_accounts=may_begin_without_accounts(lacks),
    )


def _door(endpoint: str, values: dict[str, str]) -> str | None:
    """Where it is mended, for those who may open that page; it may be somebody else's to mend."""
    address = link_to(endpoint, **values)
    if address is None or endpoint == request.endpoint:
        return None
    mark = access.mark_of(current_app, endpoint)
    allowed = mark is not None and mark.permission is not None and access.may(mark.permission)
    return address if allowed else None
