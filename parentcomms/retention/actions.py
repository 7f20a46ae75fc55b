"""The one way out: stubs first, then the rows, in one transaction. And legal holds."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from sqlalchemy import Table, delete, func, select, update

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record, record_many
from parentcomms.audit.models import RemovalStub
from parentcomms.clock import now
from parentcomms.database import Base, db
from parentcomms.errors import Refused
from parentcomms.guards import EVIDENCE
from parentcomms.languages import gettext
from parentcomms.people.models import Person, Pupil
from parentcomms.publications.models import Publication
from parentcomms.retention.models import LegalHold
from parentcomms.retention.rules import HoldScope
from parentcomms.retention.units import Step, Unit

HELD: dict[HoldScope, type[Pupil] | type[Person] | type[Publication]] = {
    HoldScope.PUPIL: Pupil,
    HoldScope.PERSON: Person,
    HoldScope.PUBLICATION: Publication,
}


def remove(units: Sequence[Unit]) -> list[Unit]:
    """Remove these units; gives those that went. The caller commits, then removes their files.

    A unit with the newest row of an evidence table waits for a newer row: SQLite would give that
    row's number to the next one, which would then stand there under a stub.
    """
    newest = _newest(units)
    going = [each for each in units if not _holds_newest(each, newest)]
    steps = [step for unit in going for step in unit.steps]
    if not steps:
        return []
    moment = now()
    stubs = [
        RemovalStub(
            table_name=step.table, row_id=step.row_id, rule=unit.rule.value, removed_at=moment
        )
        for unit in going
        for step in unit.steps
    ]
    db.session.add_all(stubs)
    record_many("removed", stubs)
    for unit in going:
        _carry_out(unit.steps)
    db.session.expire_all()  # rows went past the session
    return going


def _newest(units: Sequence[Unit]) -> dict[str, int | None]:
    tables = {step.table for unit in units for step in unit.steps if step.blank is None}
    wanted = {name: _table(name) for name in tables & set(EVIDENCE)}
    return {name: db.session.scalar(select(func.max(t.c.id))) for name, t in wanted.items()}


def _holds_newest(unit: Unit, newest: dict[str, int | None]) -> bool:
    return any(step.blank is None and newest.get(step.table) == step.row_id for step in unit.steps)


def _carry_out(steps: Iterable[Step]) -> None:
    for (name, gone), alike in groupby(steps, key=lambda step: (step.table, step.blank is None)):
        table = _table(name)
        if not gone:
            for step in alike:
                db.session.execute(
                    update(table).where(table.c.id == step.row_id).values(step.blank or {})
                )
            continue
        for step in alike:  # one by one, newest first: a row may point at one of its own table
            db.session.execute(delete(table).where(table.c.id == step.row_id))


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def place_hold(scope: HoldScope, subject_reference: str, reason: str) -> LegalHold:
    """Keep what belongs to a child, an adult, a publication, or everything. Raises Refused."""
    model = HELD.get(scope)
    if model is not None:
        found = db.session.scalar(select(model.id).filter_by(reference=subject_reference))
        if found is None:
            raise Refused(gettext("No record has this reference. Copy it from the record's page."))
    hold = LegalHold(
        scope=scope,
        subject_reference=subject_reference if model else None,
        reason=reason,
        placed_by=acting(),
        placed_at=now(),
    )
    db.session.add(hold)
    record("legal-hold-placed", hold)
    return hold


def lift_hold(hold: LegalHold) -> None:
    """From tonight on the periods count again for what it kept."""
    hold.lifted_by, hold.lifted_at = acting(), now()
    record("legal-hold-lifted", hold)
