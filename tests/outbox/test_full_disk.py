"""The disk full in the middle of a send: nothing lost, nothing doubled, and it goes on."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from parentcomms.config import MailSettings, Settings
from parentcomms.database import db
from parentcomms.outbox import sending
from parentcomms.outbox.couriers import Couriers
from parentcomms.outbox.sending import send_waiting
from parentcomms.school.actions import decide
from tests.disk import no_file_grows_beyond
from tests.outbox.senders import (
    CONNECTIONS,
    everything_is_accounted_for,
    queue_campaign,
    time_passes,
)
from tests.smtp import Letterbox, mail_server

MAILS = 60
ROOM = 60_000  # bytes: for some marks of some letters


@pytest.fixture
def letterbox(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Letterbox]:
    monkeypatch.setattr(sending, "COMMIT_AGAIN_AFTER", (0.01, 0.01))
    with mail_server() as box, app.app_context():
        mail = MailSettings(
            server="127.0.0.1", port=box.port, security="none",
            sender="office@school.example.org", per_minute=0, connections=CONNECTIONS,
        )  # fmt: skip
        app.config["SETTINGS"] = replace(settings, mail=mail)
        decide(name="Elm Park", email="office@school.example.org")
        queue_campaign("warm", 1)
        send_waiting()
        queue_campaign("autumn", MAILS)
        yield box


def _send_until_the_disk_is_full(couriers: Couriers, settings: Settings) -> None:
    with db.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    largest = max(file.stat().st_size for file in settings.instance.glob("school.sqlite*"))
    with no_file_grows_beyond(ROOM):
        assert largest > ROOM  # so that it is the newest marks there is no room for
        with pytest.raises(OperationalError):
            send_waiting(couriers)
    db.session.rollback()


@pytest.mark.parametrize("restarted", [False, True], ids=["goes on", "restarted"])
def test_a_full_disk_loses_nothing_and_doubles_nothing(
    app: Flask, settings: Settings, letterbox: Letterbox, restarted: bool
) -> None:
    """What a server took while there was no room to note it is noted once there is; or uncertain
    after a restart, when nobody remembers it."""
    couriers = Couriers(app.config["SETTINGS"].mail)
    _send_until_the_disk_is_full(couriers, settings)
    left = len(letterbox.messages) - 1
    assert 0 < left < MAILS
    if restarted:
        couriers.close()
        couriers = Couriers(app.config["SETTINGS"].mail)
        time_passes()
    sent = send_waiting(couriers)
    couriers.close()
    if not restarted:  # else what was marked and not handed over yet is uncertain as well
        assert sent >= MAILS - left
    everything_is_accounted_for(letterbox, kills=int(restarted))
