"""An adult's wish for an envelope of their own, recorded by the office."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import already_submitted, remember
from parentcomms.home.child_views import adult_on_record, blueprint
from parentcomms.home.envelope_staff_forms import EnvelopeForm
from parentcomms.languages import gettext
from parentcomms.people.wishes import wish_own_envelope


@blueprint.route(
    "/staff/children/<string:reference>/adults/<string:adult>/envelope", methods=["GET", "POST"]
)
@access.staff(Permission.REVIEW_CONTACTS)
def envelope(reference: str, adult: str) -> ResponseReturnValue:
    """Alone, or with others at the address."""
    relationship = adult_on_record(reference, adult)
    person = relationship.person
    if person is None:  # an authority has no home
        raise NotFound
    form = EnvelopeForm(data={"own": "yes" if person.own_envelope else "no"})
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        wish_own_envelope(person, wish=form.own.data == "yes")
        done = remember(form, url_for("home_staff.child_record", reference=reference))
        db.session.commit()
        flash(gettext("Saved."))
        return redirect(done, code=303)
    return render_template("home/staff/envelope.html", form=form, relationship=relationship)
