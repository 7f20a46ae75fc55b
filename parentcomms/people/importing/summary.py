"""A plan as plain JSON: what the office is shown, what the record keeps, what --json prints."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from parentcomms.people.importing.by_hand import Contradiction
from parentcomms.people.importing.plan import Outcome, PeopleAlike, Plan
from parentcomms.people.importing.problems import Remark
from parentcomms.people.importing.snapshot import PupilNow, School

REPORT_KEYS = ("kind", "pupils", "parents", "refused", "warnings")
MAX_LISTED = 500
MAX_REMARKS = 2000
_LISTS = {Outcome.JOINER: "joiners", Outcome.RETURNER: "returners", Outcome.LEAVER: "leavers"}


def summary_of(plan: Plan, school: School) -> dict[str, Any]:
    """Counts, remarks by row, and the lists the office looks through."""
    pupils = {pupil.id: pupil for pupil in school.pupils}
    return {
        "kind": plan.kind,
        "pupils": plan.pupil_counts(),
        "parents": plan.adult_counts(),
        "refused": _remarks(plan.refused),
        "warnings": _remarks(_shortened(plan.warnings)),
        "missing": [pupils[key].full_name for key in plan.missing[:MAX_LISTED]],
        "taken_as_one": _alike(plan.taken_as_one),
        "perhaps_one": _alike(plan.perhaps_one),
        "for_dsl": _remarks(plan.for_dsl),
        "nothing_new": plan.changes_nothing,
        "children": _children(plan, pupils),
        "changed_adults": _changed_adults(plan),
        "without_email": plan.without_email,
        "in_the_childs_language": plan.in_the_childs_language,
        "by_hand_kept": _contradictions(plan.by_hand.kept),
        "by_hand_changed": _contradictions(plan.by_hand.news),
        "dates": {"sample": plan.asks_dates, "month_first": plan.month_first}
        if plan.asks_dates
        else None,
    }


def _shortened(remarks: list[Remark]) -> list[Remark]:
    """The first thousands: a file may be odd in every row."""
    if len(remarks) <= MAX_REMARKS:
        return remarks
    more = len(remarks) - MAX_REMARKS
    return [*remarks[:MAX_REMARKS], Remark(0, f"There are {more:,} more remarks like these.")]


def _children(plan: Plan, pupils: Mapping[int, PupilNow]) -> dict[str, list[dict[str, Any]]]:
    """Joiners, returners, leavers, who moves class and whose facts change, each by name."""
    found: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("joiners", "returners", "leavers", "moved", "changed")
    }
    for step in plan.pupils:
        name = step.record.full_name
        if step.outcome in _LISTS:
            found[_LISTS[step.outcome]].append({"name": name})
        if "class_name" in step.changes and step.pupil_id is not None:
            before = pupils[step.pupil_id].class_name
            found["moved"].append({"name": name, "from": before, "to": step.record.class_name})
        if step.changes and (what := sorted(step.changes.keys() - {"class_name"})):
            found["changed"].append({"name": name, "what": what})
    return {key: rows[:MAX_LISTED] for key, rows in found.items()}


def _changed_adults(plan: Plan) -> list[dict[str, Any]]:
    """Known adults, and which of their facts the file has otherwise."""
    what: dict[int, set[str]] = defaultdict(set)
    known = [adult.person_id is not None for adult in plan.adults]
    for place, adult in enumerate(plan.adults):
        if known[place] and adult.changes:
            what[place].update(adult.changes)
    for link in plan.links:
        if known[link.adult] and (link.changes or link.link_id is None):
            what[link.adult].update(link.changes if link.link_id is not None else ["child"])
    return [
        {"name": plan.adults[place].facts.full_name, "what": sorted(changes)}
        for place, changes in sorted(what.items())
    ][:MAX_LISTED]


def _contradictions(found: list[Contradiction]) -> list[dict[str, Any]]:
    return [{"name": each.name, "what": list(each.what)} for each in found[:MAX_LISTED]]


def with_children(summary: dict[str, Any], plan: Plan, pupil_ids: list[int]) -> dict[str, Any]:
    """The summary once loaded: each private question knows its child."""
    if not summary["for_dsl"]:
        return summary
    ids = {step.record.row: key for step, key in zip(plan.pupils, pupil_ids, strict=True)}
    questions = [{"pupil_id": ids.get(each["row"]), **each} for each in summary["for_dsl"]]
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
