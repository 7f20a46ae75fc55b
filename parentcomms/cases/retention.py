"""Which cases have had their time, and how one goes: stubs first, every row, then its files.

`due()` reads and `remove()` writes; neither commits. Whoever calls commits, then removes the
files: a row that is back after a crash must find its file.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import selectinload

from parentcomms.audit.actions import record_many
from parentcomms.audit.models import RemovalStub
from parentcomms.cases.keeping import KeptAs, KeptCase, Periods, Verdict, kept_as, verdict
from parentcomms.cases.models import Note, Step
from parentcomms.cases.queries import facts, steps_of
from parentcomms.cases.rows import CASE, ids_in, tables_of_a_case
from parentcomms.cases.rules import StepKind, on_hold
from parentcomms.clock import in_london, now
from parentcomms.concerns.models import Attachment, Concern, ConcernMessage
from parentcomms.database import db
from parentcomms.school.queries import school

A_GO = 500
RISKS = {StepKind.SAFEGUARDING, StepKind.MOVED_BACK}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A closed case whose time is over, and what becomes of it."""

    concern: Concern
    kept_as: KeptAs
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """A case that goes whole or not at all: its rows in the order in which they can, its files."""

    reference: str
    kept_as: KeptAs
    rows: tuple[tuple[str, int], ...]
    files: tuple[str, ...]


def periods() -> Periods:
    ours = school()
    return Periods(
        questions=ours.questions_kept_years,
        concerns=ours.concerns_kept_years,
        risks=ours.risks_kept_years,
    )


def past_their_time(day: date, *, held_people: Collection[int] = ()) -> list[Judged]:
    """Closed cases whose time is over on a day: those that go, and those that something keeps.

    `held_people` are adults whose records a legal hold keeps: so it does what they raised.
    """
    newest, ours, judged = _newest_words(), periods(), list[Judged]()
    for some in _closed():
        steps = steps_of(some)
        for concern in some:
            case = _as_kept(concern, steps[concern.id], newest.get(concern.id))
            case = replace(case, held=case.held or concern.person_id in held_people)
            said = verdict(case, ours, day)
            if said is not Verdict.KEPT:
                judged.append(Judged(concern=concern, kept_as=kept_as(case), verdict=said))
    return judged


def _closed() -> Iterator[Sequence[Concern]]:
    """What is closed, so many at a time: an archive may be large."""
    last = 0
    query = select(Concern).where(Concern.closed_at.is_not(None)).order_by(Concern.id).limit(A_GO)
    whole = query.options(selectinload(Concern.subjects), selectinload(Concern.recipients))
    while some := db.session.scalars(whole.where(Concern.id > last)).all():
        yield some
        last = some[-1].id


def due(day: date, *, at_most: int = A_GO, held_people: Collection[int] = ()) -> list[Leaving]:
    """The first cases that go on this day."""
    over = past_their_time(day, held_people=held_people)
    going = [each for each in over if each.verdict is Verdict.GOES]
    return [_leaving(each) for each in going[:at_most]]


def remove(cases: Sequence[Leaving]) -> list[Leaving]:
    """Remove these cases; gives those that went. The caller commits, then removes their files.

    A case with the newest row of a table waits for a newer one: SQLite would give that row's number
    to the next, which would then stand under a stub, with the acts of another case.
    """
    newest = _newest_rows()
    going = [each for each in cases if not newest & set(each.rows)]
    stubs = [
        RemovalStub(table_name=table, row_id=row_id, rule=each.kept_as.value, removed_at=now())
        for each in going
        for table, row_id in each.rows
    ]
    db.session.add_all(stubs)
    record_many("removed", stubs)
    tables = {table.name: table for table in tables_of_a_case()}
    for each in going:
        for name, row_id in each.rows:
            db.session.execute(delete(tables[name]).where(tables[name].c.id == row_id))
    db.session.expire_all()  # rows went past the session
    return going


def _as_kept(concern: Concern, steps: Sequence[Step], newest: datetime | None) -> KeptCase:
    filed = [each.at for each in steps if each.kind is StepKind.FILED]
    added = [each.at for each in steps if each.kind is StepKind.REOPENED]
    words = [moment for moment in (newest, concern.received_at, *added) if moment]
    return KeptCase(
        kind=concern.kind,
        was_risk=concern.at_risk or any(each.kind in RISKS for each in steps),
        closed_on=in_london(concern.closed_at).date() if concern.closed_at else None,
        held=on_hold(facts(steps)),
        filed_at=max(filed, default=None),
        changed_at=max(words),
    )


def _newest_words() -> dict[int, datetime]:
    """Concern id → when the last note or message was written."""
    found: dict[int, datetime] = {}
    for table, at in ((Note, Note.written_at), (ConcernMessage, ConcernMessage.written_at)):
        rows = db.session.execute(select(table.concern_id, func.max(at)).group_by(table.concern_id))
        for concern_id, moment in rows:
            found[concern_id] = max(found.get(concern_id, moment), moment)
    return found


def _leaving(judged: Judged) -> Leaving:
    this = CASE.c.id == judged.concern.id
    rows = [
        (table.name, row_id)
        for table in reversed(list(tables_of_a_case()))
        for row_id in db.session.scalars(ids_in(table, this).order_by(table.c.id.desc()))
    ]
    stored = select(Attachment.stored_name).where(Attachment.concern_id == judged.concern.id)
    return Leaving(
        reference=judged.concern.reference,
        kept_as=judged.kept_as,
        rows=tuple(rows),
        files=tuple(db.session.scalars(stored)),
    )


def _newest_rows() -> set[tuple[str, int]]:
    newest = {
        table.name: db.session.scalar(select(func.max(table.c.id))) for table in tables_of_a_case()
    }
    return {(name, row_id) for name, row_id in newest.items() if row_id is not None}
