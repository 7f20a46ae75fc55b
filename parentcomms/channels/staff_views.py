"""The register of accounts and places, for those who look after it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.channels import actions, queries
from parentcomms.channels.forms import AUDIENCE_NAMES, KIND_NAMES, AddChannelForm
from parentcomms.channels.models import Channel
from parentcomms.channels.rules import ChannelAudience, ChannelKind
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext

blueprint = Blueprint("channels_staff", __name__)


@blueprint.get("/staff/channels")
@access.staff(Permission.EDIT_CHANNELS)
def channels() -> str:
    """Every account and place, and what state it is in."""
    return render_template(
        "channels/staff/channels.html",
        channels=queries.all_channels(),
        today=today(),
        audience_names=AUDIENCE_NAMES,
        form=Form(formdata=None),
    )


@blueprint.post("/staff/channels/usual")
@access.staff(Permission.EDIT_CHANNELS)
def enter_usual_channels() -> Response:
    """A new school's first step: the places every school has."""
    if Form().validate_on_submit():
        actions.install_shipped_channels()
        db.session.commit()
        flash(gettext("Entered. A class app can be used once the head teacher has approved it."))
    return redirect(url_for("channels_staff.channels"), code=303)


@blueprint.route("/staff/channels/add", methods=["GET", "POST"])
@access.staff(Permission.EDIT_CHANNELS)
def add_channel() -> ResponseReturnValue:
    """Enter an account or place; the head approves it before anything is posted there."""
    form = AddChannelForm()
    if not form.validate_on_submit():
        return render_template("channels/staff/add_channel.html", form=form)
    if done := already_submitted(form):
        return redirect(done, code=303)
    try:
        added = actions.add(ChannelKind(form.kind.data), _place(form))
    except Refused as problem:
        form.refuse(problem.message, field=form.name)
        return render_template("channels/staff/add_channel.html", form=form)
    done = remember(form, url_for("channels_staff.channel", reference=added.reference))
    db.session.commit()
    flash(gettext("Entered. It can be used once the head teacher has approved it."))
    return redirect(done, code=303)


def _place(form: AddChannelForm) -> actions.Place:
    return actions.Place(
        name=form.name.data.strip(),
        platform=form.platform.data.strip(),
        address=form.address.data.strip(),
        audience=ChannelAudience(form.audience.data),
        purpose=form.purpose.data.strip(),
        owner=form.owner.data.strip(),
        second_administrator=form.second_administrator.data.strip(),
        dpia_reference=(form.dpia_reference.data or "").strip() or None,
        review_on=form.review_on.data,
    )


def _channel(reference: str) -> Channel:
    found = queries.channel_by_reference(reference)
    if found is None:
        raise NotFound
    return found


@blueprint.get("/staff/channels/<string:reference>")
@access.staff(Permission.EDIT_CHANNELS)
def channel(reference: str) -> str:
    """One account or place, with what the head reads before approving it."""
    found = _channel(reference)
    return render_template(
        "channels/staff/channel.html",
        channel=found,
        kind_name=KIND_NAMES[ChannelKind(found.use_key)],
        audience_name=AUDIENCE_NAMES[found.audience],
        form=Form(formdata=None),
    )


@blueprint.post("/staff/channels/<string:reference>/approve")
@access.staff(Permission.APPROVE_CHANNELS)
def approve_channel(reference: str) -> Response:
    """The head approves it, first or again (policy 6.1)."""
    found = _channel(reference)
    if Form().validate_on_submit():
        actions.approve(found)
        db.session.commit()
        flash(gettext("Approved. It can be picked from now on."))
    return _back_to(found)


@blueprint.post("/staff/channels/<string:reference>/suspend")
@access.staff(Permission.EDIT_CHANNELS)
def suspend_channel(reference: str) -> Response:
    """Anybody who looks after the register may stop posts at once; opening again is the head's."""
    found = _channel(reference)
    if Form().validate_on_submit():
        actions.suspend(found)
        db.session.commit()
        flash(gettext("Suspended. Nothing more can be checked for it."))
    return _back_to(found)


def _back_to(found: Channel) -> Response:
    return redirect(url_for("channels_staff.channel", reference=found.reference), code=303)
