"""Reports are read from a real IMAP server over TLS; nothing else in the mailbox is touched."""

import shlex
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask

from parentcomms.access import Role
from parentcomms.bounces import queries
from parentcomms.bounces.models import MailboxPlace
from parentcomms.bounces.staff_words import about_mailbox
from parentcomms.bounces.tasks import read_mailbox
from parentcomms.clock import now
from parentcomms.mail_settings import BadMailSettings
from parentcomms.mailbox_settings import MailboxSettings
from parentcomms.mailbox_settings import read_mailbox as read_settings
from parentcomms.setting_up.cli import doctor
from tests.bounces.conftest import SentMail, id_of
from tests.bounces.imap import PASSWORD, TOKEN, Folder, imap_server
from tests.bounces.reports import AWAY, recipient, report
from tests.staff_pages import signed_in

FOR_THE_OFFICE = b"From: mum@example.org\nSubject: Ada is ill\nContent-Type: text/plain\n\nSorry"


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Iterator[Folder]:
    with imap_server(tmp_path) as serving:
        _set(app, serving)
        yield serving


def _set(app: Flask, folder: Folder, **others: Any) -> None:
    said = {"port": folder.port, "password": PASSWORD, "ca_file": folder.certificate} | others
    mailbox = MailboxSettings(server="127.0.0.1", username="office", timeout=5, **said)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], bounces=mailbox)


def _place(app: Flask) -> MailboxPlace | None:
    return queries.place_of(app.config["SETTINGS"].bounces.name)


def test_only_reports_about_our_mails_are_opened_and_marked_as_read(
    app: Flask, folder: Folder, sent: SentMail
) -> None:
    mail = sent()
    ours = report(id_of(mail), recipient("ana@example.org"))
    others = report("<a@b.example>", recipient("x@example.org"))
    first, office, away, strange = map(folder.add, (ours, FOR_THE_OFFICE, AWAY, others))
    assert read_mailbox() == 1
    assert folder.seen == {first}
    assert folder.opened == [first, strange]
    assert queries.suppressed_addresses().keys() == {"ana@example.org"}
    assert read_mailbox() == 0
    assert folder.opened == [first, strange]  # what was looked at is not looked at again
    folder.add(report(id_of(sent("ben@example.org")), recipient("ben@example.org")))
    assert read_mailbox() == 1
    assert {office, away} & folder.seen == set()


def test_a_mailbox_that_was_made_anew_is_read_anew_and_nothing_counts_twice(
    app: Flask, folder: Folder, sent: SentMail
) -> None:
    folder.add(report(id_of(sent()), recipient("ana@example.org", status="5.2.2")))
    assert read_mailbox() == 1
    folder.validity = 8
    assert read_mailbox() == 0
    assert len(queries.newest_bounces()) == 1


def test_a_token_from_a_command_opens_it(app: Flask, folder: Folder, sent: SentMail) -> None:
    command = shlex.join([sys.executable, "-c", f"print('{TOKEN}')"])
    _set(app, folder, password="", token_command=command)
    folder.add(report(id_of(sent()), recipient("ana@example.org")))
    assert read_mailbox() == 1


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ({"ca_file": ""}, "SSLCertVerificationError"),
        ({"password": "wrong"}, "error"),
        ({"port": 1}, "ConnectionRefusedError"),
    ],
)
def test_a_mailbox_that_cannot_be_read_is_said_and_harms_nothing(
    app: Flask, folder: Folder, sent: SentMail, others: dict[str, Any], why: str
) -> None:
    sent()
    _set(app, folder, **others)
    assert read_mailbox() == 0
    place = _place(app)
    assert place is not None
    assert why in (place.problem or "")
    assert PASSWORD not in (place.problem or "")
    with app.app_context():
        assert "cannot be read" in app.test_cli_runner().invoke(doctor).output


def test_the_home_page_and_the_doctor_say_when_it_is_not_read(
    app: Flask, folder: Folder, sent: SentMail
) -> None:
    sent()
    read_mailbox()
    office = signed_in(app, Role.OFFICE)
    assert about_mailbox() is None
    assert "mailbox" not in office.get("/staff").text
    with time_machine.travel(now() + timedelta(hours=8)):
        assert about_mailbox() is None
    with time_machine.travel(now() + timedelta(hours=25)):
        assert "not been read for a day" in str(about_mailbox())
    _set(app, folder, password="wrong")
    read_mailbox()
    assert "cannot be read" in office.get("/staff").text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"server": "imap.example", "username": "a"}, "password"),
        ({"server": "imap.example", "username": "a", "password": "b", "security": "no"}, "tls"),
        ({"server": "imap.example", "username": "a", "password": "b", "security": "none"}, "none"),
        ({"sever": "imap.example"}, "sever"),
        (
            {"server": "i.example", "username": "a", "token_url": "http://i.example"},
            "https",
        ),
    ],
)
def test_a_setting_that_contradicts_is_refused_in_a_sentence(
    said: dict[str, Any], words: str
) -> None:
    with pytest.raises(BadMailSettings, match=words):
        read_settings(said)
