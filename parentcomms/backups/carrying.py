"""Every row from one database into another of the same version, in one transaction, and proved."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import JSON, Column, Connection, Engine, Insert, Table, bindparam, insert, text
from sqlalchemy.types import TypeEngine

from parentcomms.backups.databases import TableDigest, digest, rows_of, tables
from parentcomms.database import reading

_AS = "as_it_was_"


class NotCarried(Exception):
    """A table did not arrive as it left."""


def carry(source: Engine, target: Engine) -> dict[str, int]:
    """Copy all rows and compare what arrived; gives the rows of each table.

    The target has the empty tables and its guards already. Nothing stays there after a failure.
    """
    with _one_moment(source) as leaving, _loading(target) as arriving:
        carried = {table.name: _carry_table(table, leaving, arriving) for table in tables()}
        if target.dialect.name == "postgresql":
            _set_sequences(arriving)
        return carried


@contextmanager
def _one_moment(source: Engine) -> Iterator[Connection]:
    """A connection that sees one moment, however long the copy takes."""
    options: dict[str, Any] = {}
    if source.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with source.connect().execution_options(**options) as connection:
        with reading():
            connection.begin()
        yield connection


@contextmanager
def _loading(target: Engine) -> Iterator[Connection]:
    """A transaction in which rows may come before the rows they refer to; committed when whole."""
    with target.connect() as connection:
        if target.dialect.name == "sqlite":
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA foreign_keys=OFF")
            connection.detach()
        with connection.begin():
            names = _foreign_keys(connection) if target.dialect.name == "postgresql" else []
            for table, key in names:
                connection.exec_driver_sql(
                    f'ALTER TABLE "{table}" ALTER CONSTRAINT "{key}" DEFERRABLE INITIALLY DEFERRED'
                )
            yield connection
            _check_references(connection)
            for table, key in names:
                connection.exec_driver_sql(
                    f'ALTER TABLE "{table}" ALTER CONSTRAINT "{key}" NOT DEFERRABLE'
                )


def _foreign_keys(connection: Connection) -> list[tuple[str, str]]:
    found = connection.exec_driver_sql(
        "SELECT c.relname, k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE k.contype = 'f' AND n.nspname = current_schema() ORDER BY 1, 2"
    )
    return [(table, key) for table, key in found]


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    elif broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise NotCarried(f"A row of {broken[0]} lost what it refers to.")


def _carry_table(table: Table, leaving: Connection, arriving: Connection) -> int:
    left, number, statement = TableDigest(), 0, _insert(table)
    for rows in rows_of(leaving, table):
        left.add(rows)
        number += len(rows)
        arriving.execute(statement, [{_AS + name: row[name] for name in row} for row in rows])
    if digest(arriving, table) != str(left):
        raise NotCarried(f"The rows of {table.name} did not arrive as they left.")
    return number


def _insert(table: Table) -> Insert:
    """Empty stays empty: a JSON column would otherwise keep a JSON null where there was nothing.

    The values' names differ from the columns', or SQLAlchemy would go by the columns' own types.
    """
    return insert(table).values({c.name: bindparam(_AS + c.name, type_=_kind(c)) for c in table.c})


def _kind(column: Column[Any]) -> TypeEngine[Any]:
    emptiable = isinstance(column.type, JSON) and column.nullable
    return JSON(none_as_null=True) if emptiable else column.type


def _set_sequences(connection: Connection) -> None:
    """New rows get fresh ids, also after rows that were removed and left a stub."""
    for table in tables():
        connection.execute(
            text(
                "SELECT setval(pg_get_serial_sequence(:name, 'id'), newest) FROM (SELECT greatest("
                f'(SELECT max(id) FROM "{table.name}"), '
                "(SELECT max(row_id) FROM removal_stub WHERE table_name = :name)) AS newest) AS n "
                "WHERE newest IS NOT NULL"
            ),
            {"name": table.name},
        )
