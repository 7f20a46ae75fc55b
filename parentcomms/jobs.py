"""The queue for background work: embedded by default, on PostgreSQL by one setting.

A task takes only an id, and the row it works on is the ledger: a killed worker loses its job on
every queue, so a sweep each minute finds what a nudge lost. Tasks are written on `huey` at
import; which storage it uses is known when an app is made.
"""

from flask import Flask
from flask.ctx import AppContext
from huey.api import Huey
from huey.storage import MemoryStorage, PostgresStorage, SqliteStorage

from parentcomms.config import Settings

huey = Huey("parentcomms", storage_class=MemoryStorage, results=False)


def init_app(app: Flask) -> None:
    """Point the queue at this app's instance, and give every task this app."""
    huey.storage = _storage(app.config["SETTINGS"])
    huey.flask_app = app


def _storage(settings: Settings) -> SqliteStorage | PostgresStorage:
    if settings.queue_url:
        return PostgresStorage("parentcomms", dsn=settings.queue_url)
    return SqliteStorage("parentcomms", filename=str(settings.instance / "jobs.sqlite"), timeout=30)


def app_context() -> AppContext:
    """The app context every task body runs in: `with app_context():`."""
    app: Flask = huey.flask_app
    return app.app_context()
