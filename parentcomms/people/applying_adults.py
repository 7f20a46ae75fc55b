"""Writing a plan's adults, what they are to each child, and what that stops."""

from datetime import date
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

_ADDRESSES = {"email", "address", "postcode"}


def write_adults(plan: Plan) -> list[int]:
    moment = now()
    added = insert_all(
        Person,
        [
            {
                "contact_id": step.facts.contact_id or None,
                "title": step.facts.title or None,
                "forename": step.facts.forename,
                "surname": step.facts.surname,
                "email": step.facts.email or None,
                "phone": step.facts.phone or None,
                "address": step.facts.address or None,
                "postcode": step.facts.postcode or None,
                "language": step.facts.language or step.facts.childs_language or "en",
                "made_at": moment,
            }
            for step in plan.adults
            if step.person_id is None
        ],
    )
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
    added = insert_all(
        Relationship,
        [
            {
                "pupil_id": pupil_ids[step.pupil],
                "person_id": person_ids[step.adult],
                "starts_on": day,
                **_new_link_columns(step.facts),
            }
            for step in new
        ],
    )
    before = {link.id: link for link in school.links}
    changed = [(step, before[step.link_id]) for step in plan.links if step.changes and step.link_id]
    update_all(Relationship, [_link_columns(step, link) for step, link in changed])
    _write_holds(
        [(key, step) for key, step in zip(added, new, strict=True)]
        + [(link.id, step) for step, link in changed if "court_order" in step.changes],
        actor=actor,
    )


def _new_link_columns(facts: ContactRecord) -> dict[str, Any]:
    return {
        "kind": facts.kind,
        "pr": facts.pr,
        "had_pr": facts.pr is ParentalResponsibility.YES,
        "lives_with": facts.lives_with,
        "gets_letters": gets_letters(facts.kind, facts.pr, lives_with_child=facts.lives_with),
        "court_order": facts.court_order,
        "contact_order": facts.order,
    }


def _link_columns(step: LinkStep, link: LinkNow) -> dict[str, Any]:
    """The changed columns; whether letters are due follows from them. Whoever loses parental
    responsibility stays known for having had it: losing it excuses nobody from answering."""
    columns = {"id": link.id, **step.changes}
    if ParentalResponsibility.YES in (link.pr, step.changes.get("pr")):
        columns["had_pr"] = True
    if step.changes.keys() & {"kind", "pr", "lives_with"}:
        columns["gets_letters"] = gets_letters(
            step.changes.get("kind", link.kind),
            step.changes.get("pr", link.pr),
            lives_with_child=step.changes.get("lives_with", link.lives_with),
        )
    return columns


def _write_holds(links: list[tuple[int, LinkStep]], *, actor: str) -> None:
    """A court order, or a birth relative of an adopted child: held until head or DSL lifts it."""
    moment = now()
    rows = [
        {
            "relationship_id": key,
            "kind": HoldKind.COURT_ORDER if step.facts.court_order else HoldKind.BIRTH_RELATIVE,
            "placed_by": actor,
            "placed_at": moment,
        }
        for key, step in links
        if step.facts.court_order or step.facts.birth_relative
    ]
    insert_plain(Hold, rows)


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
    moment = now()
    rows = [
        {
            "relationship_id": key,
            "decision": decision_after_import(decided[key], why),
            "decided_by": "system",
            "decided_at": moment,
        }
        for key, why in reasons.items()
        if key in decided and decision_after_import(decided[key], why) is not decided[key]
    ]
    insert_plain(ContactReview, rows)
