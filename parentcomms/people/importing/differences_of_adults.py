"""The adults of a file beside those on our record."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from parentcomms.people.importing.alike import (
    list_perhaps_one,
    list_taken_as_one,
    say_who_is_not_named,
)
from parentcomms.people.importing.by_hand import ENDED, ByHand, Contradiction
from parentcomms.people.importing.match_adults import (
    OTHER_NAME,
    AdultMatcher,
    identity_of_new,
    plainly_another_name,
)
from parentcomms.people.importing.plan import AdultStep, LinkStep, Outcome, Plan
from parentcomms.people.importing.problems import Remark
from parentcomms.people.importing.records import ContactRecord
from parentcomms.people.importing.snapshot import AdultNow, LinkNow, School
from parentcomms.people.rules import ParentalResponsibility

_FACTS = ("contact_id", "title", "forename", "surname", "email", "phone", "address", "postcode")


@dataclass(slots=True)
class _Gathered:
    """Every row that names one adult."""

    known: AdultNow | None
    contacts: list[ContactRecord] = field(default_factory=list)
    pupils: list[int] = field(default_factory=list)

    def facts(self) -> ContactRecord:
        """The first row, with the gaps filled from the others."""
        merged = self.contacts[0]
        for other in self.contacts[1:]:
            gaps = {name: getattr(other, name) for name in _FACTS if not getattr(merged, name)}
            filled = {name: value for name, value in gaps.items() if value}
            merged = replace(merged, **filled) if filled else merged
        return merged


def compare_adults(school: School, plan: Plan) -> None:
    """Fill in the plan's adults, their links to children, and who may be one person."""
    gathered = _gather(school, plan)
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


def _gather(school: School, plan: Plan) -> list[_Gathered]:
    """Rows about one adult come together, each remembering whose row it was."""
    names = _names_by_id(plan)
    matcher = AdultMatcher(school, frozenset(names))
    only_ids, disputed = _only_ids(plan), _disputed(plan)
    people: dict[tuple[str, ...], _Gathered] = {}
    claims: dict[int, str] = {}
    of_id: dict[str, tuple[str, ...]] = {}
    for place, step in enumerate(plan.pupils):
        if step.outcome is Outcome.LEAVER or not step.record.contacts:
            continue
        contacts = [c for c in step.record.contacts if _id_is_theirs(c, names, plan)]
        found = matcher.find_all(contacts, pupil_id=step.pupil_id)
        for contact, known in zip(contacts, found, strict=True):
            if known and contact.contact_id and _refuse_other_name(contact, known, plan):
                continue
            if known and not _may_claim(contact, known, matcher, claims):
                known = None
            key = of_id.get(contact.contact_id) or (
                ("known", str(known.id))
                if known
                else identity_of_new(
                    contact, only_ids=only_ids, disputed=disputed, number=len(people)
                )
            )
            if contact.contact_id:
                of_id.setdefault(contact.contact_id, key)  # one id is one person, always
            person = people.setdefault(key, _Gathered(known))
            person.contacts.append(contact)
            person.pupils.append(place)
    return list(people.values())


def _may_claim(
    contact: ContactRecord, known: AdultNow, matcher: AdultMatcher, claims: dict[int, str]
) -> bool:
    """When a school changes its system an adult gets one new id, not one for each child."""
    if not contact.contact_id or matcher.knows(contact.contact_id):
        return True
    return claims.setdefault(known.id, contact.contact_id) == contact.contact_id


def _disputed(plan: Plan) -> set[tuple[str, str]]:
    """Names with an address that have parental responsibility in one row and not in another."""
    said: dict[tuple[str, str], set[ParentalResponsibility]] = defaultdict(set)
    for step in plan.pupils:
        for contact in step.record.contacts:
            if contact.email:
                said[contact.name_key, contact.email_key].add(contact.pr)
    both = {ParentalResponsibility.YES, ParentalResponsibility.NO}
    return {key for key, found in said.items() if both <= found}


def _only_ids(plan: Plan) -> dict[tuple[str, str], str]:
    """Name and address where they belong to one contact id alone: a row that left the id out."""
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    for step in plan.pupils:
        for contact in step.record.contacts:
            if contact.contact_id and contact.email:
                ids[contact.name_key, contact.email_key].add(contact.contact_id)
    return {key: min(found) for key, found in ids.items() if len(found) == 1}


def _names_by_id(plan: Plan) -> dict[str, ContactRecord]:
    """The first adult of each contact id in the file."""
    names: dict[str, ContactRecord] = {}
    for step in plan.pupils:
        for contact in step.record.contacts:
            if contact.contact_id:
                names.setdefault(contact.contact_id, contact)
    return names


def _id_is_theirs(contact: ContactRecord, names: dict[str, ContactRecord], plan: Plan) -> bool:
    first = names.get(contact.contact_id)
    if first is None:
        return True
    if plainly_another_name(contact, forename=first.forename, surname=first.surname):
        plan.refused.append(Remark(contact.row, OTHER_NAME))
        return False
    return True


def _refuse_other_name(contact: ContactRecord, known: AdultNow, plan: Plan) -> bool:
    if known.is_called(contact.name_key):
        return False
    if plainly_another_name(contact, forename=known.forename, surname=known.surname):
        plan.refused.append(Remark(contact.row, OTHER_NAME))
        return True
    return False


def _open_last(link: LinkNow) -> bool:
    return not link.ended


def _adult_step(adult: _Gathered, ids: set[str], plan: Plan) -> AdultStep:
    facts, known = adult.facts(), adult.known
    if known is None:
        return AdultStep(facts, None, {})
    changes = {
        name: getattr(facts, name)
        for name in _FACTS
        if getattr(facts, name) and getattr(facts, name) != getattr(known, name)
    }
    if facts.contact_id in ids:
        changes.pop("contact_id", None)  # the id of someone merged into this adult
    if known.before is not None:
        said = {name for name in _FACTS if getattr(facts, name)}
        about = ("person", known.id)
        changes = plan.by_hand.weigh(
            changes, of=about, name=known.full_name, before=known.before, said=said
        )
    return AdultStep(facts, known.id, changes, email_known=bool(known.email))


def _add_links(
    adult: _Gathered, place: int, links: dict[tuple[int, int], LinkNow], plan: Plan
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
        pr=one.pr if same_pr else ParentalResponsibility.UNKNOWN,
        lives_with=one.lives_with if one.lives_with == other.lives_with else None,
        court_order=one.court_order or other.court_order,
        birth_relative=one.birth_relative or other.birth_relative,
    )


def _link_changes(contact: ContactRecord, known: LinkNow, by_hand: ByHand) -> dict[str, Any]:
    """A court order is never lifted by a file, and an unknown never rubs out what is known."""
    changes: dict[str, Any] = {}
    if contact.says_kind and contact.kind is not known.kind:
        changes["kind"] = contact.kind
    if contact.pr is not ParentalResponsibility.UNKNOWN and contact.pr is not known.pr:
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
        "pr": contact.pr is not ParentalResponsibility.UNKNOWN,
        "lives_with": contact.lives_with is not None,
    }
    return {name for name, said in says.items() if said}
