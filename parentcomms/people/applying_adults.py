"""Writing a plan's adults, what they are to each child, and what that stops."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Any

from parentcomms.clock import now
from parentcomms.people import queries
from parentcomms.people.bulk import filled, insert_all, insert_plain, update_all
from parentcomms.people.importing.plan import LinkStep, Plan
from parentcomms.people.importing.records import ContactRecord
from parentcomms.people.importing.snapshot import LinkNow, School
from parentcomms.people.models import ContactReview, Hold, Person, Relationship
from parentcomms.people.rules import (
    HoldKind,
    ParentalResponsibility,
    ReviewReason,
    decision_after_import,
    gets_letters,
)

_YES = ParentalResponsibility.YES
_ADDRESSES = {"email", "address", "postcode"}


def write_adults(plan: Plan) -> list[int]:
    new = [step.facts for step in plan.adults if step.person_id is None]
    columns: dict[str, list[Any]] = {
        name: [getattr(facts, name) or None for facts in new]
        for name in ("contact_id", "title", "email", "phone", "address", "postcode")
    }
    columns |= {
        "forename": [facts.forename for facts in new],
        "surname": [facts.surname for facts in new],
        "language": [facts.language or facts.childs_language or "en" for facts in new],
        "made_at": [now()] * len(new),
    }
    added = insert_all(Person, columns, count=len(new))
    update_all(
        Person,
        [{"id": step.person_id, **step.changes} for step in plan.adults if step.changes],
    )
    return filled((step.person_id for step in plan.adults), added)


def write_links(
    plan: Plan,
    school: School,
    pupil_ids: list[int],
    person_ids: list[int],
    *,
    day: date,
    actor: str,
) -> None:
    new = [step for step in plan.links if step.link_id is None]
    columns: dict[str, list[Any]] = {
        "pupil_id": [pupil_ids[step.pupil] for step in new],
        "person_id": [person_ids[step.adult] for step in new],
        "starts_on": [day] * len(new),
        **_new_link_columns([step.facts for step in new]),
    }
    added = insert_all(Relationship, columns, count=len(new))
    before = {link.id: link for link in school.links}
    changed = [(step, before[step.link_id]) for step in plan.links if step.changes and step.link_id]
    update_all(Relationship, [_link_columns(step, link) for step, link in changed])
    stricter = [(link.id, step) for step, link in changed if "court_order" in step.changes]
    _write_holds(chain(zip(added, new, strict=True), stricter), actor=actor)


def _new_link_columns(new: list[ContactRecord]) -> dict[str, list[Any]]:
    return {
        "kind": [facts.kind for facts in new],
        "pr": [facts.pr for facts in new],
        "had_pr": [facts.pr is _YES for facts in new],
        "lives_with": [facts.lives_with for facts in new],
        "gets_letters": _letters_due(new),
        "court_order": [facts.court_order for facts in new],
        "contact_order": [facts.order for facts in new],
    }


def _letters_due(new: list[ContactRecord]) -> list[bool]:
    """Decided once for each kind of tie, however many adults have it."""
    ties = [(facts.kind, facts.pr, facts.lives_with) for facts in new]
    due = {
        (kind, pr, home): gets_letters(kind, pr, lives_with_child=home)
        for kind, pr, home in set(ties)
    }
    return [due[tie] for tie in ties]


def _link_columns(step: LinkStep, link: LinkNow) -> dict[str, Any]:
    """The changed columns; whether letters are due follows from them. Whoever loses parental
    responsibility stays known for having had it: losing it excuses nobody from answering."""
    columns = {"id": link.id, **step.changes}
    if _YES in (link.pr, step.changes.get("pr")):
        columns["had_pr"] = True
    if step.changes.keys() & {"kind", "pr", "lives_with"}:
        columns["gets_letters"] = gets_letters(
            step.changes.get("kind", link.kind),
            step.changes.get("pr", link.pr),
            lives_with_child=step.changes.get("lives_with", link.lives_with),
        )
    return columns


def _write_holds(links: Iterable[tuple[int, LinkStep]], *, actor: str) -> None:
    """A court order, or a birth relative of an adopted child: held until head or DSL lifts it."""
    held = [
        (key, step.facts)
        for key, step in links
        if step.facts.court_order or step.facts.birth_relative
    ]
    columns: dict[str, list[Any]] = {
        "relationship_id": [key for key, _ in held],
        "kind": [
            HoldKind.COURT_ORDER if facts.court_order else HoldKind.BIRTH_RELATIVE
            for _, facts in held
        ],
        "placed_by": [actor] * len(held),
        "placed_at": [now()] * len(held),
    }
    insert_plain(Hold, columns, count=len(held))


def reopen_decisions(plan: Plan, school: School) -> None:
    """A new address or a court order asks the office again; a *do not contact* stays."""
    moved = {step.person_id for step in plan.adults if step.changes.keys() & _ADDRESSES}
    reasons: dict[int, set[ReviewReason]] = {}
    for link in school.links:
        if link.person_id in moved:
            reasons.setdefault(link.id, set()).add(ReviewReason.CHANGED_ADDRESS)
    for step in plan.links:
        if step.link_id is not None and "court_order" in step.changes:
            reasons.setdefault(step.link_id, set()).add(ReviewReason.COURT_ORDER)
    if not reasons:
        return
    decided = queries.decisions_now()
    after = {
        key: decision_after_import(decided[key], why)
        for key, why in reasons.items()
        if key in decided
    }
    new = {key: decision for key, decision in after.items() if decision is not decided[key]}
    columns: dict[str, list[Any]] = {
        "relationship_id": list(new),
        "decision": list(new.values()),
        "decided_by": ["system"] * len(new),
        "decided_at": [now()] * len(new),
    }
    insert_plain(ContactReview, columns, count=len(new))
