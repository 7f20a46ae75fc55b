"""Reading cases: their steps, clocks and standing. Every page asks who may see the case first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from parentcomms.accounts.models import StaffMember
from parentcomms.cases.clocks import Clock, ClockKind, Dates, Promise, clocks
from parentcomms.cases.models import Draft, FileOpening, MovedStub, Note, Presence, Step
from parentcomms.cases.rules import (
    Decider,
    Fact,
    Stage,
    StepKind,
    decider,
    on_hold,
    outcome_of,
    stage_of,
)
from parentcomms.clock import in_london, now, today
from parentcomms.concerns.models import Attachment, Concern, ConcernMessage
from parentcomms.concerns.queries import calendar_now
from parentcomms.concerns.rules import ConcernKind
from parentcomms.database import db
from parentcomms.school.queries import school
from parentcomms.school.rules import SchoolCalendar

AT_WORK = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one case stands, derived from its steps."""

    steps: Sequence[Step]
    stage: Stage
    decided_by: Decider
    clocks: Sequence[Clock]
    on_hold: bool
    outcome: Step | None

    def next_clock(self) -> Clock | None:
        return next((each for each in self.clocks if each.met_on is None), None)

    def has(self, kind: StepKind) -> bool:
        return any(each.kind is kind for each in self.steps)


def promise() -> Promise:
    return Promise(acknowledge=school().acknowledge_days, respond=school().respond_days)


def steps_of(concerns: Sequence[Concern]) -> dict[int, list[Step]]:
    """Concern id → its steps in order, in one query for however many."""
    found: dict[int, list[Step]] = {each.id: [] for each in concerns}
    query = select(Step).where(Step.concern_id.in_(found)).order_by(Step.id)
    for step in db.session.scalars(query):
        found[step.concern_id].append(step)
    return found


def facts(steps: Sequence[Step]) -> list[Fact]:
    return [Fact(kind=e.kind, at=e.at, stage=e.stage, outcome=e.outcome) for e in steps]


def standing_with(concern: Concern, steps: Sequence[Step], calendar: SchoolCalendar) -> Standing:
    """The case as the rules read it."""
    as_facts = facts(steps)
    stage = stage_of(as_facts, closed=concern.closed_at is not None)
    ended = outcome_of(as_facts)
    return Standing(
        steps=steps,
        stage=stage,
        decided_by=decider(stage, school().school_type, concern.routed_by),
        clocks=clocks(dates_of(concern, steps), promise(), calendar),
        on_hold=on_hold(as_facts),
        outcome=next((e for e in reversed(steps) if e.outcome and e.outcome is ended), None),
    )


def standing_of(concern: Concern) -> Standing:
    return standing_with(concern, steps_of([concern])[concern.id], calendar_now())


def dates_of(concern: Concern, steps: Sequence[Step]) -> Dates:
    """The days that count, as the clocks take them.

    What staff found to be a risk keeps the days its sender was promised: see cases/progress.py.
    """
    came = _last(steps, StepKind.RECORDED)
    acknowledged = next((e for e in steps if e.kind is StepKind.ACKNOWLEDGED), None)
    moved = _last(steps, StepKind.STAGE)
    dated = _last(steps, StepKind.NEW_DATE)
    still_holds = dated is not None and (moved is None or dated.id > moved.id)
    return Dates(
        kind=concern.kind,
        arrived_on=(came and came.day) or _day(concern.received_at),
        at_risk=concern.at_risk and said_at_risk(concern, steps),
        data_protection=concern.data_protection,
        acknowledged_on=_day(acknowledged.at) if acknowledged else None,
        stage_since=_day(moved.at) if moved else None,
        new_date=dated.day if dated and still_holds else None,
        closed_on=_day(concern.closed_at) if concern.closed_at else None,
    )


def _last(steps: Sequence[Step], kind: StepKind) -> Step | None:
    return next((each for each in reversed(steps) if each.kind is kind), None)


def _day(moment: datetime) -> date:
    return in_london(moment).date()


def notes_of(concern: Concern) -> Sequence[Note]:
    """What staff wrote for themselves, oldest first."""
    query = select(Note).where(Note.concern_id == concern.id).order_by(Note.id)
    return db.session.scalars(query).all()


def version_of(concern: Concern) -> str:
    """Changes with every step, note and message: a page left open shows that it is old."""
    newest = (
        db.session.scalar(
            select(table.id)
            .where(table.concern_id == concern.id)
            .order_by(table.id.desc())
            .limit(1)
        )
        for table in (Step, Note, ConcernMessage)
    )
    return "-".join(str(each or 0) for each in newest)


def draft_of(concern: Concern, staff_id: int, page: str) -> Draft | None:
    """What this person had begun to write on this page of the case."""
    wanted = {"concern_id": concern.id, "staff_id": staff_id, "page": page}
    return db.session.scalar(select(Draft).filter_by(**wanted))


def others_at_work(concern: Concern, staff_id: int) -> list[tuple[str, int]]:
    """Name and minutes ago of everybody else who was on this case within half an hour."""
    query = (
        select(StaffMember.name, Presence.seen_at)
        .join(StaffMember, StaffMember.id == Presence.staff_id)
        .where(Presence.concern_id == concern.id, Presence.staff_id != staff_id)
        .where(Presence.seen_at > now() - AT_WORK)
        .order_by(Presence.seen_at.desc())
    )
    moment = now()
    return [
        (name, int((moment - seen).total_seconds() // 60))
        for name, seen in db.session.execute(query)
    ]


def openings_of(concern: Concern) -> dict[int, list[tuple[str, datetime]]]:
    """Attachment id → who opened it, and when."""
    query = (
        select(FileOpening.attachment_id, StaffMember.name, FileOpening.opened_at)
        .join(StaffMember, StaffMember.id == FileOpening.staff_id)
        .join(Attachment, Attachment.id == FileOpening.attachment_id)
        .where(Attachment.concern_id == concern.id)
        .order_by(FileOpening.id)
    )
    found: dict[int, list[tuple[str, datetime]]] = {}
    for attachment_id, name, opened_at in db.session.execute(query):
        found.setdefault(attachment_id, []).append((name, opened_at))
    return found


def moved_from(staff_id: int) -> Sequence[tuple[str, datetime]]:
    """References this person used to see and no longer does: that they moved, and when."""
    query = (
        select(Concern.reference, MovedStub.moved_at)
        .join(Concern, Concern.id == MovedStub.concern_id)
        .where(MovedStub.staff_id == staff_id, MovedStub.moved_at > now() - timedelta(days=30))
        .order_by(MovedStub.id.desc())
    )
    return [(reference, moved) for reference, moved in db.session.execute(query)]


def said_at_risk(concern: Concern, steps: Sequence[Step]) -> bool:
    """Whether its sender said that a child may be at risk, whatever staff made of it since."""
    turns = [e.kind for e in steps if e.kind in {StepKind.SAFEGUARDING, StepKind.MOVED_BACK}]
    return turns[0] is StepKind.MOVED_BACK if turns else concern.at_risk


def said_kind(concern: Concern, steps: Sequence[Step]) -> ConcernKind:
    """What its sender called it, whatever a handler found in it since."""
    first = next((e for e in steps if e.kind is StepKind.KIND_CHANGED), None)
    return ConcernKind(first.words) if first and first.words else concern.kind


def warned_of(clock: Clock) -> bool:
    """Whether a holiday swallows the thirty days and they still run."""
    running = clock.met_on is None and clock.due_on >= today()
    return clock.kind is ClockKind.DATA_PROTECTION and clock.in_a_holiday and running
