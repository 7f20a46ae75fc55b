"""Another database than the running one: a copy that is checked, or one a school moves to."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_migrate import Migrate, upgrade
from sqlalchemy import Connection, Engine, Table, func, inspect, select, text

from parentcomms.audit.verifying import breaks
from parentcomms.database import Base, db, plain, reading
from parentcomms.guards import missing_guards

AT_ONCE = 1000  # rows held in memory


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Inside, `db` is the database at this address: models, migrations and the chain work there."""
    directory = current_app.extensions["migrate"].directory
    there = Flask("parentcomms", static_folder=None)
    there.config.update(SQLALCHEMY_DATABASE_URI=url)
    db.init_app(there)
    Migrate(directory=directory).init_app(there, db)
    with there.app_context():
        try:
            yield db.engine
        finally:
            db.session.remove()
            db.engine.dispose()


def bring_up_to_date() -> None:
    """Create the tables, or migrate a copy from an earlier version."""
    upgrade()


def revision(engine: Engine) -> str | None:
    """The version a database is at."""
    with reading(), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> set[str]:
    """Every version this code can bring up to date."""
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    return {each.revision for each in scripts.walk_revisions()}


def is_empty(engine: Engine) -> bool:
    """No tables, or tables nobody has written a row into."""
    with reading(), engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        ours = [table for table in tables() if table.name in there]
        strange = there - {table.name for table in ours} - {"alembic_version"}
        return not strange and not any(_holds_a_row(connection, table) for table in ours)


def _holds_a_row(connection: Connection, table: Table) -> bool:
    return connection.execute(select(1).select_from(table).limit(1)).first() is not None


def tables() -> list[Table]:
    """Every table, those others refer to first."""
    return Base.metadata.sorted_tables


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in tables()
    }


def rows_of(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """A table's rows by id, in blocks."""
    query = select(table).order_by(table.c.id)
    found = connection.execute(query, execution_options={"yield_per": AT_ONCE})
    for block in found.mappings().partitions():
        yield [dict(row) for row in block]


class TableDigest:
    """What a table says, row by row, the same on every database."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            said = {name: plain(value) for name, value in row.items()}
            self._hash.update(json.dumps(said, sort_keys=True).encode() + b"\n")

    def __str__(self) -> str:
        return self._hash.hexdigest()


def digest(connection: Connection, table: Table) -> str:
    """The digest of a table as it lies there now."""
    made = TableDigest()
    for rows in rows_of(connection, table):
        made.add(rows)
    return str(made)


def trouble(engine: Engine) -> str | None:
    """What is wrong with the opened database: its file, guards or audit chain; None when sound."""
    with reading():
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                said = connection.execute(text("PRAGMA quick_check")).scalar()
                if said != "ok":
                    return f"the database file is damaged ({said})"
            if missing := missing_guards(connection):
                return f"evidence guards are missing ({missing[0]})"
        if broken := next(breaks(), None):
            return f"the audit chain breaks at event {broken.event_id}: it {broken.problem}"
        db.session.rollback()
    return None
