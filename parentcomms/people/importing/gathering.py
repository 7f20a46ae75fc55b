"""Rows of a file that name one adult, brought together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from parentcomms.people.importing.match_adults import (
    OTHER_NAME,
    AdultMatcher,
    identity_of_new,
    plainly_another_name,
)
from parentcomms.people.importing.plan import Outcome, Plan
from parentcomms.people.importing.problems import Remark
from parentcomms.people.importing.records import ContactRecord
from parentcomms.people.importing.snapshot import AdultNow, School
from parentcomms.people.rules import ParentalResponsibility

_UNKNOWN = ParentalResponsibility.UNKNOWN
_LEAVER = Outcome.LEAVER
FACTS = ("contact_id", "title", "forename", "surname", "email", "phone", "address", "postcode")
_facts_of = attrgetter(*FACTS)


@dataclass(slots=True)
class Gathered:
    """Every row that names one adult."""

    known: AdultNow | None
    contacts: list[ContactRecord]
    pupils: list[int]

    def facts(self) -> ContactRecord:
        """The first row, with the gaps filled from the others."""
        merged = self.contacts[0]
        for other in self.contacts[1:]:
            if _facts_of(other) == _facts_of(merged):
                continue
            gaps = {name: getattr(other, name) for name in FACTS if not getattr(merged, name)}
            filled = {name: value for name, value in gaps.items() if value}
            merged = replace(merged, **filled) if filled else merged
        return merged


def gather(school: School, plan: Plan) -> list[Gathered]:
    """Rows about one adult come together, each remembering whose row it was."""
    names = _names_by_id(plan)
    matcher = AdultMatcher(school, frozenset(names))
    only_ids, disputed = _only_ids(plan), _disputed(plan)
    people: dict[tuple[str, ...], Gathered] = {}
    claims: dict[int, str] = {}
    of_id: dict[str, tuple[str, ...]] = {}
    for place, step in enumerate(plan.pupils):
        if step.outcome is _LEAVER or not step.record.contacts:
            continue
        contacts: Sequence[ContactRecord] = step.record.contacts
        if names:
            contacts = [each for each in contacts if _id_is_theirs(each, names, plan)]
        found = matcher.find_all(contacts, pupil_id=step.pupil_id)
        for contact, known in zip(contacts, found, strict=True):
            if known and contact.contact_id and _refuse_other_name(contact, known, plan):
                continue
            if known and not _may_claim(contact, known, matcher, claims):
                known = None
            key = (of_id.get(contact.contact_id) if contact.contact_id else None) or (
                ("known", str(known.id))
                if known
                else identity_of_new(
                    contact, only_ids=only_ids, disputed=disputed, number=len(people)
                )
            )
            if contact.contact_id:
                of_id.setdefault(contact.contact_id, key)  # one id is one person, always
            if person := people.get(key):
                person.contacts.append(contact)
                person.pupils.append(place)
            else:
                people[key] = Gathered(known, [contact], [place])
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
    said: dict[ParentalResponsibility, set[tuple[str, str]]] = defaultdict(set)
    for step in plan.pupils:
        for contact in step.record.contacts:
            if contact.email and contact.pr is not _UNKNOWN:
                said[contact.pr].add((contact.name_key, contact.email_key))
    return said[ParentalResponsibility.YES] & said[ParentalResponsibility.NO]


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
