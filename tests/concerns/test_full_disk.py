"""A disk that takes nothing more costs the sender no word: the page comes back as it was."""

import io
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from PIL import Image
from sqlalchemy import select
from time_machine import Traveller

from parentcomms.concerns.models import Attachment, Concern
from parentcomms.database import db
from tests.client import StrictClient
from tests.concerns.conftest import Posts
from tests.concerns.conversation_for_tests import REPLY, RISK, STORY, Sender, hidden_in


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """What a full disk does to a write, by the system itself: it fails with an error."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


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
