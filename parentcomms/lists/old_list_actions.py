"""Bringing the old list in: looked at first, then loaded once; loading it again doubles nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import update

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.consent.old_form import OldAnswer, answered_before, record_old_answers
from parentcomms.consent.queries import current_uses, wordings
from parentcomms.consent.rules import Decision
from parentcomms.database import db
from parentcomms.lists.old_list import OldList, guess, read_old_list, what_it_says
from parentcomms.lists.queries import LANGUAGE_OF_STAFF
from parentcomms.people.actions import sha256_of
from parentcomms.people.importing.problems import Remark
from parentcomms.people.models import ImportRun
from parentcomms.people.queries import OLD_LIST_KIND, school_now

MOST_REMARKS = 500


@dataclass(frozen=True)
class Plan:
    """What loading the list would record now, and what is set aside."""

    answers: tuple[OldAnswer, ...]
    refused: tuple[Remark, ...]
    known: int  # cells that say nothing new

    def count(self, decision: Decision) -> int:
        """How many answers of this kind it would record."""
        return sum(each.decision is decision for each in self.answers)


def names_of_uses() -> dict[str, str]:
    """Use key → the name staff read, of the questions families are asked."""
    uses = current_uses()
    words = wordings([use.version_id for use in uses], LANGUAGE_OF_STAFF)
    return {use.key: words[use.version_id].name for use in uses}


def plan_old_list(old: OldList, meanings: Mapping[str, str], *, only_ticks: bool) -> Plan:
    """Compare the list with what is known. Writes nothing."""
    uses = {use.key: use for use in current_uses()}
    now_here = school_now()
    meant = what_it_says(
        old,
        [pupil for pupil in now_here.pupils if pupil.on_roll],
        meanings=meanings,
        uses=list(uses),
        only_ticks=only_ticks,
    )
    before = answered_before({pupil for pupil, _ in meant.answers})
    answers = [
        OldAnswer(pupil, uses[key], decision)
        for (pupil, key), decision in meant.answers.items()
        if key in uses and is_new(decision, before.get((pupil, uses[key].id), set()))
    ]
    return Plan(tuple(answers), tuple(meant.refused), len(meant.answers) - len(answers))


def is_new(decision: Decision, before: set[Decision | None]) -> bool:
    """A no is recorded once, whatever came before; a yes only where nobody has said a word."""
    return decision not in before if decision is Decision.NO else not before


def begin_old_list(path: Path, *, file_name: str) -> ImportRun:
    """Remember the file, and what each column seems to mean. Raises UnreadableFile."""
    old = read_old_list(path)
    meanings = guess(old.columns, names_of_uses())
    run = ImportRun(
        kind=OLD_LIST_KIND,
        file_name=file_name[:200],
        stored_name=path.name,
        sha256=sha256_of(path),
        summary={"meanings": meanings, "only_ticks": False},
        uploaded_by=acting(),
        uploaded_at=now(),
    )
    db.session.add(run)
    record("old-list-uploaded", run)
    return run


def set_meanings(run: ImportRun, meanings: Mapping[str, str], *, only_ticks: bool) -> None:
    """What the office says each column means."""
    run.summary = {**run.summary, "meanings": dict(meanings), "only_ticks": only_ticks}


def load_old_list(run: ImportRun, plan: Plan) -> bool:
    """Record the answers, once: a second press finds the run taken and does nothing."""
    summary: dict[str, Any] = {
        **run.summary,
        "no": plan.count(Decision.NO),
        "yes": plan.count(Decision.YES),
        "known": plan.known,
        "refused": [{"row": r.row, "reason": r.reason} for r in plan.refused[:MOST_REMARKS]],
    }
    taken = db.session.execute(
        update(ImportRun)
        .where(ImportRun.id == run.id, ImportRun.applied_at.is_(None))
        .values(applied_by=acting(), applied_at=now(), summary=summary)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        return False
    record_old_answers(plan.answers, file_name=run.file_name)
    record("old-list-loaded", run)
    return True
