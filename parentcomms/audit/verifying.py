"""Does the audit chain hold? Recomputed from what the tables say now."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from parentcomms.audit.models import AuditEvent, RemovalStub
from parentcomms.audit.queries import columns_of, hashed_part
from parentcomms.audit.rules import START_OF_CHAIN, event_hash, evidence_digest
from parentcomms.database import Base, db
from parentcomms.guards import EVIDENCE

BLOCK = 1000  # events verified at a time


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold, and in what way; 0 where no event tells of it."""

    event_id: int
    problem: str


def breaks() -> Iterator[Break]:
    """Recompute the chain and every digest, from the tables and the removal stubs."""
    removed = {(stub.table_name, stub.row_id) for stub in db.session.scalars(select(RemovalStub))}
    yield from _stub_breaks(removed)
    expected, last_id = START_OF_CHAIN, 0
    while block := _events_after(last_id):
        rows = _rows_behind(block)
        for event in block:
            yield from _event_breaks(event, expected)
            key = (event.table_name, event.row_id)
            if event.evidence_digest and key not in removed:
                yield from _evidence_breaks(event, rows.get(key))
            expected, last_id = event.hash, event.id
        db.session.expunge_all()  # a chain of any length needs the memory of one block


def _stub_breaks(removed: Collection[tuple[str, int]]) -> Iterator[Break]:
    """A stub opens the guards: one without its event, or whose row is there, was slipped in."""
    told = set(
        db.session.scalars(
            select(AuditEvent.row_id).where(AuditEvent.table_name == RemovalStub.__tablename__)
        )
    )
    for stub in db.session.scalars(select(RemovalStub).order_by(RemovalStub.id)):
        if stub.id not in told:
            yield Break(0, f"a removal stub for {stub.table_name} stands without its event")
    for name in sorted({table for table, _ in removed} & set(EVIDENCE)):
        table = Base.metadata.tables[name]
        stubs = select(RemovalStub.row_id).where(RemovalStub.table_name == name)
        for row_id in db.session.scalars(select(table.c.id).where(table.c.id.in_(stubs))):
            yield Break(0, f"row {row_id} of {name} is there in spite of its removal stub")


def _events_after(event_id: int) -> Sequence[AuditEvent]:
    query = select(AuditEvent).where(AuditEvent.id > event_id).order_by(AuditEvent.id)
    return db.session.scalars(query.limit(BLOCK)).all()


def _rows_behind(events: Sequence[AuditEvent]) -> dict[tuple[str, int | None], Base]:
    """The evidence rows of a block of events, one query a table."""
    ids: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event.evidence_digest and event.row_id is not None:
            ids[event.table_name].add(event.row_id)
    found: dict[tuple[str, int | None], Base] = {}
    for table, wanted in ids.items():
        model: Any = _model(table)
        for row in db.session.scalars(select(model).where(model.id.in_(wanted))):
            found[table, row.id] = row
    return found


def _event_breaks(event: AuditEvent, expected: str) -> Iterator[Break]:
    if event.prev_hash != expected:
        yield Break(event.id, "does not follow the event before it")
    if event.hash != event_hash(event.prev_hash, hashed_part(event)):
        yield Break(event.id, "was changed after it was written")


def _evidence_breaks(event: AuditEvent, row: Base | None) -> Iterator[Break]:
    if row is None:
        yield Break(event.id, f"its row in {event.table_name} is gone without a removal stub")
    elif evidence_digest(event.salt, columns_of(row)) != event.evidence_digest:
        yield Break(event.id, f"its row in {event.table_name} was changed")


def _model(table: str) -> type[Base]:
    return next(item.class_ for item in Base.registry.mappers if item.class_.__tablename__ == table)
