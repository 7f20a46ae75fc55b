"""The adults of a file beside those on our record."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from parentcomms.people.importing.alike import (
    list_perhaps_one,
    list_taken_as_one,
    say_who_is_not_named,
)
from parentcomms.people.importing.by_hand import ENDED, ByHand, Contradiction
from parentcomms.people.importing.gathering import FACTS, Gathered, gather
from parentcomms.people.importing.plan import AdultStep, LinkStep, Plan
from parentcomms.people.importing.records import ContactRecord
from parentcomms.people.importing.snapshot import LinkNow, School
from parentcomms.people.rules import ParentalResponsibility

_UNKNOWN = ParentalResponsibility.UNKNOWN


def compare_adults(school: School, plan: Plan) -> None:
    """Fill in the plan's adults, their links to children, and who may be one person."""
    gathered = gather(school, plan)
    ids = {adult.contact_id for adult in school.adults}
    links = {(link.pupil_id, link.person_id): link for link in sorted(school.links, key=_open_last)}
    seen: set[int] = set()
    for adult in gathered:
        plan.adults.append(_adult_step(adult, ids, plan))
        _add_links(adult, len(plan.adults) - 1, links, plan)
    seen.update(step.link_id for step in plan.links if step.link_id is not None)
    say_who_is_not_named(school, plan, seen)
    list_taken_as_one((each.contacts for each in gathered), plan)
    list_perhaps_one(plan)


def _open_last(link: LinkNow) -> bool:
    return not link.ended


def _adult_step(adult: Gathered, ids: set[str], plan: Plan) -> AdultStep:
    facts, known = adult.facts(), adult.known
    if known is None:
        return AdultStep(facts, None, {})
    changes = {
        name: getattr(facts, name)
        for name in FACTS
        if getattr(facts, name) and getattr(facts, name) != getattr(known, name)
    }
    if facts.contact_id in ids:
        changes.pop("contact_id", None)  # the id of someone merged into this adult
    if known.before is not None:
        said = {name for name in FACTS if getattr(facts, name)}
        about = ("person", known.id)
        changes = plan.by_hand.weigh(
            changes, of=about, name=known.full_name, before=known.before, said=said
        )
    return AdultStep(facts, known.id, changes, email_known=bool(known.email))


def _add_links(
    adult: Gathered, place: int, links: dict[tuple[int, int], LinkNow], plan: Plan
) -> None:
    """One link for each child, even where a row names the same adult twice."""
    by_pupil: dict[int, ContactRecord] = {}
    for pupil, contact in zip(adult.pupils, adult.contacts, strict=True):
        earlier = by_pupil.get(pupil)
        by_pupil[pupil] = _stricter(earlier, contact) if earlier else contact
    for pupil, contact in by_pupil.items():
        pupil_id = plan.pupils[pupil].pupil_id
        known = (
            links.get((pupil_id, adult.known.id))
            if adult.known is not None and pupil_id is not None
            else None
        )
        if known is not None and known.ended:
            plan.by_hand.kept.append(Contradiction(contact.full_name, (ENDED,)))
            continue
        changes = _link_changes(contact, known, plan.by_hand) if known else {}
        plan.links.append(LinkStep(pupil, place, contact, known.id if known else None, changes))


def _stricter(one: ContactRecord, other: ContactRecord) -> ContactRecord:
    """The same adult twice beside one child: whichever holds back more counts."""
    same_pr = one.pr is other.pr
    return replace(
        one,
        pr=one.pr if same_pr else _UNKNOWN,
        lives_with=one.lives_with if one.lives_with == other.lives_with else None,
        court_order=one.court_order or other.court_order,
        birth_relative=one.birth_relative or other.birth_relative,
    )


def _link_changes(contact: ContactRecord, known: LinkNow, by_hand: ByHand) -> dict[str, Any]:
    """A court order is never lifted by a file, and an unknown never rubs out what is known."""
    changes: dict[str, Any] = {}
    if contact.says_kind and contact.kind is not known.kind:
        changes["kind"] = contact.kind
    if contact.pr is not _UNKNOWN and contact.pr is not known.pr:
        changes["pr"] = contact.pr
    if contact.lives_with is not None and contact.lives_with != known.lives_with:
        changes["lives_with"] = contact.lives_with
    if contact.court_order and not known.court_order:
        changes["court_order"] = True
    if contact.order is not None and contact.order != known.contact_order:
        changes["contact_order"] = contact.order
    if known.before is None:
        return changes
    about = ("relationship", known.id)
    return by_hand.weigh(
        changes, of=about, name=contact.full_name, before=known.before, said=_said(contact)
    )


def _said(contact: ContactRecord) -> set[str]:
    """The facts about this adult and the child of which the row says anything."""
    says = {
        "kind": contact.says_kind,
        "pr": contact.pr is not _UNKNOWN,
        "lives_with": contact.lives_with is not None,
    }
    return {name for name, said in says.items() if said}
