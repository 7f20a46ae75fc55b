"""Posts before the head: writing one from a saved check, and deciding about exactly that."""

from flask import flash, g, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.approvals.rules import Point
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.publishing import authorisation_views, post_writing_views, standing_views
from parentcomms.publishing import post_actions as actions
from parentcomms.publishing import post_queries as queries
from parentcomms.publishing.post_forms import APPROVE, DecisionForm
from parentcomms.publishing.post_models import Post
from parentcomms.publishing.post_pages import blueprint, found_post, may_decide, my_post, post_page
from parentcomms.uploads import EXTENSIONS, Unreadable, open_stored

__all__ = ["authorisation_views", "blueprint", "post_writing_views", "standing_views"]
# A picture is looked at and does nothing else, even when it is opened by itself.
PICTURE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@blueprint.get("/staff/posts")
@access.staff(Permission.SEE_STAFF_HOME)
def posts() -> str:
    """What waits for my decision, and my own posts."""
    decides = may_decide()
    return render_template(
        "publishing/staff/posts.html",
        decides=decides,
        waiting=queries.waiting() if decides else [],
        decided=queries.decided_lately() if decides else [],
        mine=queries.posts_of(access.actor()),
    )


@blueprint.route("/staff/posts/<string:reference>", methods=["GET", "POST"])
@access.staff(Permission.SEE_STAFF_HOME)
def post(reference: str) -> ResponseReturnValue:
    """Exactly what would go out; the author's buttons, and the decision for those who decide."""
    found = found_post(reference)
    decides = may_decide() and queries.is_put_forward(found)
    form = DecisionForm()
    if decides and form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        try:
            _decide(found, form)
        except Refused as problem:
            db.session.rollback()
            found = found_post(reference)
            form.refuse(problem.message)
        else:
            done = remember(form, url_for("posts_staff.post", reference=reference))
            db.session.commit()
            flash(gettext("Your decision is recorded."))
            return redirect(done, code=303)
    last = queries.listed(found).last
    form.content_hash.data = found.versions[-1].content_hash
    form.last_decision.data = last.reference if last else ""
    return post_page(found, form=form, decides=decides, button=Form(formdata=None))


def _decide(found: Post, form: DecisionForm) -> None:
    """About what the page showed, which a late edit or another's decision does not share."""
    shown = actions.Shown(
        content_hash=form.content_hash.data or "", last_decision=form.last_decision.data or ""
    )
    if form.decision.data == APPROVE:
        points = [Point(each) for each in form.points.data or ()]
        actions.approve_post(found, by=g.staff.id, points=points, shown=shown)
    else:
        words = (form.words.data or "").strip()
        actions.send_back_post(found, by=g.staff.id, words=words, shown=shown)


@blueprint.post("/staff/posts/<string:reference>/put-forward")
@access.staff(Permission.CHECK_BEFORE_POSTING)
def put_forward(reference: str) -> Response:
    """Text, pictures and check together go to the head."""
    found = my_post(reference)
    if Form().validate_on_submit():
        actions.put_forward(found)
        db.session.commit()
        flash(gettext("It is with the head teacher now. You will see the decision here."))
    return _back_to(found)


@blueprint.post("/staff/posts/<string:reference>/withdraw")
@access.staff(Permission.CHECK_BEFORE_POSTING)
def withdraw(reference: str) -> Response:
    """It is not to go out after all."""
    found = my_post(reference)
    if Form().validate_on_submit():
        actions.withdraw(found)
        db.session.commit()
        flash(gettext("Withdrawn. It cannot go out any more."))
    return _back_to(found)


def _back_to(found: Post) -> Response:
    return redirect(url_for("posts_staff.post", reference=found.reference), code=303)


@blueprint.get("/staff/post-pictures/<string:reference>")
@access.staff(Permission.SEE_STAFF_HOME)
def picture(reference: str) -> Response:
    """One picture, for its author and for those who decide; no browser keeps it."""
    found = queries.picture_for(access.actor(), reference, decides=may_decide())
    if found is None:
        raise NotFound
    try:
        content = open_stored(found.stored_name)
    except Unreadable as problem:
        raise NotFound from problem
    name = f"{found.reference}.{EXTENSIONS[found.media_type]}"
    answer = send_file(content, mimetype=found.media_type, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Security-Policy"] = PICTURE_POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
