"""Adding to the audit chain."""

import secrets
from collections.abc import Sequence

from sqlalchemy import insert, select, text

from parentcomms.access import actor as acting
from parentcomms.audit.models import AuditEvent
from parentcomms.audit.queries import columns_of, columns_to_insert, hashed_part
from parentcomms.audit.rules import START_OF_CHAIN, event_hash, evidence_digest
from parentcomms.clock import now
from parentcomms.database import Base, db
from parentcomms.guards import EVIDENCE

CHAIN_LOCK = 7013  # PostgreSQL advisory lock: one writer of the chain at a time


def record(act: str, row: Base, *, actor: str | None = None) -> None:
    """Append one event about a row; the row is flushed first so that it has its id."""
    record_many(act, [row], actor=actor)


def record_many(act: str, rows: Sequence[Base], *, actor: str | None = None) -> None:
    """Append one event per row, in order. Evidence rows leave the digest of their content."""
    if not rows:
        return
    db.session.flush()
    prev_hash = _head_of_chain()
    events = []
    for row in rows:
        event = _event(act, row, actor or acting(), prev_hash)
        events.append(columns_to_insert(event))
        prev_hash = event.hash
    # one statement however many rows: an import records thousands
    db.session.execute(insert(AuditEvent), events)


def note(act: str, table: str, *, row_id: int | None = None, actor: str | None = None) -> None:
    """Append an event that adds no row of its own, such as an export or an opening."""
    event = AuditEvent(
        at=now(), act=act, table_name=table, row_id=row_id, actor=actor or acting(),
        salt=secrets.token_hex(8), evidence_digest=None, prev_hash=_head_of_chain(),
    )  # fmt: skip
    event.hash = event_hash(event.prev_hash, hashed_part(event))
    db.session.add(event)
    db.session.flush()


def _event(act: str, row: Base, actor: str, prev_hash: str) -> AuditEvent:
    table = row.__tablename__
    salt = secrets.token_hex(8)
    digest = evidence_digest(salt, columns_of(row)) if table in EVIDENCE else None
    event = AuditEvent(
        at=now(), act=act, table_name=table, row_id=row.id, actor=actor, salt=salt,  # type: ignore[attr-defined]
        evidence_digest=digest, prev_hash=prev_hash,
    )  # fmt: skip
    event.hash = event_hash(prev_hash, hashed_part(event))
    return event


def _head_of_chain() -> str:
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": CHAIN_LOCK})
    latest = select(AuditEvent.hash).order_by(AuditEvent.id.desc()).limit(1)
    return db.session.scalar(latest) or START_OF_CHAIN
