"""Many rows in few statements: an import of 20,000 children takes seconds, not minutes."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Dialect, func, insert, select, text, update

from parentcomms.database import Base, db, new_references

Columns = Mapping[str, Sequence[Any]]
"""The values of many rows by column, all in the same order."""


@contextmanager
def many_rows() -> Iterator[None]:
    """While hundreds of thousands of rows are in hand Python's search for rings of garbage goes
    through all of them again and again, and finds nothing: they point at each other one way."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def insert_all(model: Any, columns: Columns, *, count: int) -> list[int]:
    """Insert so many rows and return their ids in order.

    The ids are taken first, so that no row need be found again. Nobody else takes the same: on
    SQLite we hold the write lock, on PostgreSQL the sequence hands each number out once.
    """
    if not count:
        return []
    ids = _next_ids(model, count)
    insert_plain(model, {"id": ids, "reference": new_references(count), **columns}, count=count)
    return ids


def insert_plain(model: Any, columns: Columns, *, count: int) -> None:
    """Insert rows whose ids nobody asks for, past the ORM: one statement, many rows.

    On SQLite they go to the driver as they are, each column made fit at once.
    """
    if not count:
        return
    db.session.flush()
    connection = db.session.connection()
    statement = insert(model.__table__).compile(
        dialect=connection.dialect, column_keys=list(columns)
    )
    if not statement.positiontup:
        rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
        connection.execute(insert(model.__table__), list(rows))
        return
    fit = [
        _fit_for_driver(model.__table__.c[name], columns, count, connection.dialect)
        for name in statement.positiontup
    ]
    connection.exec_driver_sql(str(statement), list(zip(*fit, strict=True)))


def _fit_for_driver(column: Any, columns: Columns, count: int, dialect: Dialect) -> Sequence[Any]:
    """One column of all rows as the driver takes it; the very same value is made fit once."""
    values = columns.get(column.name) or [column.default.arg] * count
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return values
    each = dict(zip(map(id, values), values, strict=True))
    known = {key: process(value) for key, value in each.items()}
    return list(map(known.__getitem__, map(id, values)))


def _next_ids(model: Any, count: int) -> list[int]:
    db.session.flush()
    if db.session.get_bind().dialect.name == "postgresql":
        taken = text(
            "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :n)"
        )
        return list(db.session.scalars(taken, {"name": model.__tablename__, "n": count}))
    newest = db.session.scalar(select(func.max(model.id))) or 0
    return list(range(newest + 1, newest + 1 + count))


def update_all(model: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(update(model), rows)


def filled(ids: Iterable[int | None], new: list[int]) -> list[int]:
    """The ids of every step: the known ones, and the new ones in order."""
    fresh = iter(new)
    return [key if key is not None else next(fresh) for key in ids]
