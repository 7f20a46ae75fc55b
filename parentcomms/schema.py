"""Bringing an instance's database to this version: a new one at once, a live one at launch."""

from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_migrate import Migrate, upgrade
from sqlalchemy import inspect

from parentcomms.clock import now
from parentcomms.config import BadSettings
from parentcomms.database import db
from parentcomms.guards import missing_guards

DIRECTORY = Path(__file__).parent / "migrations"
migrate = Migrate(directory=str(DIRECTORY))


def init_app(app: Flask) -> None:
    """Register the migrations with the app."""
    migrate.init_app(app, db)


def newest_revision() -> str | None:
    """The revision this code expects."""
    return ScriptDirectory(str(DIRECTORY)).get_current_head()


def current_revision() -> str | None:
    """The revision the database is at; None for an empty one."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def create_if_empty() -> bool:
    """Create all tables and guards in an empty database; True when it was empty."""
    with db.engine.connect() as connection:
        empty = not inspect(connection).get_table_names()
    if empty:
        upgrade()
    return empty


def upgrade_live() -> Path | None:
    """Bring a live database up to date, after a copy, which is returned if one was needed."""
    if current_revision() == newest_revision():
        return None
    copy = _copy_sqlite()
    upgrade()
    return copy


def _copy_sqlite() -> Path | None:
    """A whole copy by VACUUM INTO: a plain copy of a live WAL file can hold no tables at all."""
    if db.engine.dialect.name != "sqlite":
        return None
    folder: Path = current_app.config["SETTINGS"].instance / "before-upgrade"
    folder.mkdir(exist_ok=True, mode=0o700)
    copy = folder / f"{now():%Y%m%dT%H%M%S}.sqlite"
    raw = db.engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM INTO ?", (str(copy),))
    finally:
        raw.close()
    return copy


def refuse_unless_ready() -> None:
    """Refuse to work on a database that is behind this code or has lost a guard."""
    if current_revision() != newest_revision():
        raise BadSettings(
            "The database is from another version: stop the service and start it with `make run`, "
            "which copies the database and brings it up to date."
        )
    with db.engine.connect() as connection:
        missing = missing_guards(connection)
    if missing:
        raise BadSettings(
            f"The database has lost its evidence guards ({', '.join(missing[:3])}…): restore the "
            "last backup, or ask for help before anything else is done."
        )
