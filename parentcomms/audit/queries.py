"""Reading and verifying the audit chain."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, inspect, select

from parentcomms.audit.models import AuditEvent
from parentcomms.audit.rules import START_OF_CHAIN
from parentcomms.database import Base, db, plain

T = TypeVar("T")


def columns_of(row: Base) -> dict[str, Any]:
    """A row's own columns as plain JSON values."""
    mapper = inspect(type(row))
    return {item.key: plain(getattr(row, item.key)) for item in mapper.column_attrs}


def columns_to_insert(row: Base) -> dict[str, Any]:
    """A new row's own columns as they are, for inserting many in one statement."""
    mapper = inspect(type(row))
    return {item.key: getattr(row, item.key) for item in mapper.column_attrs if item.key != "id"}


def hashed_part(event: AuditEvent) -> dict[str, Any]:
    """What an event's hash covers, beside the hash before it."""
    columns = columns_of(event)
    return {key: columns[key] for key in columns if key not in {"id", "hash", "prev_hash"}}


def head_of_chain() -> str:
    """The newest hash: printed on approval sheets and evidence packs."""
    latest = select(AuditEvent.hash).order_by(AuditEvent.id.desc()).limit(1)
    return db.session.scalar(latest) or START_OF_CHAIN


def events(
    *, act: str = "", only: ColumnElement[bool] | None = None, limit: int, offset: int = 0
) -> Sequence[AuditEvent]:
    """Events newest first, of one act or of all, only those their reader may know of."""
    query = _visible(select(AuditEvent), only).order_by(AuditEvent.id.desc())
    if act:
        query = query.where(AuditEvent.act == act)
    return db.session.scalars(query.limit(limit).offset(offset)).all()


def acts(*, only: ColumnElement[bool] | None = None) -> Sequence[str]:
    """Every act there is an event of that its reader may know of."""
    query = _visible(select(AuditEvent.act).distinct(), only).order_by(AuditEvent.act)
    return db.session.scalars(query).all()


def _visible(query: Select[T], only: ColumnElement[bool] | None) -> Select[T]:
    return query if only is None else query.where(only)
