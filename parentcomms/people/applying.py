"""Writing a plan into the school's record: in bulk, a fixed number of statements per table."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from parentcomms.clock import now
from parentcomms.database import Base, db, new_reference
from parentcomms.people import queries
from parentcomms.people.importing.plan import LinkStep, Outcome, Plan
from parentcomms.people.importing.records import ContactRecord
from parentcomms.people.importing.snapshot import LinkNow, School
from parentcomms.people.models import (
    ContactReview,
    Enrolment,
    Hold,
    Person,
    Pupil,
    Relationship,
    SchoolClass,
)
from parentcomms.people.rules import (
    Care,
    HoldKind,
    ReviewReason,
    decision_after_import,
    gets_letters,
)

_ADDRESSES = {"email", "address", "postcode"}


def write_plan(plan: Plan, school: School, *, day: date, actor: str) -> list[int]:
    """Every step of the plan, which must have been made from this very school.

    Returns the ids of the plan's children, in order.
    """
    pupil_ids = _write_pupils(plan)
    _write_enrolments(plan, pupil_ids, day=day)
    person_ids = _write_adults(plan)
    _write_links(plan, school, pupil_ids, person_ids, day=day, actor=actor)
    _reopen_decisions(plan, school)
    return pupil_ids


def _insert_all(model: Any, rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows and return their ids in order, found again by their random references."""
    if not rows:
        return []
    for row in rows:
        row["reference"] = new_reference()
    db.session.execute(insert(model), rows)
    wanted = {row["reference"] for row in rows}
    newest = select(model.reference, model.id).order_by(model.id.desc()).limit(len(rows) * 2)
    ids = {ref: key for ref, key in db.session.execute(newest) if ref in wanted}
    return [ids[row["reference"]] for row in rows]


def _update_all(model: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(update(model), rows)


def _filled(ids: Iterable[int | None], new: list[int]) -> list[int]:
    """The ids of every step: the known ones, and the new ones in order."""
    fresh = iter(new)
    return [key if key is not None else next(fresh) for key in ids]


def _write_pupils(plan: Plan) -> list[int]:
    added = _insert_all(
        Pupil,
        [
            {
                "upn": step.record.upn or None,
                "admission_number": step.record.admission_number or None,
                "forename": step.record.forename,
                "surname": step.record.surname,
                "date_of_birth": step.record.date_of_birth,
                "year_group": step.record.year_group or None,
                "care": step.record.care or Care.NONE,
            }
            for step in plan.pupils
            if step.pupil_id is None
        ],
    )
    changed = []
    for step in plan.pupils:
        columns = {key: value for key, value in step.changes.items() if key != "class_name"}
        if columns and step.pupil_id is not None:
            changed.append({"id": step.pupil_id, **columns})
    _update_all(Pupil, changed)
    return _filled((step.pupil_id for step in plan.pupils), added)


def _write_enrolments(plan: Plan, pupil_ids: list[int], *, day: date) -> None:
    """Who joins starts today, who leaves ends, and who changes class does both."""
    classes = _classes_for(plan)
    present = queries.open_enrolments(day)
    begun: list[dict[str, Any]] = []
    ended: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    for step, pupil_id in zip(plan.pupils, pupil_ids, strict=True):
        class_id = classes.get(step.record.class_name)
        fresh = {"pupil_id": pupil_id, "class_id": class_id, "starts_on": day}
        if step.outcome in (Outcome.JOINER, Outcome.RETURNER):
            begun.append(fresh)
        elif pupil_id in present:
            key, since = present[pupil_id]
            if step.outcome is Outcome.LEAVER:
                last = step.record.leaving_date or day - timedelta(days=1)
                ended.append({"id": key, "ends_on": max(last, since)})
            elif "class_name" in step.changes and since == day:
                moved.append({"id": key, "class_id": class_id})
            elif "class_name" in step.changes:
                ended.append({"id": key, "ends_on": day - timedelta(days=1)})
                begun.append(fresh)
    _update_all(Enrolment, ended)
    _update_all(Enrolment, moved)
    if begun:
        db.session.execute(insert(Enrolment), begun)


def _classes_for(plan: Plan) -> dict[str, int]:
    """The classes the file names, with the new ones made."""
    known = queries.class_ids()
    new: dict[str, str] = {}
    for step in plan.pupils:
        name = step.record.class_name
        if name and name not in known and step.outcome is not Outcome.LEAVER:
            new.setdefault(name, step.record.year_group)
    rows = [{"name": name, "year_group": year or None} for name, year in new.items()]
    return known | dict(zip(new, _insert_all(SchoolClass, rows), strict=True))


def _write_adults(plan: Plan) -> list[int]:
    moment = now()
    added = _insert_all(
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
                "language": step.facts.language or "en",
                "made_at": moment,
            }
            for step in plan.adults
            if step.person_id is None
        ],
    )
    _update_all(
        Person,
        [{"id": step.person_id, **step.changes} for step in plan.adults if step.changes],
    )
    return _filled((step.person_id for step in plan.adults), added)


def _write_links(
    plan: Plan,
    school: School,
    pupil_ids: list[int],
    person_ids: list[int],
    *,
    day: date,
    actor: str,
) -> None:
    new = [step for step in plan.links if step.link_id is None]
    added = _insert_all(
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
    _update_all(Relationship, [_link_columns(step, link) for step, link in changed])
    _write_holds(
        [(key, step) for key, step in zip(added, new, strict=True)]
        + [(link.id, step) for step, link in changed if "court_order" in step.changes],
        actor=actor,
    )


def _new_link_columns(facts: ContactRecord) -> dict[str, Any]:
    return {
        "kind": facts.kind,
        "pr": facts.pr,
        "lives_with": facts.lives_with,
        "gets_letters": gets_letters(facts.kind, facts.pr, lives_with_child=facts.lives_with),
        "court_order": facts.court_order,
        "contact_order": facts.order,
    }


def _link_columns(step: LinkStep, link: LinkNow) -> dict[str, Any]:
    """The changed columns; whether letters are due follows from them."""
    columns = {"id": link.id, **step.changes}
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
    if rows:
        db.session.execute(insert(Hold), rows)


def _reopen_decisions(plan: Plan, school: School) -> None:
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
    if rows:
        db.session.execute(insert(ContactReview), rows)
