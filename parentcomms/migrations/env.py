"""How a migration runs: guards down, migrate, guards back, one transaction.

On SQLite a batch migration copies and drops a table; with foreign keys on, the drop would carry
away its children. So foreign keys are switched off on the raw connection before anything else,
and seen to be off.
"""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from parentcomms import models  # noqa: F401  (fills the metadata)
from parentcomms.database import Base, db
from parentcomms.guards import put_guards, take_guards_down


def run() -> None:
    """Migrate the database of the current app, and put the evidence guards back."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            _foreign_keys_off(connection)
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            transactional_ddl=True,
            transaction_per_migration=False,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            _one_at_a_time(connection)
            take_guards_down(connection)
            context.run_migrations()
            put_guards(connection)
            _check_foreign_keys(connection)
        connection.commit()


def _one_at_a_time(connection: Connection) -> None:
    """Two machines started together: the second waits, and then finds nothing left to do."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20261122)")


def _foreign_keys_off(connection: Connection) -> None:
    raw: Any = connection.connection.dbapi_connection
    connection.rollback()
    raw.execute("PRAGMA foreign_keys=OFF")
    connection.detach()  # never goes back to the pool, where others expect foreign keys on
    if raw.execute("PRAGMA foreign_keys").fetchone()[0] != 0:
        raise RuntimeError("foreign keys could not be switched off; nothing was migrated")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration would leave {len(broken)} rows without their parent")


run()
