"""Remind now: exactly whom, whom not and why; and the press that does it."""

from collections.abc import Container, Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.communications.pilot import held_by_review
from parentcomms.communications.values import children_of, first_names_of
from parentcomms.database import db
from parentcomms.forms import Form, remember
from parentcomms.languages import ngettext
from parentcomms.people.models import Person
from parentcomms.reminders import queries
from parentcomms.reminders.actions import remind
from parentcomms.reminders.staff_words import NOT_NOW

blueprint = Blueprint("reminders_staff", __name__)


@blueprint.route("/staff/reminders", methods=["GET", "POST"])
@access.staff(Permission.SEND_COMMUNICATION)
def reminders() -> ResponseReturnValue:
    """Those still needed who have not answered. The same people are asked again by the press."""
    form, here = Form(), url_for("reminders_staff.reminders")
    found = queries.due(by_hand=True)
    if form.validate_on_submit():
        made = remind(found, by_hand=True)
        done = remember(form, here)
        db.session.commit()
        flash(ngettext("%(num)s adult is reminded.", "%(num)s adults are reminded.", len(made)))
        return redirect(done, code=303)
    ties = {**found.email, **found.plan.paper}
    everyone = queries.people({*ties, *(each for who in found.not_now.values() for each in who)})
    names = first_names_of(tie.pupil_id for own in ties.values() for tie in own)
    return render_template(
        "reminders/staff/reminders.html",
        form=form,
        found=found,
        email=_of(everyone, found.email),
        paper=_of(everyone, found.plan.paper),
        children={key: children_of(own, names, "en") for key, own in ties.items()},
        held_back=held_by_review(found.plan),
        not_now={NOT_NOW[reason]: _of(everyone, who) for reason, who in found.not_now.items()},
        limits=queries.limits(),
    )


def _of(everyone: Sequence[Person], who: Container[int]) -> list[Person]:
    """Those of them, in the order they were read in."""
    return [each for each in everyone if each.id in who]
