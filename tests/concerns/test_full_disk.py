"""A disk that takes nothing more costs the sender no word: the page comes back as it was."""

import io
import os
from pathlib import Path

from flask import Flask
from PIL import Image
from sqlalchemy import select
from time_machine import Traveller
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from parentcomms.concerns.models import Attachment, Concern
from parentcomms.database import db
from tests.client import StrictClient
from tests.concerns.conftest import Posts
from tests.concerns.conversation_for_tests import FORM, REPLY, RISK, STORY, Sender, hidden_in
from tests.disk import no_file_grows_beyond


def screenshot() -> bytes:
    """Noise, so that it stays as large when it is drawn afresh: some 480,000 bytes."""
    out = io.BytesIO()
    Image.frombytes("RGB", (400, 400), os.urandom(400 * 400 * 3)).save(out, "PNG")
    return out.getvalue()


def test_a_file_that_cannot_be_kept_leaves_the_words_and_the_way_on(
    app: Flask, client: StrictClient, posts: Posts, clock: Traveller
) -> None:
    sender = Sender(client, clock)
    with no_file_grows_beyond(100_000):
        shown = sender.press(STORY | {"files": (io.BytesIO(screenshot()), "a.png")})
    assert "cannot keep files just now" in shown.text
    assert STORY["words"] in shown.text
    sender.press(STORY)
    sender.press(RISK)
    sender.press(REPLY)
    with app.app_context():
        assert [each.words for each in db.session.scalars(select(Concern))] == [STORY["words"]]
        assert list(db.session.scalars(select(Attachment))) == []


def test_a_message_that_cannot_be_kept_comes_back_filled_and_goes_at_the_next_press(
    app: Flask, client: StrictClient, posts: Posts, clock: Traveller
) -> None:
    sender = Sender(client, clock)
    sender.press(STORY)
    sender.press(RISK)
    with no_file_grows_beyond(1_000):
        shown = sender.press(REPLY | {"sender_name": "Grace"})
    assert shown.status_code == 503
    assert "Nothing you typed is lost" in shown.text
    assert hidden_in(shown.text)["words"] == STORY["words"]
    assert "Grace" in shown.text
    assert sender.press(REPLY | {"sender_name": "Grace"}).status_code == 200
    with app.app_context():
        assert [each.words for each in db.session.scalars(select(Concern))] == [STORY["words"]]


def press_with(sender: Sender, content: bytes, name: str) -> TestResponse:
    """As a browser would, but without the test client's own file on the disk."""
    said = {**hidden_in(sender.page), **STORY, "files": FileStorage(io.BytesIO(content), name)}
    boundary, body = encode_multipart(said)
    kind = f"multipart/form-data; boundary={boundary}"
    return sender.browser.post(FORM, data=body, content_type=kind)


def test_no_room_where_files_arrive_keeps_the_words(
    app: Flask, client: StrictClient, posts: Posts, clock: Traveller
) -> None:
    sender = Sender(client, clock)
    with no_file_grows_beyond(1_000):  # a spool of half a megabyte goes to the disk
        shown = press_with(sender, bytes(2_000_000), "a.png")
    assert shown.status_code == 200
    assert "cannot keep files just now" in shown.text
    assert STORY["words"] in shown.text


def test_a_film_from_a_telephone_is_refused_without_the_words(
    client: StrictClient, posts: Posts, clock: Traveller
) -> None:
    shown = press_with(Sender(client, clock), bytes(40 * 1024 * 1024), "film.mp4")
    assert shown.status_code == 200
    assert "at most 15 MB" in shown.text
    assert STORY["words"] in shown.text


def test_a_database_that_cannot_be_read_shows_whom_to_ring_and_the_words_to_copy(
    app: Flask, client: StrictClient, posts: Posts, clock: Traveller
) -> None:
    sender = Sender(client, clock)
    sender.press(STORY)
    with app.app_context():
        db.engine.dispose()
    Path(app.config["SETTINGS"].instance, "school.sqlite").write_bytes(b"not a database" * 500)
    shown = sender.press(RISK | {"about_name": "Mr <b>Bold</b>"})
    assert shown.status_code == 503
    for words in (STORY["words"], "Mr &lt;b&gt;Bold", "999", "08001111"):
        assert words in shown.text
    danger = client.get("/concern")
    assert (danger.status_code, "08001111" in danger.text) == (503, True)
