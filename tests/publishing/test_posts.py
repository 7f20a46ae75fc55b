"""Posts before the head: exact content, its check asked again, one decision at a time."""

import io
import threading
from dataclasses import replace

import pytest
import time_machine
from flask import Flask
from PIL import Image
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from parentcomms.access import Role
from parentcomms.approvals.actions import delegate
from parentcomms.approvals.models import Approval
from parentcomms.approvals.rules import ApprovalKind, CommunicationState, Point
from parentcomms.channels.actions import install_shipped_channels, suspend
from parentcomms.channels.models import Channel
from parentcomms.channels.queries import all_channels
from parentcomms.clock import now, today
from parentcomms.consent.models import Use
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.people.models import Pupil
from parentcomms.publishing import post_actions as actions
from parentcomms.publishing import post_queries as queries
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.pictures import Kept, clear_up, keep
from parentcomms.publishing.post_models import Post, PostVersion
from parentcomms.publishing.post_rules import KindOfPost, Stop
from parentcomms.publishing.release import release_of
from parentcomms.uploads import open_stored
from tests import make

PICTURE = Kept("posts/1.age", "a" * 64, "image/jpeg", "Children with a tree")
ALL = list(Point)


@pytest.fixture
def website(session: object) -> Channel:
    make.questions()
    install_shipped_channels()
    return next(each for each in all_channels() if each.use_key == "website")


@pytest.fixture
def child(website: Channel) -> Pupil:
    shown = make.pupil("Ada")
    make.answer(shown, make.parent(of=shown), "website", "yes")
    return shown


@pytest.fixture
def saved(website: Channel, child: Pupil) -> PostCheck:
    return check(Question(channel=website, recognisable={child.id: True}))


def _content(saved: PostCheck, **changes: object) -> actions.Content:
    made = actions.Content(
        text="We planted trees.", kind=KindOfPost.EVENT, check=saved, pictures=[PICTURE]
    )
    return replace(made, **changes)


def _waiting(saved: PostCheck) -> Post:
    post = actions.begin(_content(saved))
    actions.put_forward(post)
    return post


def _shown(post: Post) -> actions.Shown:
    last = queries.listed(post).last
    return actions.Shown(
        content_hash=post.versions[-1].content_hash, last_decision=last.reference if last else ""
    )


def _head() -> int:
    return make.staff("Hana Head", Role.HEAD).id


def _approve(post: Post, by: int) -> Approval:
    return actions.approve_post(post, by=by, points=ALL, shown=_shown(post))


def test_what_the_head_approved_may_go_out_and_nothing_else(saved: PostCheck) -> None:
    post = _waiting(saved)
    assert [each.post for each in queries.waiting()] == [post]
    assert release_of(saved, staff="tess").stops == (Stop.APPROVAL,)
    _approve(post, _head())
    release = release_of(saved, staff="tess")
    assert release.allowed
    assert release.version is post.versions[-1]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "We planted six trees."},
        {"kind": KindOfPost.LEARNING},
        {"pictures": []},
        {"pictures": [replace(PICTURE, sha256="b" * 64)]},
    ],
)
def test_any_change_is_a_new_version_and_takes_the_approval_away(
    saved: PostCheck, change: dict[str, object]
) -> None:
    post = _waiting(saved)
    _approve(post, _head())
    actions.rewrite(post, _content(saved, **change))
    assert release_of(saved, staff="tess").stops == (Stop.APPROVAL,)
    assert queries.listed(post).state is CommunicationState.DRAFT
    assert len(post.versions) == 2


def test_the_same_words_again_are_no_change(saved: PostCheck) -> None:
    post = _waiting(saved)
    actions.rewrite(post, _content(saved))
    assert [each.number for each in post.versions] == [1]
    assert queries.is_put_forward(post)


def test_an_answer_that_changes_after_the_approval_stops_the_post_by_itself(
    saved: PostCheck, child: Pupil
) -> None:
    post = _waiting(saved)
    _approve(post, _head())
    mother = child.relationships[0].person
    make.answer(child, mother, "website", "no")
    release = release_of(saved, staff="tess")
    assert release.stops == (Stop.CHECK,)
    make.answer(child, mother, "website", "yes")
    assert release_of(saved, staff="tess").allowed


def test_an_answer_that_changes_between_check_and_approval_cannot_be_approved(
    saved: PostCheck, child: Pupil
) -> None:
    post = _waiting(saved)
    make.answer(child, child.relationships[0].person, "website", "no")
    with pytest.raises(Refused, match="An answer it relies on has changed") as refused:
        _approve(post, _head())
    assert "Ada" not in refused.value.message
    assert queries.listed(post).decisions == []


def test_a_use_retired_since_the_page_was_opened_begins_no_post(saved: PostCheck) -> None:
    use = db.session.scalars(select(Use).filter_by(key="website")).one()
    use.retired_at = now()
    with pytest.raises(Refused, match="Families are not asked about this"):
        actions.begin(_content(saved))
    assert db.session.scalar(select(func.count()).select_from(Post)) == 0


def test_a_place_suspended_after_the_approval_gets_no_post(
    saved: PostCheck, website: Channel
) -> None:
    _approve(_waiting(saved), _head())
    suspend(website)
    assert set(release_of(saved, staff="tess").stops) == {Stop.CLOSED, Stop.CHECK}


def test_a_photo_goes_to_the_head_with_its_picture(saved: PostCheck) -> None:
    post = actions.begin(_content(saved, pictures=[]))
    with pytest.raises(Refused, match="Add the picture first"):
        actions.put_forward(post)
    assert queries.waiting() == []


def test_nobody_approves_before_it_is_put_forward_or_after_it_was_changed(
    saved: PostCheck,
) -> None:
    post = actions.begin(_content(saved))
    head = _head()
    with pytest.raises(Refused, match="changed while you read it"):
        _approve(post, head)
    actions.put_forward(post)
    shown = _shown(post)
    actions.rewrite(post, _content(saved, text="Something else."))
    actions.put_forward(post)
    with pytest.raises(Refused, match="changed while you read it"):
        actions.approve_post(post, by=head, points=ALL, shown=shown)


def test_four_points_are_no_approval(saved: PostCheck) -> None:
    post = _waiting(saved)
    with pytest.raises(Refused, match="five points"):
        actions.approve_post(post, by=_head(), points=ALL[:4], shown=_shown(post))


def test_a_delegate_decides_about_posts_only_where_the_head_said_so(saved: PostCheck) -> None:
    post, head, deputy = _waiting(saved), _head(), make.staff("Dina Deputy", Role.TEACHER).id
    with pytest.raises(Refused, match="Only the head"):
        _approve(post, deputy)
    week = {"starts_on": today(), "ends_on": today()}
    delegate(by=head, to=deputy, scope=[ApprovalKind.LETTER], **week)
    with pytest.raises(Refused, match="does not cover"):
        _approve(post, deputy)
    delegate(by=head, to=deputy, scope=[ApprovalKind.POST], **week)
    delegate(by=head, to=deputy, scope=[ApprovalKind.NEWSLETTER], **week)
    assert _approve(post, deputy).decided_by_id == deputy


def test_a_post_sent_back_comes_with_words_and_is_not_released(saved: PostCheck) -> None:
    post = _waiting(saved)
    actions.send_back_post(post, by=_head(), words="Say which field.", shown=_shown(post))
    found = queries.listed(post)
    assert (found.state, found.last.words) == (CommunicationState.SENT_BACK, "Say which field.")
    assert not release_of(saved, staff="tess").allowed


def test_a_withdrawn_post_can_be_neither_approved_nor_changed(saved: PostCheck) -> None:
    post = _waiting(saved)
    _approve(post, _head())
    actions.withdraw(post)
    assert not release_of(saved, staff="tess").allowed
    with pytest.raises(Refused, match="withdrawn"):
        actions.rewrite(post, _content(saved, text="Again"))


def test_the_second_of_two_is_told_what_the_first_decided(app: Flask, saved: PostCheck) -> None:
    """Two heads press at once, each in a session of their own: one row, and one is told."""
    post = _waiting(saved)
    shown, post_id = _shown(post), post.id
    heads = [make.staff(name, Role.HEAD).id for name in ("Hana Head", "Hugo Head")]
    db.session.commit()
    start, said = threading.Barrier(2), []

    def decide(head: int) -> None:
        with app.app_context():
            start.wait()
            mine = db.session.get_one(Post, post_id)
            try:
                actions.approve_post(mine, by=head, points=ALL, shown=shown)
                db.session.commit()
            except Refused as problem:
                db.session.rollback()
                said.append(problem.message)

    threads = [threading.Thread(target=decide, args=(head,)) for head in heads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert db.session.scalar(select(func.count()).select_from(Approval)) == 1
    assert len(said) == 1
    assert "has already approved this" in said[0]


def test_a_post_opens_for_its_author_and_for_those_who_decide_once_it_is_put_forward(
    saved: PostCheck,
) -> None:
    post = actions.begin(_content(saved))
    author = post.made_by
    assert queries.post_for(author, post.reference, decides=False)
    assert not queries.post_for("staff:99", post.reference, decides=True)
    picture = post.versions[-1].pictures[0].reference
    assert not queries.picture_for("staff:99", picture, decides=True)
    actions.put_forward(post)
    assert queries.post_for("staff:99", post.reference, decides=True)
    assert queries.picture_for("staff:99", picture, decides=True)
    assert not queries.post_for("staff:99", post.reference, decides=False)
    assert not queries.picture_for("staff:99", picture, decides=False)


def _jpeg_with_a_place() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    exif[0x010F] = "A telephone"
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_picture_loses_its_place_and_lies_encrypted(session: object) -> None:
    sent = _jpeg_with_a_place()
    assert b"A telephone" in sent
    kept = keep(FileStorage(io.BytesIO(sent), "a.jpg"), "A green field")
    shown = open_stored(kept.stored_name).read()
    assert b"A telephone" not in shown
    assert not Image.open(io.BytesIO(shown)).getexif()


def test_pictures_nobody_saved_a_post_with_are_cleared_up_after_a_day(
    session: object, saved: PostCheck
) -> None:
    kept = [keep(FileStorage(io.BytesIO(_jpeg_with_a_place()), "a.jpg"), "x") for _ in range(2)]
    actions.begin(_content(saved, pictures=kept[:1]))
    assert clear_up() == 0
    with time_machine.travel(now().timestamp() + 90_000, tick=False):
        assert clear_up() == 1
    assert open_stored(kept[0].stored_name)


def test_every_version_is_evidence(saved: PostCheck) -> None:
    post = _waiting(saved)
    actions.rewrite(post, _content(saved, text="Other words."))
    texts = db.session.scalars(select(PostVersion.text).order_by(PostVersion.number)).all()
    assert texts == ["We planted trees.", "Other words."]
