"""One application for all tests, led to the instance of each in turn."""

from pathlib import Path

from flask import Flask
from sqlalchemy.orm import close_all_sessions

from parentcomms import jobs
from parentcomms.config import Settings
from parentcomms.database import db
from tests.engines import engine_for


def lead_to(app: Flask, settings: Settings) -> None:
    """Give the built application another instance: settings, database and queue."""
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database,
    )
    db._app_engines[app] = {None: engine_for(settings.database)}
    Path(settings.instance, "uploads").mkdir(exist_ok=True)
    jobs.init_app(app)


def let_go(app: Flask) -> None:
    """Close what is open in the database it was led to."""
    close_all_sessions()
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
