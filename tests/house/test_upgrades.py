"""A school of any earlier version, with a row in each table, comes through every migration."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Time,
    func,
    insert,
    select,
)

from parentcomms import guards, schema
from parentcomms.audit.verifying import breaks
from parentcomms.database import db
from tests import make

NUMBERS = sorted(path.name[:4] for path in (schema.DIRECTORY / "versions").glob("[0-9]*.py"))
# A stub says that a row has gone, and a chain is not made up: the school below has a real one.
LEFT_ALONE = {"alembic_version", "removal_stub", "audit_event"}
# Made of the mail's reference since 0008, and looked up nowhere.
GIVEN_UP = {("outgoing_mail", "message_id")}
SOMETHING: tuple[tuple[type[Any], Any], ...] = (
    (Boolean, False),
    (Integer, 1),
    (Float, 1.5),
    (DateTime, datetime(2026, 9, 1, 8, tzinfo=UTC)),
    (Date, date(2026, 9, 1)),
    (Time, time(8)),
    (JSON, []),
    (LargeBinary, b"x"),
)
Rows = dict[str, tuple[list[str], list[Any]]]


def _there(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    return found


def _something(connection: Connection, column: Column[Any]) -> Any:
    """A value that fits: where the column points at a row, one that is there."""
    if column.foreign_keys:
        target = next(iter(column.foreign_keys)).column
        found = connection.scalar(select(func.min(target)))
        assert found is not None or column.nullable, f"{column} has nothing to point at"
        return found
    for kind, value in SOMETHING:
        if isinstance(column.type, kind):
            return value
    assert isinstance(column.type, String), f"{column}: what fits {column.type!r}?"
    return f"{column.table.name}.{column.name}"[: column.type.length or 200]


def _fill(connection: Connection, table: Table) -> None:
    if table.name in LEFT_ALONE or connection.scalar(select(func.count()).select_from(table)):
        return
    values = {
        column.name: _something(connection, column)
        for column in table.columns
        if not (column.primary_key and isinstance(column.type, Integer))
    }
    connection.execute(insert(table).values(values))


def _rows(connection: Connection, like: Rows | None = None) -> Rows:
    """Every table's rows, in the columns it had before where that is known."""
    found: Rows = {}
    for table in _there(connection).sorted_tables:
        if table.name == "alembic_version" or (like and table.name not in like):
            continue
        kept = [each.name for each in table.columns if (table.name, each.name) not in GIVEN_UP]
        names = like[table.name][0] if like else kept
        rows = connection.execute(select(*(table.c[name] for name in names)))
        found[table.name] = (names, sorted(map(repr, rows)))
    return found


@pytest.mark.parametrize(
    "number",
    [pytest.param(each, marks=() if each == "0001" else pytest.mark.slow) for each in NUMBERS[:-1]],
)
def test_every_row_and_value_of_an_earlier_version_is_there_after_the_upgrade(
    app: Flask, number: str
) -> None:
    with app.app_context():
        make.questions()
        child = make.pupil()
        make.answer(child, make.parent(of=child), "website", "yes")
        db.session.commit()
        db.session.remove()
        downgrade(revision=number)
        db.engine.dispose()
        with db.engine.begin() as connection:
            for table in _there(connection).sorted_tables:
                _fill(connection, table)
        with db.engine.begin() as connection:
            before = _rows(connection)
        assert all(rows for name, (_, rows) in before.items() if name not in LEFT_ALONE)
        upgrade()
        with db.engine.begin() as connection:
            assert _rows(connection, like=before) == before
            assert guards.missing_guards(connection) == []
        assert list(breaks()) == []
