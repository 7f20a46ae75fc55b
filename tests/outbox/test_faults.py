"""What a server, a clock or a busy database may do to a send, for real."""

import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from parentcomms.clock import now
from parentcomms.config import MailSettings, Settings
from parentcomms.database import db
from parentcomms.outbox.actions import Addressed, MailText, Recipient, link_value, queue_many
from parentcomms.outbox.messages import shown_again
from parentcomms.outbox.models import MailState, NoteKind, OutgoingMail, SenderNote
from parentcomms.outbox.queries import current_pace
from parentcomms.outbox.sending import send_waiting
from parentcomms.school.actions import decide
from tests.smtp import Letterbox, mail_server

HELLO = MailText("Hello", "Dear ((parent_name)),\n\n((link))")


def _point_at(app: Flask, settings: Settings, port: int) -> None:
    mail = MailSettings(
        server="127.0.0.1", port=port, security="none", sender="office@school.example.org",
        per_minute=0, timeout=1, connections=2,
    )  # fmt: skip
    app.config["SETTINGS"] = replace(settings, mail=mail)


@pytest.fixture
def letterbox(app: Flask, settings: Settings) -> Iterator[Letterbox]:
    with mail_server() as box, app.app_context():
        _point_at(app, settings, box.port)
        yield box


def _link() -> dict[str, str]:
    return link_value(
        "accounts_public.family_link", purpose="family-link", reference="abc", label="Open"
    )


def _queue(count: int = 1) -> list[OutgoingMail]:
    decide(name="Elm Park", email="office@school.example.org")
    letters = [
        Addressed(
            Recipient("Zoë", f"a{number}@example.org"),
            {"parent_name": "Zoë", "link": _link()},
            fact=f"f{number}",
        )
        for number in range(count)
    ]
    mails = queue_many(HELLO, letters)
    db.session.commit()
    return mails


def test_a_server_that_goes_away_is_called_again_and_nothing_is_lost(
    letterbox: Letterbox,
) -> None:
    letterbox.replies["a0@example.org"] = "421 4.3.2 closing"
    first, *others = _queue(6)
    assert send_waiting() == 5
    assert first.state is MailState.QUEUED
    assert {mail.state for mail in others} == {MailState.SENT}


@pytest.mark.parametrize("reply", ["451 4.7.500 busy", "432 4.3.2 thread limit exceeded"])
def test_a_request_to_slow_down_is_recorded_and_rests_the_sender(
    letterbox: Letterbox, reply: str
) -> None:
    letterbox.replies["a0@example.org"] = reply
    _queue()
    send_waiting()
    kinds = select(func.count()).where(SenderNote.kind == NoteKind.SLOW_DOWN)
    assert db.session.scalar(kinds) == 1
    assert current_pace() is None


@contextmanager
def _hanging_server(*, before_the_end: bool) -> Iterator[int]:
    """Takes the envelope, and then says nothing more: before DATA is answered, or after it."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            line, _ = server.accept()
            with line, line.makefile("rb") as said:
                line.sendall(b"220 here\r\n")
                for words in said:
                    if words.upper().startswith(b"DATA"):
                        if before_the_end:
                            line.sendall(b"354 go on\r\n")
                        break
                    line.sendall(b"250 ok\r\n")
                said.read()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(10)


@pytest.mark.parametrize(
    ("before_the_end", "state"), [(False, MailState.QUEUED), (True, MailState.UNCERTAIN)]
)
def test_a_hang_is_uncertain_only_once_the_message_had_begun_to_leave(
    app: Flask, settings: Settings, before_the_end: bool, state: MailState
) -> None:
    with app.app_context(), _hanging_server(before_the_end=before_the_end) as port:
        _point_at(app, settings, port)
        (mail,) = _queue()
        assert send_waiting() == 0
        assert mail.state is state


def test_a_clock_that_goes_back_holds_nothing_up(letterbox: Letterbox) -> None:
    (mail,) = _queue()
    mail.made_at = mail.next_try_at = now() + timedelta(hours=1)
    db.session.commit()
    assert send_waiting() == 1
    assert mail.state is MailState.SENT


def test_a_database_locked_by_another_waits_and_loses_nothing(
    letterbox: Letterbox, settings: Settings
) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("a lock on the whole database is SQLite's")
    mails = _queue(8)
    db.session.remove()
    other = sqlite3.connect(
        settings.instance / "school.sqlite", isolation_level=None, check_same_thread=False
    )
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(1, lambda: other.execute("ROLLBACK"))
    release.start()
    assert send_waiting() == len(mails) == len(letterbox.messages)
    release.join()
    other.close()


def test_what_was_sent_is_shown_again_to_the_letter(letterbox: Letterbox) -> None:
    (mail,) = _queue()
    send_waiting()
    assert shown_again(mail) == (letterbox.as_sent[0], True)
    mail.to_name = "Somebody else"
    assert not shown_again(mail)[1]


def test_a_retry_after_the_address_of_the_service_changed_is_shown_as_it_was_sent(
    letterbox: Letterbox, app: Flask
) -> None:
    """With the new address for what left last, the old one for what had left before."""
    letterbox.replies["a1@example.org"] = "450 4.2.1 later"
    before, after = _queue(2)
    assert send_waiting() == 1
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, public_url="https://new.example.org")
    letterbox.replies.clear()
    after.next_try_at = now()
    db.session.commit()
    assert send_waiting() == 1
    for mail, sent in zip((before, after), letterbox.as_sent, strict=True):
        assert shown_again(mail) == (sent, True)
    assert settings.public_url.encode() in letterbox.as_sent[0]
    assert b"https://new.example.org/" in letterbox.as_sent[1]
    assert settings.public_url.encode() not in letterbox.as_sent[1]


def test_queueing_a_thousand_takes_as_many_queries_as_queueing_ten(session: object) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    _queue(10)
    few, asked[:] = len(asked), []
    decide(name="Elm Park", email="office@school.example.org")
    letters = [
        Addressed(
            Recipient("A", f"b{n}@example.org"), {"parent_name": "A", "link": _link()}, fact=f"g{n}"
        )
        for n in range(1000)
    ]
    queue_many(HELLO, letters)
    db.session.commit()
    assert len(asked) <= few + 2
