"""The same file once more, and nobody has changed anything since: what that would do is known.

Only where the file left no doubt when it was loaded, or changed nothing then. Every change of a
child, an adult or what one is to the other leaves an event in the audit chain, so that an event
since means: look properly.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from parentcomms.audit.models import AuditEvent
from parentcomms.clock import in_london
from parentcomms.database import db
from parentcomms.people.importing.match_pupils import NOT_BORN
from parentcomms.people.importing.plan import Outcome, Plan
from parentcomms.people.importing.problems import Remark
from parentcomms.people.models import Enrolment, ImportRun, Relationship
from parentcomms.school.years import academic_year_start

APPLIED, UPLOADED = "import-applied", "import-uploaded"
OF_THE_LOAD = ("again", "whole_roll")
ABOUT_PEOPLE = (
    *("pupil", "person", "relationship", "enrolment", "school_class"),
    *("import_run", "removal_stub"),
)


NOTHING = {"new": 0, "changed": 0}


def next_time(plan: Plan, *, whole_roll: bool = False) -> dict[str, Any] | None:
    """What to remember of a file that left no doubt, or that changed nothing in spite of it: then
    looking again finds the same. None where next time it is worked out."""
    if whole_roll and plan.missing:
        return None
    if plan.again:
        return plan.again
    settles = plan.by_hand.news or plan.by_hand.settled
    a_day_decides = any(remark.reason == NOT_BORN for remark in plan.refused)
    if plan.asks_dates or settles or a_day_decides:
        return None
    leaving = any(step.outcome is Outcome.LEAVER for step in plan.pupils)
    doubt = plan.refused or plan.missing or plan.for_dsl or plan.by_hand.kept or leaving
    if doubt and not plan.changes_nothing:
        return None
    return {
        "unchanged": len(plan.pupils),
        "good_until": _first_leaving_date(plan),
        "missing": plan.missing,
    }


def plan_again(run: ImportRun) -> Plan:
    """What the file of this run would do now: nothing; what stood aside does so again."""
    again = run.summary["again"]
    return Plan(
        kind=run.kind,
        again=again,
        missing=list(again.get("missing", ())),
        refused=[Remark(**each) for each in run.summary["refused"]],
        for_dsl=[Remark(each["row"], each["reason"]) for each in run.summary["for_dsl"]],
    )


def summary_again(run: ImportRun) -> dict[str, Any]:
    """What the file of this run would do now: nothing, with the same remarks."""
    summary = {key: value for key, value in run.summary.items() if key not in OF_THE_LOAD}
    again = run.summary["again"]
    missing = len(again.get("missing", ()))
    counts = {"joiners": 0, "changed": 0, "unchanged": again["unchanged"], "missing": missing}
    return summary | {
        "pupils": counts,
        "parents": dict(NOTHING),
        "perhaps_one": [],
        "in_the_childs_language": 0,
        "nothing_new": True,
        "children": {name: [] for name in summary["children"]},
        "changed_adults": [],
    }


def known_outcome(content_sha256: str, day: date) -> ImportRun | None:
    """The run that loaded this very file last, where nothing that matters has happened since."""
    event = db.session.scalars(
        select(AuditEvent).where(AuditEvent.act == APPLIED).order_by(AuditEvent.id.desc()).limit(1)
    ).first()
    run = db.session.get(ImportRun, event.row_id) if event else None
    if event is None or run is None or run.applied_at is None or run.sha256 != content_sha256:
        return None
    again = run.summary.get("again")
    since = in_london(run.applied_at).date()
    if again is None or (again["good_until"] and again["good_until"] < day.isoformat()):
        return None
    if since < academic_year_start(day) or _something_happened(event.id):
        return None
    return None if _a_day_came(since, day) else run


def _first_leaving_date(plan: Plan) -> str | None:
    days = [step.record.leaving_date for step in plan.pupils if step.record.leaving_date]
    return min(days).isoformat() if days else None


def _something_happened(event_id: int) -> bool:
    since = select(AuditEvent.id).where(
        AuditEvent.id > event_id,
        AuditEvent.table_name.in_(ABOUT_PEOPLE),
        AuditEvent.act != UPLOADED,
    )
    return db.session.scalar(since.limit(1)) is not None


def _a_day_came(since: date, day: date) -> bool:
    """Whether somebody joined, left or was ended by a date that has come meanwhile."""

    def passed(ends: Any, starts: Any) -> ColumnElement[bool]:
        return or_(ends.between(since, day), starts.between(since, day) & (starts > since))

    enrolments = select(Enrolment.id).where(passed(Enrolment.ends_on, Enrolment.starts_on))
    ties = select(Relationship.id).where(passed(Relationship.ends_on, Relationship.starts_on))
    return any(db.session.scalar(each.limit(1)) is not None for each in (enrolments, ties))
