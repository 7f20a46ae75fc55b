"""The register of accounts and places, for those who look after it."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.channels import actions, queries
from parentcomms.channels.forms import (
    APPROVAL_NAMES,
    AUDIENCE_NAMES,
    CHASE_SENTENCES,
    KIND_NAMES,
    AddChannelForm,
    ChangeChannelForm,
)
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
        chased=queries.chased(),
        chase_sentences=CHASE_SENTENCES,
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
        form.refuse(problem.message)
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
        **_kept(form),
    )


def _kept(form: ChangeChannelForm) -> dict[str, Any]:
    """How posts are approved is the head's to say: from anybody else it stays as it was."""
    typed = ("purpose", "owner", "second_administrator", "dpia_reference", "minute_reference")
    kept: dict[str, Any] = {name: (form[name].data or "").strip() or None for name in typed}
    kept |= {"review_on": form.review_on.data, "for_parents": form.for_parents.data}
    decides = access.may(Permission.APPROVE_CHANNELS)
    field = form.approval
    return kept | {"approval": field.data if decides else field.object_data}


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
        approval_name=APPROVAL_NAMES[found.approval],
        chased=[CHASE_SENTENCES[why] for why in queries.chased().get(found, ())],
        form=Form(formdata=None),
    )


@blueprint.route("/staff/channels/<string:reference>/change", methods=["GET", "POST"])
@access.staff(Permission.EDIT_CHANNELS)
def change_channel(reference: str) -> ResponseReturnValue:
    """Keep what is known of it up to date; what it is and whom it reaches stay as approved."""
    found = _channel(reference)
    form = ChangeChannelForm(data={name: getattr(found, name) for name in actions.KEPT_UP_TO_DATE})
    if form.validate_on_submit():
        try:
            actions.change(found, _changed(found, form))
        except Refused as problem:
            form.refuse(problem.message)
        else:
            done = remember(form, url_for("channels_staff.channel", reference=reference))
            db.session.commit()
            flash(gettext("Saved."))
            return redirect(done, code=303)
    return render_template("channels/staff/change_channel.html", channel=found, form=form)


def _changed(found: Channel, form: ChangeChannelForm) -> actions.Place:
    return actions.Place(
        name=found.name, platform=found.platform, audience=found.audience, **_kept(form)
    )


@blueprint.post("/staff/channels/<string:reference>/looked-at")
@access.staff(Permission.APPROVE_CHANNELS)
def look_again(reference: str) -> Response:
    """The yearly look: still wanted, still right."""
    found = _channel(reference)
    if Form().validate_on_submit():
        actions.looked_at_again(found)
        db.session.commit()
        flash(gettext("Noted. It is looked at again in a year."))
    return _back_to(found)


@blueprint.post("/staff/channels/<string:reference>/approve")
@access.staff(Permission.APPROVE_CHANNELS)
def approve_channel(reference: str) -> Response:
    """The head approves it, first or again (policy 6.1)."""
    found = _channel(reference)
    if Form().validate_on_submit():
        actions.approve(found, lent=Permission.APPROVE_CHANNELS not in g.staff.permissions)
        db.session.commit()
        flash(gettext("Approved."))
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
