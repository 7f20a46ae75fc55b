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
from parentcomms.people import queries, same_again
from parentcomms.people.applying import write_plan
from parentcomms.people.bulk import many_rows
from parentcomms.people.care_questions import CARE_SET
from parentcomms.people.importing.choices import Choices
from parentcomms.people.importing.differences import compare
from parentcomms.people.importing.plan import Plan
from parentcomms.people.importing.readers import read_file
from parentcomms.people.importing.snapshot import School
from parentcomms.people.importing.summary import refusal, summary_of, with_children
from parentcomms.people.models import ImportChoice, ImportRun, Pupil
from parentcomms.people.rules import Care

DATES_NOT_SAID = "Say first whether the day or the month comes first in the file’s dates."
ROWS_STAND_ASIDE = "Some rows could not be read. Agree to set them aside first."
NOT_THE_WHOLE_ROLL = (
    "Some rows could not be read, so their children would be taken for leavers. Correct the file "
    "first, or load it without ending those it does not name."
)


@dataclass(frozen=True)
class Planned:
    """A plan, and the school's record it was made from."""

    plan: Plan
    school: School
    summary: dict[str, Any]


def plan_import(source: Path | bytes, choices: dict[str, Any] | None = None) -> Planned:
    """What loading this file would do now. Raises UnreadableFile; writes nothing.

    `choices`: what the office said about this very file; else what it said of one like it.
    """
    if choices is None and (run := _loaded_before(source)):
        return Planned(same_again.plan_again(run), School(), same_again.summary_again(run))
    with many_rows():
        reading = read_file(source, memory_with(choices))
        school = queries.school_now()
        plan = compare(school, reading, today=today())
        return Planned(plan, school, summary_of(plan, school))


def _loaded_before(source: Path | bytes) -> ImportRun | None:
    try:
        return same_again.known_outcome(sha256_of(source), today())
    except OSError:
        return None  # reading it says in words why it cannot be opened


def memory_with(choices: dict[str, Any] | None) -> dict[str, Choices]:
    """Everything the office ever said about headings, this file's own answer on top."""
    memory = queries.import_memory()
    if choices and "signature" in choices:
        memory[choices["signature"]] = Choices.from_json(choices)
    return memory


def remember_choices(run: ImportRun, signature: str, choices: Choices) -> None:
    """What the office says about this file, for it and for the next one of its kind."""
    said = choices.as_json()
    db.session.add(
        ImportChoice(
            signature=queries.short(signature), choices=said, said_by=acting(), said_at=now()
        )
    )
    run.choices = {"signature": signature, **said}
    record("import-choices", run)


def begin_run(
    planned: Planned, *, file_name: str, content_sha256: str, stored_name: str | None
) -> ImportRun:
    """Remember the file and what it would do, for the office to look at."""
    return _begun(
        planned.summary,
        kind=planned.plan.kind,
        file_name=file_name,
        content_sha256=content_sha256,
        stored_name=stored_name,
    )


def begin_unclear_run(
    sentence: str, *, file_name: str, content_sha256: str, stored_name: str | None
) -> ImportRun:
    """A table whose columns only a person can tell: kept until the office has said them."""
    summary = refusal(sentence) | {"nothing_new": False, "unclear": True}
    return _begun(
        summary,
        kind="unclear",
        file_name=file_name,
        content_sha256=content_sha256,
        stored_name=stored_name,
    )


def _begun(
    summary: dict[str, Any],
    *,
    kind: str,
    file_name: str,
    content_sha256: str,
    stored_name: str | None,
) -> ImportRun:
    run = ImportRun(
        kind=kind,
        file_name=file_name[:200],
        stored_name=stored_name,
        sha256=content_sha256,
        summary=summary,
        uploaded_by=acting(),
        uploaded_at=now(),
    )
    db.session.add(run)
    record(same_again.UPLOADED, run)
    return run


def look_again(run: ImportRun, planned: Planned) -> None:
    """The file, or our record, is read otherwise than before: the office looks once more."""
    run.kind, run.summary = planned.plan.kind, planned.summary


def apply_run(
    run: ImportRun, planned: Planned, *, set_aside: bool, whole_roll: bool = False
) -> None:
    """Write the plan, once: a second press finds the run taken and does nothing.

    `whole_roll`: the office says that whoever the file does not name has left. Raises Refused
    while rows stand aside that nobody has agreed to leave out, or dates can be read two ways.
    """
    refuse_unless_ready(planned.plan, set_aside=set_aside, whole_roll=whole_roll)
    summary = {**planned.summary, "whole_roll": whole_roll}
    taken = db.session.execute(
        update(ImportRun)
        .where(ImportRun.id == run.id, ImportRun.applied_at.is_(None))
        .values(applied_by=acting(), applied_at=now(), summary=summary)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        return
    with many_rows():
        pupil_ids = write_plan(
            planned.plan, planned.school, day=today(), actor=acting(), whole_roll=whole_roll
        )
    db.session.expire_all()
    again = same_again.next_time(planned.plan, whole_roll=whole_roll)
    run.summary = with_children(summary, planned.plan, pupil_ids) | {"again": again}
    record(same_again.APPLIED, run)


def refuse_unless_ready(plan: Plan, *, set_aside: bool, whole_roll: bool = False) -> None:
    """Raises Refused with what the office must say first."""
    if plan.asks_dates:
        raise Refused(gettext(DATES_NOT_SAID))
    if plan.refused and not set_aside:
        raise Refused(gettext(ROWS_STAND_ASIDE))
    if plan.refused and whole_roll:
        raise Refused(gettext(NOT_THE_WHOLE_ROLL))


def sha256_of(source: Path | bytes) -> str:
    """The file's digest, read in pieces; a folder's is that of its files, by name."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    if source.is_dir():
        names = sorted(each for each in source.iterdir() if each.is_file())
        together = "".join(f"{each.name} {sha256_of(each)}\n" for each in names)
        return hashlib.sha256(together.encode()).hexdigest()
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def set_care(pupil: Pupil, care: str) -> None:
    """What the DSL says of a child's care."""
    pupil.care = Care(care)
    record(CARE_SET, pupil)
