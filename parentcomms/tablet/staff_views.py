"""Staff open one adult's page: by a code for the tablet, or on the device in their hand."""

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from parentcomms import access, links
from parentcomms.access import Permission
from parentcomms.accounts.tablets import LOCKS_AFTER
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import already_submitted, remember
from parentcomms.people.families import person_by_id
from parentcomms.people.models import Relationship
from parentcomms.tablet import actions, queries
from parentcomms.tablet.public_views import hand_over
from parentcomms.tablet.staff_forms import HERE, OpenOnTabletForm

blueprint = Blueprint("tablet_staff", __name__)


def _adult(child: str, adult: str) -> Relationship:
    found = queries.adult_of(child, adult)
    if found is None:
        raise NotFound
    return found


@blueprint.route(
    "/staff/children/<string:reference>/adults/<string:adult>/tablet", methods=["GET", "POST"]
)
@access.staff(Permission.RECORD_ANSWERS)
def open_on_tablet(reference: str, adult: str) -> str | Response:
    """Who it is, and where they will answer."""
    relationship = _adult(reference, adult)
    form = OpenOnTabletForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        opened = actions.open_for(relationship, staff_id=g.staff.id)
        if form.where.data == HERE:
            return hand_over(opened)
        done = remember(form, url_for("tablet_staff.code", reference=opened.reference))
        db.session.commit()
        return redirect(done, code=303)
    return render_template(
        "tablet/staff/open_on_tablet.html",
        form=form,
        relationship=relationship,
        minutes=int(LOCKS_AFTER.total_seconds()) // 60,
    )


@blueprint.get("/staff/tablet/<string:reference>")
@access.staff(Permission.RECORD_ANSWERS)
def code(reference: str) -> str:
    """The code to type on the tablet, until it was typed or its time is over."""
    row = queries.opened_by(g.staff.id, reference)
    if row is None or row.person_id is None:
        raise NotFound
    return render_template(
        "tablet/staff/code.html",
        row=row,
        person=person_by_id(row.person_id),
        waits=queries.waits(row),
        code=links.show_code(queries.code_of(reference)),
        address=links.address_of("tablet_public.locked"),
    )
