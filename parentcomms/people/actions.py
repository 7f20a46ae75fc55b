"""Bringing files in: planned first, applied once, each with its record."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import update

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.people import queries
from parentcomms.people.applying import write_plan
from parentcomms.people.care_questions import CARE_SET
from parentcomms.people.importing.differences import compare
from parentcomms.people.importing.plan import Plan
from parentcomms.people.importing.readers import read_file
from parentcomms.people.importing.snapshot import School
from parentcomms.people.importing.summary import summary_of, with_children
from parentcomms.people.models import ImportRun, Pupil
from parentcomms.people.rules import Care


@dataclass(frozen=True)
class Planned:
    """A plan, and the school's record it was made from."""

    plan: Plan
    school: School
    summary: dict[str, Any]


def plan_import(source: Path | bytes) -> Planned:
    """What loading this file would do now. Raises UnreadableFile; writes nothing."""
    reading = read_file(source)
    school = queries.school_now()
    plan = compare(school, reading, today=today())
    return Planned(plan, school, summary_of(plan, school))


def begin_run(
    planned: Planned, *, file_name: str, content_sha256: str, stored_name: str | None
) -> ImportRun:
    """Remember the file and what it would do, for the office to look at."""
    run = ImportRun(
        kind=planned.plan.kind,
        file_name=file_name[:200],
        stored_name=stored_name,
        sha256=content_sha256,
        summary=planned.summary,
        uploaded_by=acting(),
        uploaded_at=now(),
    )
    db.session.add(run)
    record("import-uploaded", run)
    return run


def apply_run(run: ImportRun, planned: Planned, *, set_aside: bool) -> None:
    """Write the plan, once: a second press finds the run taken and does nothing.

    Raises Refused while rows stand aside that nobody has agreed to leave out.
    """
    if planned.plan.refused and not set_aside:
        raise Refused(gettext("Some rows could not be read. Agree to set them aside first."))
    taken = db.session.execute(
        update(ImportRun)
        .where(ImportRun.id == run.id, ImportRun.applied_at.is_(None))
        .values(applied_by=acting(), applied_at=now(), summary=planned.summary)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        return
    pupil_ids = write_plan(planned.plan, planned.school, day=today(), actor=acting())
    db.session.expire_all()
    run.summary = with_children(planned.summary, planned.plan, pupil_ids)
    record("import-applied", run)


def sha256_of(source: Path) -> str:
    """The file's digest, read in pieces."""
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def set_care(pupil: Pupil, care: str) -> None:
    """What the DSL says of a child's care."""
    pupil.care = Care(care)
    record(CARE_SET, pupil)
