"""The queue for background work: embedded by default, on PostgreSQL by one setting.

A task takes only an id, and the row it works on is the ledger: a killed worker loses its job on
every queue, so a sweep each minute finds what a nudge lost. Tasks are written on `huey` at
import; which storage it uses is known when an app is made.
"""

import gc
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask.ctx import AppContext
from huey.api import Huey
from huey.storage import MemoryStorage, PostgresStorage, SqliteStorage

from parentcomms.clock import now
from parentcomms.config import Settings


class Queue(Huey):  # type: ignore[misc]
    """Periodic jobs of a queue several machines work on are begun once, by whichever is first."""

    shared = False  # one machine's own queue has one clock

    def read_periodic(self, timestamp: datetime | None) -> list[Any]:
        """The jobs of this minute; none where another machine has taken the minute already.

        The minute lies in the queue's own server, so that no machine has to be named the one that
        counts, and when one fails the others go on.
        """
        minute = timestamp or now()
        if self.shared and not self._take(minute):
            return []
        return list(super().read_periodic(timestamp))

    def _take(self, minute: datetime) -> bool:
        self.storage.pop_data(_name_of(minute - KEEP_MINUTES))
        return bool(self.storage.put_if_empty(_name_of(minute), b"taken"))


OBJECTS_BETWEEN = 100_000  # new objects between two looks
KEEP_MINUTES = timedelta(hours=1)


def _name_of(minute: datetime) -> str:
    return f"minute:{minute:%Y%m%d%H%M}"


huey = Queue("parentcomms", storage_class=MemoryStorage, results=False)


def init_app(app: Flask) -> None:
    """Point the queue at this app's instance, and give every task this app."""
    settings: Settings = app.config["SETTINGS"]
    huey.storage = _storage(settings)
    huey.shared = bool(settings.queue_url)
    huey.flask_app = app


def settle_down() -> None:
    """What there is after the start stays: the collector of garbage need not go through it again.

    A worker makes thousands of letters that leave no rings behind; asked less often, it costs
    them less.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN, 10, 10)


def _storage(settings: Settings) -> SqliteStorage | PostgresStorage:
    if settings.queue_url:
        return PostgresStorage("parentcomms", dsn=settings.queue_url)
    return SqliteStorage("parentcomms", filename=str(settings.instance / "jobs.sqlite"), timeout=30)


def app_context() -> AppContext:
    """The app context every task body runs in: `with app_context():`."""
    app: Flask = huey.flask_app
    return app.app_context()
