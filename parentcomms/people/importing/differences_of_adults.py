"""The adults of a file beside those on our record."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from parentcomms.people.importing.match_adults import (
    OTHER_NAME,
    AdultMatcher,
    identity_of_new,
    plainly_another_name,
)
from parentcomms.people.importing.plan import AdultStep, LinkStep, Outcome, PeopleAlike, Plan
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
    links = {(link.pupil_id, link.person_id): link for link in school.links}
    seen: set[int] = set()
    for adult in gathered:
        plan.adults.append(_adult_step(adult, ids))
        _add_links(adult, len(plan.adults) - 1, links, plan)
    seen.update(step.link_id for step in plan.links if step.link_id is not None)
    _say_who_is_not_named(school, plan, seen)
    _list_taken_as_one(gathered, plan)
    _list_perhaps_one(school, plan)


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
    if plainly_another_name(contact, forename=known.forename, surname=known.surname):
        plan.refused.append(Remark(contact.row, OTHER_NAME))
        return True
    return False


def _adult_step(adult: _Gathered, ids: set[str]) -> AdultStep:
    facts = adult.facts()
    if adult.known is None:
        return AdultStep(facts, None, {})
    changes = {
        name: getattr(facts, name)
        for name in _FACTS
        if getattr(facts, name) and getattr(facts, name) != getattr(adult.known, name)
    }
    if facts.contact_id in ids:
        changes.pop("contact_id", None)  # the id of someone merged into this adult
    return AdultStep(facts, adult.known.id, changes, email_known=bool(adult.known.email))


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
        plan.links.append(
            LinkStep(
                pupil=pupil,
                adult=place,
                facts=contact,
                link_id=known.id if known else None,
                changes=_link_changes(contact, known) if known else {},
            )
        )


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


def _link_changes(contact: ContactRecord, known: LinkNow) -> dict[str, Any]:
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
    return changes


def _say_who_is_not_named(school: School, plan: Plan, seen: set[int]) -> None:
    """Missing from a file does not mean gone. The office hears of it; nothing is ended."""
    if not plan.links:
        return
    rows = {step.pupil_id: step.record.row for step in plan.pupils if step.pupil_id is not None}
    for link in school.links:
        if link.id not in seen and link.pupil_id in rows:
            plan.warnings.append(
                Remark(
                    rows[link.pupil_id],
                    "An adult on our record for this child is not in the file. Nothing is changed.",
                )
            )


def _list_taken_as_one(gathered: list[_Gathered], plan: Plan) -> None:
    for adult in gathered:
        rows = tuple(dict.fromkeys(contact.row for contact in adult.contacts))
        first = adult.contacts[0]
        if len(rows) > 1 and not first.contact_id:
            name = f"{first.forename} {first.surname}".strip()
            plan.taken_as_one.append(PeopleAlike(name, rows, "same name and same e-mail address"))


def _list_perhaps_one(school: School, plan: Plan) -> None:
    """Same address with another name, or same name with another address or none."""
    by_name: dict[str, list[AdultStep]] = defaultdict(list)
    by_email: dict[str, list[AdultStep]] = defaultdict(list)
    for step in plan.adults:
        if step.facts.name_key:
            by_name[step.facts.name_key].append(step)
        if step.facts.email:
            by_email[step.facts.email_key].append(step)
    for groups, why in ((by_name, "same name"), (by_email, "same e-mail address")):
        for group in groups.values():
            if len(group) > 1 and any(step.person_id is None for step in group):
                people = (f"{each.facts.forename} {each.facts.surname}".strip() for each in group)
                names = ", ".join(dict.fromkeys(people))
                rows = tuple(dict.fromkeys(step.facts.row for step in group))
                plan.perhaps_one.append(PeopleAlike(names, rows, why))
