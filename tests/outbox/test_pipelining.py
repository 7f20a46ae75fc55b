"""Several commands at once (RFC 2920): a letter's envelope goes along with the letter before it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest
from flask import Flask

from parentcomms.config import MailSettings, Settings
from parentcomms.outbox.messages import shown_again
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.outbox.sending import send_waiting
from parentcomms.school.actions import decide
from tests.outbox.senders import queue_campaign
from tests.smtp import mail_server

REFUSED = "adult1@example.org"
LATER = "adult3@example.org"


def _queued(app: Flask, settings: Settings, port: int, count: int = 6) -> list[OutgoingMail]:
    mail = MailSettings(
        server="127.0.0.1", port=port, security="none", sender="office@school.example.org",
        per_minute=0, timeout=2, connections=1,
    )  # fmt: skip
    app.config["SETTINGS"] = replace(settings, mail=mail)
    decide(name="Elm Park", email="office@school.example.org")
    return queue_campaign("autumn", count)


@pytest.mark.parametrize("pipelining", [True, False])
def test_each_letter_gets_its_own_answer_whether_or_not_commands_go_together(
    app: Flask, settings: Settings, pipelining: bool
) -> None:
    with mail_server() as letterbox, app.app_context():
        letterbox.pipelining = pipelining
        letterbox.replies |= {REFUSED: "550 5.1.1 nobody", LATER: "450 4.2.1 later"}
        mails = _queued(app, settings, letterbox.port)
        assert send_waiting() == len(mails) - 2
        states = {mail.to_address: mail.state for mail in mails}
        assert states.pop(REFUSED) is MailState.FAILED
        assert states.pop(LATER) is MailState.QUEUED
        assert set(states.values()) == {MailState.SENT}
        sent = [mail for mail in mails if mail.state is MailState.SENT]
        assert [shown_again(mail) for mail in sent] == [(each, True) for each in letterbox.as_sent]


@dataclass
class Odd:
    """A server that takes several commands at once, and is odd in one way."""

    port: int
    waits_for_all: bool = False  # asks for the message though nobody may have it
    leaves_after: int = 0  # so many messages, and it ends the connection without a word
    taken: list[bytes] = field(default_factory=list)
    broken_off: list[bytes] = field(default_factory=list)  # what came of a message it waited for
    together: int = 0  # how many envelopes came along with a message

    def serve(self, line: socket.socket) -> None:
        with line:
            line.sendall(b"220 here\r\n")
            lying, in_message = b"", False
            while said := line.recv(65536):
                lying += said
                while (end := b"\r\n.\r\n" if in_message else b"\r\n") in lying:
                    whole, _, lying = lying.partition(end)
                    if in_message:
                        self.taken.append(whole)
                        self.together += lying.endswith(b"DATA\r\n")
                    line.sendall(self._answer(whole, in_message))
                    if in_message and len(self.taken) == self.leaves_after:
                        return
                    in_message = not in_message and whole == b"DATA"
            if in_message:
                self.broken_off.append(lying)

    def _answer(self, said: bytes, in_message: bool) -> bytes:
        if said.startswith(b"ehlo"):
            return b"250-odd\r\n250 PIPELINING\r\n"
        if REFUSED.encode() in said and self.waits_for_all and not in_message:
            return b"550 5.1.1 nobody\r\n"
        return b"354 go on\r\n" if said == b"DATA" else b"250 ok\r\n"


@contextmanager
def _odd_server(**odd: int) -> Iterator[Odd]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Odd(server.getsockname()[1], **odd)

        def accept() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                found.serve(line)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield found
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _sent_all(mails: list[OutgoingMail]) -> set[MailState]:
    """In as many passes as it takes."""
    for _ in range(4):
        send_waiting()
    return {mail.state for mail in mails}


def test_the_next_envelope_goes_along_with_a_message(app: Flask, settings: Settings) -> None:
    with _odd_server() as odd, app.app_context():
        assert _sent_all(_queued(app, settings, odd.port, 12)) == {MailState.SENT}
        assert len(odd.taken) == 12
        assert odd.together


def test_a_server_that_waits_for_a_message_nobody_may_have_gets_none(
    app: Flask, settings: Settings
) -> None:
    with _odd_server(waits_for_all=True) as odd, app.app_context():
        mails = _queued(app, settings, odd.port)
        _sent_all(mails)
        states = [mail.state for mail in mails]
        assert states.pop(1) is MailState.FAILED
        assert set(states) == {MailState.SENT}
        assert len(odd.taken) == 5
        assert odd.broken_off == [b""]
        assert not any(REFUSED.encode() in each for each in odd.taken)


def test_a_letter_whose_envelope_alone_had_left_is_sent_on_the_next_connection(
    app: Flask, settings: Settings
) -> None:
    with _odd_server(leaves_after=3) as odd, app.app_context():
        mails = _queued(app, settings, odd.port)
        assert _sent_all(mails) == {MailState.SENT}
        assert {mail.attempts for mail in mails} == {1}
        assert len(odd.taken) == len({bytes(each) for each in odd.taken}) == 6
