"""The register of what was posted where, and the button that adds to it."""

from collections.abc import Sequence

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms.fields import SelectChoice

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.channels.queries import all_channels, channel_by_reference
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import DateField, Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.publications import actions, queries
from parentcomms.publications.again import taken_down_before
from parentcomms.publications.models import Publication
from parentcomms.publications.rules import posted_by
from parentcomms.publications.staff_forms import LateForm, PostedForm, UncheckedForm
from parentcomms.publications.staff_words import SETTLED_NAMES
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.post_rules import KindOfPost
from parentcomms.publishing.queries import check_for
from parentcomms.publishing.release import Release, beforehand, release_of

blueprint = Blueprint("publications_staff", __name__)


class _Dates(Form):
    """Reads two dates out of a search; half a date looks for nothing."""

    since = DateField(_l("Posted from"))
    until = DateField(_l("Posted until"))


@blueprint.get("/staff/publications")
@access.staff(Permission.SEE_STAFF_HOME)
def publications() -> str:
    """What was posted where. Those who do not look after the register see their own posts."""
    every = access.may(Permission.SEE_PUBLICATIONS)
    typed = request.args.get("child", "").strip() if every else ""
    found = queries.pupils_named(typed[:60]) if typed else {}
    dates = _Dates(formdata=request.args)
    wanted = queries.Wanted(
        channel=request.args.get("channel", ""),
        since=dates.since.data,
        until=dates.until.data,
        pupil_ids=found if typed else None,
        recorded_by=None if every else access.actor(),
    )
    rows = queries.register(wanted)
    return render_template(
        "publications/staff/publications.html",
        rows=rows[: queries.MOST_SHOWN],
        more=len(rows) > queries.MOST_SHOWN,
        gone=queries.gone([row.id for row in rows]),
        waiting=queries.unchecked(None if every else access.actor()),
        channels=all_channels(),
        typed=typed,
        dates=dates,
        every=every,
    )


def publication_of_mine(reference: str) -> Publication:
    """One publication, for who recorded it and for those who look after the register."""
    row = queries.publication(reference)
    mine = row is not None and row.recorded_by == access.actor()
    if row is None or not (mine or access.may(Permission.SEE_PUBLICATIONS)):
        raise NotFound
    return row


@blueprint.get("/staff/publications/<string:reference>")
@access.staff(Permission.SEE_STAFF_HOME)
def publication(reference: str) -> str:
    """One post: where, when, by whom, under which check, with whom, and what became of it."""
    row = publication_of_mine(reference)
    removals = queries.removals_of(row)
    late = queries.late_check_of(row)
    actors = {row.recorded_by, *(each.recorded_by for each in removals)}
    return render_template(
        "publications/staff/publication.html",
        row=row,
        check=late.check if late else row.check,
        late=late,
        removals=removals,
        incident=queries.incident_of(row),
        names=names_of(actors),
        settled_names=SETTLED_NAMES,
        form=Form(formdata=None),
    )


def _check_of_mine(reference: str) -> PostCheck:
    decides = access.may(Permission.APPROVE_COMMUNICATION)
    row = check_for(access.actor(), reference, whoever_asked=decides)
    if row is None or (row.channel is None and row.occasion is None):
        raise NotFound
    return row


@blueprint.route("/staff/checks/<string:reference>/posted", methods=["GET", "POST"])
@access.staff(Permission.CHECK_BEFORE_POSTING)
def posted(reference: str) -> ResponseReturnValue:
    """ "I posted it": recorded whatever the check said; where it said no, it has to come down."""
    row = _check_of_mine(reference)
    form, kinds = PostedForm(), _kinds_approved(row)
    if not kinds:
        del form.kind
    form.reposting.wanted = taken_down_before(form.address.data)
    release = _release(row, form, kinds)
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        added = actions.record_posted(row, _posted(form), release=release)
        done = remember(form, url_for("publications_staff.publication", reference=added.reference))
        db.session.commit()
        flash(gettext("Recorded."))
        return redirect(done, code=303)
    return render_template(
        "publications/staff/posted.html",
        form=form,
        row=row,
        counts=actions.counts(row, release),
        earlier=queries.published_under(row),
        late=_late_form(row),
    )


def _kinds_approved(row: PostCheck) -> list[KindOfPost]:
    """The kinds of post the head approved beforehand for me here; one of them has to be it."""
    return [KindOfPost(each.kind_of_post) for each in beforehand(row, staff=g.staff.reference)]


def _release(row: PostCheck, form: PostedForm, kinds: Sequence[KindOfPost]) -> Release:
    """For the kind that was said; before anything is said, for one that is approved."""
    said = KindOfPost(form.kind.data) if kinds and form.kind.data else None
    kind = said if request.method == "POST" else next(iter(kinds), None)
    on = form.on.data or today()
    return release_of(
        row, staff=g.staff.reference, kind=kind, posted_by=posted_by(on, today=today())
    )


def _posted(form: PostedForm) -> actions.Posted:
    address = (form.address.data or "").strip()
    return actions.Posted(
        what=form.what.data.strip(), address=address or None, on=form.on.data or today()
    )


def _late_form(row: PostCheck) -> LateForm | None:
    """Posts of mine in the same place that still lack a check; None: there are none."""
    if row.channel_id is None:
        return None
    waiting = queries.unchecked(access.actor(), channel_id=row.channel_id)
    form = LateForm(prefix="late")
    form.publication.choices = [
        SelectChoice(each.reference, f"{each.place}: {each.what}") for each in waiting
    ]
    return form if waiting else None


@blueprint.post("/staff/checks/<string:reference>/late")
@access.staff(Permission.CHECK_BEFORE_POSTING)
def late_check(reference: str) -> ResponseReturnValue:
    """This check is for a post that went out without one."""
    row = _check_of_mine(reference)
    form = _late_form(row)
    if form is None or not form.validate_on_submit():
        return redirect(url_for("publications_staff.posted", reference=reference), code=303)
    found = publication_of_mine(form.publication.data)
    actions.record_late_check(found, row)
    done = remember(form, url_for("publications_staff.publication", reference=found.reference))
    db.session.commit()
    flash(gettext("The check was added to the post."))
    return redirect(done, code=303)


@blueprint.route("/staff/publications/unchecked", methods=["GET", "POST"])
@access.staff(Permission.CHECK_BEFORE_POSTING)
def unchecked() -> ResponseReturnValue:
    """ "I posted without checking": recorded at once, and the check is asked for now."""
    form = UncheckedForm()
    form.channel.choices = [(each.reference, each.name) for each in all_channels()]
    form.reposting.wanted = taken_down_before(form.address.data)
    del form.kind
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        channel = channel_by_reference(form.channel.data)
        if channel is None:
            raise NotFound
        added = actions.record_unchecked(channel, _posted(form))
        done = remember(form, url_for("publications_staff.publication", reference=added.reference))
        db.session.commit()
        flash(gettext("Recorded. Now check the picture."), "warning")
        return redirect(done, code=303)
    return render_template("publications/staff/unchecked.html", form=form)
