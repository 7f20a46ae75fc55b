"""Questions about care that a file raised and only the DSL may see.

A column that mixes "looked after" with "adopted" is never read as care (product promise: an adopted
child must not be taken for a child in care, nor the other way round).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from parentcomms.audit.models import AuditEvent
from parentcomms.database import db
from parentcomms.people.models import ImportRun, Pupil

CARE_SET = "care-set"


@dataclass(frozen=True)
class CareQuestion:
    """One child, what the file said, and when."""

    pupil: Pupil
    reason: str
    asked_at: datetime


def open_() -> list[CareQuestion]:
    """Every question nobody has answered since it was last asked, newest first."""
    runs = db.session.scalars(
        select(ImportRun).where(ImportRun.applied_at.is_not(None)).order_by(ImportRun.id.desc())
    )
    asked: dict[int, tuple[ImportRun, dict[str, Any]]] = {}
    for run in runs:
        for remark in run.summary.get("for_dsl", ()):
            if remark.get("pupil_id"):
                asked.setdefault(remark["pupil_id"], (run, remark))
    if not asked:
        return []
    answered = set(
        db.session.scalars(
            select(AuditEvent.row_id).where(
                AuditEvent.act == CARE_SET, AuditEvent.row_id.in_(asked)
            )
        )
    )
    pupils = db.session.scalars(select(Pupil).where(Pupil.id.in_(asked.keys() - answered)))
    return [
        CareQuestion(pupil, asked[pupil.id][1]["reason"], asked[pupil.id][0].uploaded_at)
        for pupil in pupils
    ]


def about(reference: str) -> CareQuestion | None:
    """The open question about one child."""
    return next((each for each in open_() if each.pupil.reference == reference), None)
