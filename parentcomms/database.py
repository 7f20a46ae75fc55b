"""The database: base class, column types, how transactions begin.

A GET may only read: the database itself refuses a write. Everything else begins by taking the
write lock, so that two writers queue instead of failing. The evidence guards are in guards.py.
"""

import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, cast

from flask import has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    any_,
    event,
    func,
    literal,
    select,
)
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
REFERENCE_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
BUSY_SECONDS = 30
_EVEN = 256 - 256 % len(REFERENCE_ALPHABET)
_TO_ALPHABET = bytes(ord(REFERENCE_ALPHABET[n % len(REFERENCE_ALPHABET)]) for n in range(256))
_WOULD_BE_UNEVEN = bytes(range(_EVEN, 256))  # every letter must be as likely as any other


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets time zones; this does not, and refuses naive times."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be kept")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _enum_values(kind: type[StrEnum]) -> list[str]:
    return [item.value for item in kind]


class Base(DeclarativeBase):
    """Every table's base; enums are kept by value, times in UTC."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            StrEnum: Enum(StrEnum, native_enum=False, values_callable=_enum_values, length=40),
            datetime: UtcDateTime,
            dict[str, Any]: JSON,
            list[str]: JSON,
        },
    )


db = SQLAlchemy(model_class=Base)
_reading: ContextVar[bool | None] = ContextVar("reading", default=None)


def new_reference(length: int = 12) -> str:
    """A random public name for a row: gaps in numbers would give concerns away."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(length))


def new_references(count: int, length: int = 12) -> list[str]:
    """Many references at once, drawn from the same source: one by one takes longer than a row."""
    kept = b""
    while len(kept) < count * length:
        kept += os.urandom(count * length + 64).translate(_TO_ALPHABET, _WOULD_BE_UNEVEN)
    text = kept.decode("ascii")
    return [text[start : start + length] for start in range(0, count * length, length)]


@contextmanager
def reading() -> Iterator[None]:
    """Outside a request: begin transactions that can only read, as a GET does."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def _only_reading() -> bool:
    said = _reading.get()
    if said is not None:
        return said
    return has_request_context() and request.method in {"GET", "HEAD", "OPTIONS"}


def _prepare_sqlite(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, see _begin
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "connect")
def _connected(connection: Any, record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        _prepare_sqlite(connection)


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Read-only for a GET; otherwise take SQLite's write lock at once."""
    raw: Any = connection.connection.dbapi_connection
    only_reading = _only_reading()
    if connection.dialect.name == "sqlite":
        raw.execute(f"PRAGMA query_only={'ON' if only_reading else 'OFF'}")
        raw.execute("BEGIN" if only_reading else "BEGIN IMMEDIATE")
    elif only_reading:
        raw.cursor().execute("SET TRANSACTION READ ONLY")


def among(column: Any, numbers: Iterable[int | None]) -> ColumnElement[bool]:
    """As `column.in_(numbers)`, but one value for the database however many they are.

    SQLAlchemy would write out a list anew each time, which for thousands takes longer than the
    database needs to find them.
    """
    wanted = [number for number in numbers if number is not None]
    if db.engine.dialect.name == "postgresql":
        return cast(ColumnElement[bool], column == any_(literal(wanted, ARRAY(Integer))))
    listed = func.json_each(json.dumps(wanted)).table_valued("value")
    return cast(ColumnElement[bool], column.in_(select(listed.c.value)))


def plain(value: Any) -> Any:
    """A column value as JSON can hold it, the same on both databases: for digests and exports."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value
