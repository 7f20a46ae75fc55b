"""A plan as plain JSON: what the office is shown, what the record keeps, what --json prints."""

from collections.abc import Iterable
from typing import Any

from parentcomms.people.importing.plan import PeopleAlike, Plan
from parentcomms.people.importing.problems import Remark
from parentcomms.people.importing.snapshot import School

REPORT_KEYS = ("kind", "pupils", "parents", "refused", "warnings")
MAX_LISTED = 500


def summary_of(plan: Plan, school: School) -> dict[str, Any]:
    """Counts, remarks by row, and the lists the office looks through."""
    names = {pupil.id: f"{pupil.forename} {pupil.surname}" for pupil in school.pupils}
    return {
        "kind": plan.kind,
        "pupils": plan.pupil_counts(),
        "parents": plan.adult_counts(),
        "refused": _remarks(plan.refused),
        "warnings": _remarks(plan.warnings),
        "missing": [names[key] for key in plan.missing[:MAX_LISTED]],
        "taken_as_one": _alike(plan.taken_as_one),
        "perhaps_one": _alike(plan.perhaps_one),
        "for_dsl": _remarks(plan.for_dsl),
        "nothing_new": plan.changes_nothing,
    }


def with_children(summary: dict[str, Any], plan: Plan, pupil_ids: list[int]) -> dict[str, Any]:
    """The summary once loaded: each private question knows its child."""
    ids = {step.record.row: key for step, key in zip(plan.pupils, pupil_ids, strict=True)}
    questions = [{**each, "pupil_id": ids.get(each["row"])} for each in summary["for_dsl"]]
    return {**summary, "for_dsl": questions}


def refusal(sentence: str) -> dict[str, Any]:
    """The report about a file that is refused whole."""
    return {
        "kind": None,
        "pupils": {"joiners": 0, "changed": 0, "unchanged": 0, "missing": 0},
        "parents": {"new": 0, "changed": 0},
        "refused": [{"row": 0, "reason": sentence}],
        "warnings": [],
    }


def _remarks(remarks: Iterable[Remark]) -> list[dict[str, Any]]:
    return [{"row": remark.row, "reason": remark.reason} for remark in remarks]


def _alike(groups: list[PeopleAlike]) -> list[dict[str, Any]]:
    return [
        {"name": group.name, "rows": list(group.rows), "why": group.why}
        for group in groups[:MAX_LISTED]
    ]
