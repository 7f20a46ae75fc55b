"""Many rows in few statements: an import of 20,000 children takes seconds, not minutes."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Dialect, func, insert, select, text, update

from parentcomms.database import Base, db, new_references


def insert_all(model: Any, rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows and return their ids in order.

    The ids are taken first, so that no row need be found again. Nobody else takes the same: on
    SQLite we hold the write lock, on PostgreSQL the sequence hands each number out once.
    """
    if not rows:
        return []
    ids = _next_ids(model, len(rows))
    for row, key, reference in zip(rows, ids, new_references(len(rows)), strict=True):
        row["id"], row["reference"] = key, reference
    insert_plain(model, rows)
    return ids


def insert_plain(model: Any, rows: list[dict[str, Any]]) -> None:
    """Insert rows whose ids nobody asks for, past the ORM: one statement, many rows.

    Rows that all name the same columns go to the driver as they are, each column made fit at once.
    """
    if not rows:
        return
    db.session.flush()
    connection = db.session.connection()
    statement = insert(model.__table__).compile(
        dialect=connection.dialect, column_keys=list(rows[0])
    )
    written = [model.__table__.c[name] for name in statement.positiontup or ()]
    if not written or any(len(row) != len(rows[0]) for row in rows):
        connection.execute(insert(model.__table__), rows)
        return
    fit = [_fit_for_driver(column, rows, connection.dialect) for column in written]
    connection.exec_driver_sql(str(statement), list(zip(*fit, strict=True)))


def _fit_for_driver(column: Any, rows: list[dict[str, Any]], dialect: Dialect) -> list[Any]:
    """One column of all rows as the driver takes it; the same value is made fit once."""
    if column.name not in rows[0]:
        values = [column.default.arg] * len(rows)
    else:
        values = [row[column.name] for row in rows]
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return values
    known = {value: process(value) for value in set(values)}
    return [known[value] for value in values]


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
