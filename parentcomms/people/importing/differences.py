"""The school's record now, compared with what a file says: a Plan, and nothing done yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from parentcomms.people.importing.by_hand import (
    ON_ROLL,
    Contradiction,
    came_by_hand,
    roll_is_behind,
)
from parentcomms.people.importing.differences_of_adults import compare_adults
from parentcomms.people.importing.match_pupils import SAME_CHILD, PupilMatcher, one_row_each
from parentcomms.people.importing.plan import Outcome, Plan, PupilStep
from parentcomms.people.importing.problems import Remark
from parentcomms.people.importing.records import PupilRecord, Reading
from parentcomms.people.importing.snapshot import PupilNow, School
from parentcomms.people.rules import Care
from parentcomms.people.upn import upn_problem

_JOINER = Outcome.JOINER
_RETURNER = Outcome.RETURNER
_CHANGED = Outcome.CHANGED
_UNCHANGED = Outcome.UNCHANGED
_LEAVER = Outcome.LEAVER
_FIELDS = (
    "upn",
    "admission_number",
    "forename",
    "surname",
    "date_of_birth",
    "year_group",
    "class_name",
)


def compare(school: School, reading: Reading, *, today: date) -> Plan:
    """What loading this file would do. Takes time in proportion to the two together."""
    plan = Plan(
        kind=reading.kind,
        refused=list(reading.refused),
        warnings=list(reading.warnings),
        for_dsl=list(reading.for_dsl),
        asks_dates=reading.asks_dates,
        month_first=reading.month_first,
        signature=reading.signature,
    )
    records, refused = one_row_each(reading.pupils, today=today)
    plan.refused.extend(refused)
    for record, pupil in _matched(records, school, plan):
        if step := _pupil_step(record, pupil, plan, today=today):
            plan.pupils.append(step)
    named = {step.pupil_id for step in plan.pupils}
    missing = [pupil for pupil in school.pupils if pupil.on_roll and pupil.id not in named]
    plan.missing = [pupil.id for pupil in missing if not came_by_hand(pupil)]
    plan.by_hand.kept += [
        Contradiction(pupil.full_name, (ON_ROLL,)) for pupil in missing if came_by_hand(pupil)
    ]
    compare_adults(school, plan)
    plan.refused.sort(key=lambda remark: remark.row)
    plan.warnings.sort(key=lambda remark: remark.row)
    return plan


def _matched(
    records: list[PupilRecord], school: School, plan: Plan
) -> list[tuple[PupilRecord, PupilNow | None]]:
    """Each row with its child, or with None for a new one; rows nobody can place are refused."""
    matcher = PupilMatcher(school.pupils)
    first_row: dict[int, int] = {}
    doubled: set[int] = set()
    pairs: list[tuple[PupilRecord, PupilNow | None]] = []
    for record in records:
        found = matcher.find(record)
        if isinstance(found, str):
            plan.refused.append(Remark(record.row, found))
            continue
        if found and first_row.setdefault(found.id, record.row) != record.row:
            doubled.add(found.id)
        pairs.append((record, found))
    plan.refused.extend(
        Remark(record.row, SAME_CHILD) for record, found in pairs if found and found.id in doubled
    )
    return [(record, found) for record, found in pairs if not found or found.id not in doubled]


def _pupil_step(
    record: PupilRecord, pupil: PupilNow | None, plan: Plan, *, today: date
) -> PupilStep | None:
    if record.upn and (problem := upn_problem(record.upn)):
        plan.warnings.append(Remark(record.row, f"{problem} The child is kept."))
    left = record.has_left or bool(record.leaving_date and record.leaving_date < today)
    if pupil is None:
        if left:
            plan.warnings.append(Remark(record.row, "This child has already left: not loaded."))
            return None
        return PupilStep(record, None, _JOINER, {})
    behind = pupil.before is not None and roll_is_behind(pupil, left=left, by_hand=plan.by_hand)
    if left and not behind:
        outcome = _LEAVER if pupil.on_roll else _UNCHANGED
        return PupilStep(record, pupil.id, outcome, {})
    changes = _pupil_changes(record, pupil, plan)
    if not pupil.on_roll and not behind:
        return PupilStep(record, pupil.id, _RETURNER, changes)
    if not pupil.on_roll:
        changes.pop("class_name", None)
    outcome = _CHANGED if changes else _UNCHANGED
    return PupilStep(record, pupil.id, outcome, changes)


def _pupil_changes(record: PupilRecord, pupil: PupilNow, plan: Plan) -> dict[str, Any]:
    """What the file says otherwise. What it leaves blank stays."""
    changes = {
        name: getattr(record, name)
        for name in _FIELDS
        if getattr(record, name) and getattr(record, name) != getattr(pupil, name)
    }
    if pupil.before is not None:
        said = {name for name in _FIELDS if getattr(record, name)}
        about = ("pupil", pupil.id)
        changes = plan.by_hand.weigh(
            changes, of=about, name=pupil.full_name, before=pupil.before, said=said
        )
    if care := _care_change(record, pupil, plan):
        changes["care"] = care
    return changes


def _care_change(record: PupilRecord, pupil: PupilNow, plan: Plan) -> Care | None:
    """A file may tell us that a child is in care, or under which law. It may not tell us that a
    child no longer is, since that would let answers count that did not: the DSL is asked."""
    if record.care in (None, pupil.care):
        return None
    if pupil.care is Care.NONE:
        return record.care
    if record.care is Care.NOT_KNOWN:
        return None
    if pupil.care is Care.NOT_KNOWN and record.care is not Care.NONE:
        return record.care
    plan.for_dsl.append(
        Remark(record.row, "The file says something else about this child’s care than our record.")
    )
    return None
