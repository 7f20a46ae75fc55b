"""Writing a post: from a saved check, its words, its pictures, and a newer check."""

from dataclasses import replace

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.publishing import post_actions as actions
from parentcomms.publishing import post_queries as queries
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.pictures import Kept, as_kept, keep
from parentcomms.publishing.post_forms import FirstPostForm, PictureForm, PostForm
from parentcomms.publishing.post_models import Post
from parentcomms.publishing.post_pages import blueprint, my_post
from parentcomms.publishing.post_rules import KindOfPost
from parentcomms.publishing.queries import check_for
from parentcomms.uploads import NotAccepted


def _check_of_mine(reference: str) -> PostCheck:
    found = check_for(access.actor(), reference)
    if found is None or found.channel is None:
        raise NotFound
    return found


def _address(post: Post) -> str:
    return url_for("posts_staff.post", reference=post.reference)


@blueprint.route("/staff/posts/new/<string:check>", methods=["GET", "POST"])
@access.staff(Permission.CHECK_BEFORE_POSTING)
def new_post(check: str) -> ResponseReturnValue:
    """Begin a post from a check that said yes."""
    row = _check_of_mine(check)
    form = FirstPostForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        try:
            begun = actions.begin(_content(form, row, _first_picture(form)))
        except NotAccepted as problem:
            form.refuse(problem.message, field=form.picture)
        except Refused as problem:
            form.refuse(problem.message)
        else:
            done = remember(form, _address(begun))
            db.session.commit()
            return redirect(done, code=303)
    return render_template(
        "publishing/staff/new_post.html",
        form=form,
        check=row,
        begun=queries.begun_in(access.actor(), row),
        button=Form(formdata=None),
    )


def _first_picture(form: FirstPostForm) -> list[Kept]:
    chosen = form.picture.data
    if not (chosen and chosen.filename):
        return []
    return [keep(chosen, form.description.data.strip())]


def _content(form: PostForm, check: PostCheck, pictures: list[Kept]) -> actions.Content:
    return actions.Content(
        text=form.text.data.strip(),
        kind=KindOfPost(form.kind.data),
        check=check,
        pictures=pictures,
    )


def _as_it_is(post: Post) -> actions.Content:
    """The newest version, to change a part of it."""
    version = post.versions[-1]
    if version.check is None:
        raise NotFound
    return actions.Content(
        text=version.text,
        kind=KindOfPost(version.kind_of_post),
        check=version.check,
        pictures=[as_kept(each) for each in version.pictures],
    )


@blueprint.route("/staff/posts/<string:reference>/edit", methods=["GET", "POST"])
@access.staff(Permission.CHECK_BEFORE_POSTING)
def edit_post(reference: str) -> ResponseReturnValue:
    """Change the words: a new version, which nobody has approved yet."""
    post = my_post(reference)
    content = _as_it_is(post)
    form = PostForm(data={"text": content.text, "kind": content.kind.value})
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        actions.rewrite(post, _content(form, content.check, list(content.pictures)))
        done = remember(form, _address(post))
        db.session.commit()
        return redirect(done, code=303)
    return render_template("publishing/staff/edit_post.html", form=form, post=post)


@blueprint.route("/staff/posts/<string:reference>/add-picture", methods=["GET", "POST"])
@access.staff(Permission.CHECK_BEFORE_POSTING)
def add_picture(reference: str) -> ResponseReturnValue:
    """One more picture, covered by the same check."""
    post = my_post(reference)
    form = PictureForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        try:
            _add(post, keep(form.picture.data, form.description.data.strip()))
        except NotAccepted as problem:
            form.refuse(problem.message, field=form.picture)
        except Refused as problem:
            form.refuse(problem.message)
        else:
            done = remember(form, _address(post))
            db.session.commit()
            return redirect(done, code=303)
    return render_template("publishing/staff/add_picture.html", form=form, post=post)


def _add(post: Post, picture: Kept) -> None:
    content = _as_it_is(post)
    actions.rewrite(post, replace(content, pictures=[*content.pictures, picture]))


@blueprint.post("/staff/posts/<string:reference>/pictures/<string:picture>/remove")
@access.staff(Permission.CHECK_BEFORE_POSTING)
def remove_picture(reference: str, picture: str) -> Response:
    """Take one picture off; the earlier version keeps it as evidence."""
    post = my_post(reference)
    rows = post.versions[-1].pictures
    if picture not in {each.reference for each in rows}:
        raise NotFound
    if Form().validate_on_submit():
        left = [as_kept(each) for each in rows if each.reference != picture]
        actions.rewrite(post, replace(_as_it_is(post), pictures=left))
        db.session.commit()
    return redirect(_address(post), code=303)


@blueprint.post("/staff/posts/<string:reference>/check/<string:check>")
@access.staff(Permission.CHECK_BEFORE_POSTING)
def take_check(reference: str, check: str) -> Response:
    """The picture was checked again: the same post under the newer check."""
    post, row = my_post(reference), _check_of_mine(check)
    if Form().validate_on_submit():
        actions.refuse_unless_it_holds(row)
        actions.rewrite(post, replace(_as_it_is(post), check=row))
        db.session.commit()
        flash(gettext("The post stands under the new check."))
    return redirect(_address(post), code=303)
