"""Mail leaves over a line that is checked, signed in to the server as the provider wants it."""

import base64
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from flask import Flask

from parentcomms.config import MailSettings, Settings
from parentcomms.database import db
from parentcomms.mail_settings import BadMailSettings, read_mail
from parentcomms.outbox.actions import MailText, Recipient, queue_mail
from parentcomms.outbox.models import Lane, MailState, OutgoingMail
from parentcomms.outbox.sending import send_waiting
from parentcomms.school.actions import decide
from tests.certificates import own_certificate
from tests.smtp import Letterbox, free_port, mail_server

TOKEN = "a-token"
SENDER = "office@school.example.org"


class Provider(Letterbox):
    """A server that takes a password or a token, and mail only after that."""

    async def auth_XOAUTH2(self, server: Any, args: list[str]) -> AuthResult:
        said = base64.b64decode(args[1]).decode()
        right = said == f"user={SENDER}\x01auth=Bearer {TOKEN}\x01\x01"
        return AuthResult(success=right, handled=right)


def _right(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = (data.login, data.password) == (SENDER.encode(), b"right")
    return AuthResult(success=right)


@contextmanager
def _provider(folder: Path, *, address: str = "127.0.0.1", signs_in: bool = False) -> Iterator[Any]:
    certificate, key = own_certificate(folder, address=address)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    box = Provider(port=free_port())
    controller = Controller(
        box, hostname="127.0.0.1", port=box.port, tls_context=context, require_starttls=True,
        auth_required=signs_in, authenticator=_right,
    )  # fmt: skip
    controller.start()
    try:
        yield box, str(certificate)
    finally:
        controller.stop()


def _set(app: Flask, settings: Settings, port: int, **others: Any) -> OutgoingMail:
    mail = MailSettings(
        server="127.0.0.1", port=port, sender=SENDER, per_minute=0, timeout=5, connections=1
    )
    app.config["SETTINGS"] = replace(settings, mail=replace(mail, **others))
    decide(name="Elm Park", email=SENDER)
    queued = queue_mail(MailText("Hello", "Good news."), Recipient("Ana", "ana@example.org"), {})
    db.session.commit()
    return queued


@pytest.mark.parametrize(
    ("trusted", "address", "arrives"),
    [(True, "127.0.0.1", 1), (False, "127.0.0.1", 0), (True, "127.0.0.2", 0)],
    ids=["named as an authority", "signed by itself", "for another name"],
)
def test_a_server_is_believed_only_with_a_certificate_we_trust_for_its_own_name(
    app: Flask, settings: Settings, tmp_path: Path, trusted: bool, address: str, arrives: int
) -> None:
    with app.app_context(), _provider(tmp_path, address=address) as (box, certificate):
        mail = _set(app, settings, box.port, ca_file=certificate if trusted else "")
        assert send_waiting() == len(box.messages) == arrives
        assert mail.state is (MailState.SENT if arrives else MailState.QUEUED)
        assert mail.attempts == arrives


def test_a_server_without_starttls_gets_nothing(app: Flask, settings: Settings) -> None:
    with app.app_context(), mail_server() as box:
        mail = _set(app, settings, box.port)
        assert send_waiting() == 0
        assert (mail.state, box.messages) == (MailState.QUEUED, [])


@pytest.mark.parametrize(
    ("how", "arrives"),
    [
        ({"password": "right"}, 1),
        ({"password": "wrong"}, 0),
        ({"token_command": f"echo {TOKEN}"}, 1),
        ({"token_command": "echo another"}, 0),
        ({"token_command": "false"}, 0),
    ],
)
def test_a_password_or_a_token_from_a_command_opens_the_way(
    app: Flask, settings: Settings, tmp_path: Path, how: dict[str, str], arrives: int
) -> None:
    with app.app_context(), _provider(tmp_path, signs_in=True) as (box, certificate):
        mail = _set(app, settings, box.port, ca_file=certificate, username=SENDER, **how)
        assert send_waiting() == len(box.messages) == arrives
        assert mail.attempts == arrives


@contextmanager
def _token_server(asked: list[dict[str, list[str]]]) -> Iterator[str]:
    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked.append(parse_qs(self.rfile.read(length).decode()))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            said = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600}
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *said: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/token"
        server.shutdown()
        thread.join()


def test_a_token_by_client_credentials_is_asked_for_once_for_many_connections(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    asked: list[dict[str, list[str]]] = []
    with (
        app.app_context(),
        _token_server(asked) as url,
        _provider(tmp_path, signs_in=True) as (box, certificate),
    ):
        ours = {
            "ca_file": certificate, "username": SENDER, "token_url": url, "client_id": "us",
            "client_secret": "secret", "scope": "mail",
        }  # fmt: skip
        for _ in range(2):
            _set(app, settings, box.port, **ours)
            assert send_waiting() == 1
    (request,) = asked
    assert request["grant_type"] == ["client_credentials"]
    assert (request["client_id"], request["scope"]) == (["us"], ["mail"])


def test_the_days_limit_holds_back_the_rest_and_nobody_who_waits(
    app: Flask, settings: Settings
) -> None:
    with app.app_context(), mail_server() as box:
        _set(app, settings, box.port, security="none", per_day=2)
        for number in range(3):
            to = Recipient("Ben", f"b{number}@example.org")
            queue_mail(MailText("News", "News."), to, {}, lane=Lane.BULK)
        db.session.commit()
        assert send_waiting() == 2  # the link somebody waits for counts, and goes first
        queue_mail(MailText("A link", "Here."), Recipient("Cy", "cy@example.org"), {})
        db.session.commit()
        assert send_waiting() == 1
        assert box.messages[-1]["To"] == "Cy <cy@example.org>"


@pytest.mark.parametrize(
    ("preset", "server", "per_day"),
    [
        ("microsoft365", "smtp.office365.com", 9000),
        ("google-workspace", "smtp.gmail.com", 1800),
        ("google-relay", "smtp-relay.gmail.com", 9000),
    ],
)
def test_a_preset_knows_the_providers_limits_and_what_is_written_wins(
    preset: str, server: str, per_day: int
) -> None:
    mail = read_mail({"preset": preset, "sender": SENDER})
    assert (mail.server, mail.security, mail.per_day) == (server, "starttls", per_day)
    assert 0 < mail.per_minute <= 60
    assert read_mail({"preset": preset, "sender": SENDER, "per_minute": 5}).per_minute == 5


@pytest.mark.parametrize(
    "said",
    [
        {"security": "perhaps"},
        {"security": "none", "username": SENDER, "password": "p"},
        {"token_url": "http://token.example.org", "client_id": "a", "client_secret": "b"},
        {"token_command": "echo x", "username": ""},
        {"per_day": -1},
        {"preset": "another"},
    ],
)
def test_settings_that_would_send_in_the_open_or_contradict_themselves_are_refused(
    said: dict[str, Any],
) -> None:
    whole = {"server": "mail.example.org", "sender": SENDER, "username": SENDER} | said
    with pytest.raises(BadMailSettings):
        read_mail(whole)
