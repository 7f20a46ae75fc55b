"""Pages of a post: written on a phone, decided by the head, its pictures seen by nobody else."""

import io
import re
import struct
import zlib

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select

from parentcomms.access import Role
from parentcomms.approvals.models import Approval
from parentcomms.channels.actions import install_shipped_channels
from parentcomms.channels.queries import all_channels
from parentcomms.database import db
from parentcomms.people.models import Pupil
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.post_models import Post, PostPicture
from tests import make
from tests.staff_pages import signed_in

POINTS = ["unambiguous", "accurate", "politically_neutral", "fair", "transparent"]
WORDS = {"text": "Ada and friends planted trees.", "kind": "event"}


@pytest.fixture
def child(app: Flask) -> str:
    with app.app_context():
        make.questions()
        install_shipped_channels()
        shown = make.pupil("Ada", surname="Child")
        make.answer(shown, make.parent(of=shown), "website", "yes")
        db.session.commit()
        return shown.reference


@pytest.fixture
def teacher(app: Flask, child: str) -> FlaskClient:
    return signed_in(app, Role.TEACHER, name="Tess Teacher")


def _checked(app: Flask, teacher: FlaskClient, child: str) -> str:
    """The page on which the teacher writes, after a check that said yes."""
    with app.app_context():
        website = next(each.reference for each in all_channels() if each.use_key == "website")
    asked = {"channel": website, "medium": "photo", "pupils": [child], "do": "check"}
    done = teacher.submit("/staff/check", asked)
    return f"/staff/posts/new/{done.location.rsplit('/', 1)[1]}"


def _jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return out.getvalue()


def _with(content: bytes, name: str = "field.jpg") -> dict[str, object]:
    return WORDS | {"picture": (io.BytesIO(content), name), "description": "A tree"}


def _written(app: Flask, teacher: FlaskClient, child: str) -> str:
    page = _checked(app, teacher, child)
    done = teacher.submit(page, _with(_jpeg()), content_type="multipart/form-data")
    assert done.status_code == 303, done.get_data(as_text=True)
    return str(done.location)


def test_from_a_check_to_the_heads_yes_and_what_a_later_no_does(
    app: Flask, teacher: FlaskClient, child: str
) -> None:
    post = _written(app, teacher, child)
    assert "This may name a child: Ada" in teacher.get(post).get_data(as_text=True)
    teacher.submit(post, to=f"{post}/put-forward")
    head = signed_in(app, Role.HEAD, name="Hana Head")
    assert post in head.get("/staff/posts").get_data(as_text=True)
    page = head.get(post).get_data(as_text=True)
    assert "Ada and friends planted trees." in page
    assert "I posted it" not in teacher.get(post).get_data(as_text=True)
    assert not re.search(r"<input[^>]* checked", page), "software never ticks"
    done = head.submit(post, {"decision": "approve", "points": POINTS})
    assert done.status_code == 303
    approved = teacher.get(post).get_data(as_text=True)
    assert "Approved" in approved
    assert "I posted it" in approved
    with app.app_context():
        shown = db.session.scalars(select(Pupil)).one()
        make.answer(shown, shown.relationships[0].person, "website", "no")
        db.session.commit()
    for browser in (teacher, head):
        lapsed = browser.get(post).get_data(as_text=True)
        assert "No longer good" in lapsed
        assert "An answer it relies on has changed" in lapsed


def test_four_ticks_and_a_lapsed_page_are_refused_in_words(
    app: Flask, teacher: FlaskClient, child: str
) -> None:
    post = _written(app, teacher, child)
    teacher.submit(post, to=f"{post}/put-forward")
    head = signed_in(app, Role.HEAD)
    four = head.submit(post, {"decision": "approve", "points": POINTS[:4]})
    assert "Tick all five points" in four.get_data(as_text=True)
    back = head.submit(post, {"decision": "send_back"})
    assert "Say what should be different" in back.get_data(as_text=True)
    old = {"decision": "approve", "points": POINTS, "content_hash": "0" * 64}
    assert "changed while you read it" in head.submit(post, old).get_data(as_text=True)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Approval)) == 0


def test_two_heads_with_the_same_page_open_make_one_decision(
    app: Flask, teacher: FlaskClient, child: str
) -> None:
    post = _written(app, teacher, child)
    teacher.submit(post, to=f"{post}/put-forward")
    first, second = (signed_in(app, Role.HEAD, name=name) for name in ("Hana Head", "Hugo Head"))
    first.submit(post, {"decision": "approve", "points": POINTS})
    late = {"decision": "send_back", "words": "Not yet.", "last_decision": ""}
    told = second.submit(post, late).get_data(as_text=True)
    assert "Hana Head has already approved this" in told
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Approval)) == 1


def test_a_picture_is_for_its_author_and_the_head_and_no_browser_keeps_it(
    app: Flask, teacher: FlaskClient, child: str
) -> None:
    post = _written(app, teacher, child)
    with app.app_context():
        address = f"/staff/post-pictures/{db.session.scalars(select(PostPicture)).one().reference}"
    head = signed_in(app, Role.HEAD)
    assert head.get(address).status_code == 404
    teacher.submit(post, to=f"{post}/put-forward")
    assert head.get(address).status_code == 200
    answer = teacher.get(address)
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline; filename=")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert signed_in(app, Role.OFFICE).get(address).status_code == 404
    assert app.test_client().get(address).status_code == 302


def _bomb() -> bytes:
    """A PNG that says it is 60,000 by 60,000, in a few hundred bytes."""

    def part(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(60_000))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", pixels) + part(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"#!/bin/sh\necho hello\n", "We cannot take this kind of file"),
        (b"\xff\xd8\xff\xe0" + b"not a picture" * 20, "This file cannot be opened"),
        (_bomb(), "This picture is too large"),
        (b"", "This file is empty"),
    ],
)
def test_what_is_no_picture_is_refused_in_words_and_the_text_stays(
    app: Flask, teacher: FlaskClient, child: str, content: bytes, sentence: str
) -> None:
    page = _checked(app, teacher, child)
    answer = teacher.submit(page, _with(content), content_type="multipart/form-data")
    html = answer.get_data(as_text=True)
    assert sentence in html
    assert WORDS["text"] in html
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Post)) == 0


def test_an_iphones_picture_is_taken(app: Flask, teacher: FlaskClient, child: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(out, "HEIF")
    page = _checked(app, teacher, child)
    sent = _with(out.getvalue(), "IMG_1.HEIC")
    assert teacher.submit(page, sent, content_type="multipart/form-data").status_code == 303
    with app.app_context():
        assert db.session.scalars(select(PostPicture)).one().media_type == "image/jpeg"


def test_a_picture_is_added_and_taken_off_again(
    app: Flask, teacher: FlaskClient, child: str
) -> None:
    post = _written(app, teacher, child)
    two = {"picture": (io.BytesIO(_jpeg()), "b.jpg"), "description": "A spade"}
    teacher.submit(f"{post}/add-picture", two, content_type="multipart/form-data")
    with app.app_context():
        pictures = db.session.scalars(select(Post)).one().versions[-1].pictures
        assert [each.description for each in pictures] == ["A tree", "A spade"]
        first = pictures[0].reference
    teacher.submit(post, to=f"{post}/pictures/{first}/remove")
    with app.app_context():
        versions = db.session.scalars(select(Post)).one().versions
        assert [len(each.pictures) for each in versions] == [1, 2, 1]
        assert versions[-1].pictures[0].description == "A spade"


def test_a_newer_check_is_taken_up_by_the_post_it_is_for(
    app: Flask, teacher: FlaskClient, child: str
) -> None:
    post = _written(app, teacher, child)
    page = _checked(app, teacher, child)
    assert "Did you check the picture of one of these again?" in teacher.get(page).get_data(
        as_text=True
    )
    newer = page.rsplit("/", 1)[1]
    teacher.submit(page, to=f"{post}/check/{newer}")
    with app.app_context():
        found = db.session.scalars(select(Post)).one().versions[-1]
        newest = db.session.scalars(select(PostCheck).filter_by(reference=newer)).one()
        assert (found.number, found.check_id) == (2, newest.id)


def test_another_teachers_post_and_check_do_not_exist(
    app: Flask, teacher: FlaskClient, child: str
) -> None:
    post = _written(app, teacher, child)
    page = _checked(app, teacher, child)
    other = signed_in(app, Role.TEACHER, name="Tom Teacher")
    for address in (post, f"{post}/edit", f"{post}/add-picture", page):
        assert other.get(address).status_code == 404
