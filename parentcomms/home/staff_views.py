"""Staff home, and what a new school still lacks; other pages of this room stand beside it."""

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.alarms.queries import unanswered
from parentcomms.communications.readiness import Readiness, readiness
from parentcomms.communications.ready_rules import (
    HOLDS_BACK,
    Lack,
    may_begin,
    may_begin_without_accounts,
)
from parentcomms.communications.ready_staff_words import LACKS, sentence
from parentcomms.communications.rules import SENT_TO_PEOPLE, CommunicationKind
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
from parentcomms.home.beginning import begin_school
from parentcomms.home.child_views import blueprint
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
    now = readiness()
    return render_template(
        "home/staff/ready.html",
        form=form,
        groups=_groups(now),
        alarm_unanswered=unanswered(),
        may_begin=may_begin(now.lacks),
        without_accounts=may_begin_without_accounts(now.lacks),
    )


def _groups(now: Readiness) -> list[tuple[str, list[tuple[str, str | None]]]]:
    """What is missing under the heading of what waits for it, none of the groups empty."""
    headings = {
        SENT_TO_PEOPLE: gettext("Nothing can be sent to families before this is done"),
        frozenset({CommunicationKind.JOINING_LETTER}): gettext("The joining letter waits for this"),
        frozenset({CommunicationKind.CONSENT_REQUEST}): gettext(
            "The photo questions and the consent request wait for this"
        ),
        frozenset[CommunicationKind](): gettext("Letters can go out without this, but"),
    }
    found = [
        (heading, [_shown(lack, now) for lack in now.lacks if HOLDS_BACK[lack] == waits])
        for waits, heading in headings.items()
    ]
    return [(heading, lines) for heading, lines in found if lines]


def _shown(lack: Lack, now: Readiness) -> tuple[str, str | None]:
    _, endpoint, values = LACKS[lack]
    return sentence(lack, now.facts), _door(endpoint, values)


def _door(endpoint: str, values: dict[str, str]) -> str | None:
    """Where it is mended, for those who may open that page; it may be somebody else's to mend."""
    address = link_to(endpoint, **values)
    if address is None or endpoint == request.endpoint:
        return None
    mark = access.mark_of(current_app, endpoint)
    allowed = mark is not None and mark.permission is not None and access.may(mark.permission)
    return address if allowed else None
