"""Which adults are one person.

The management system's contact id wins over everything. Without one, the same name and the same
e-mail address are one person; anything less is two people, shown to the office as perhaps one.
A wrong merge would open one family's children to another, so doubt always keeps people apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from parentcomms.people.importing.records import ContactRecord
from parentcomms.people.importing.snapshot import AdultNow, School
from parentcomms.people.rules import AdultRow, Match, ParentalResponsibility, same_person

_NO = ParentalResponsibility.NO
OTHER_NAME = "The contact’s id belongs to somebody with another name."


class AdultMatcher:
    """Looks adults up in constant time each, given the contact ids the file uses."""

    def __init__(self, school: School, ids_in_file: frozenset[str]) -> None:
        self.ids_in_file = ids_in_file
        self.by_id = {adult.id: adult for adult in school.adults}
        self.by_contact_id: dict[str, AdultNow] = {}
        self.by_name_and_email: dict[tuple[str, str], list[AdultNow]] = defaultdict(list)
        self.said_of: dict[int, set[ParentalResponsibility]] = defaultdict(set)
        self.said_beside: dict[tuple[int | None, int], ParentalResponsibility] = {}
        self.beside: dict[int, list[AdultNow]] = defaultdict(list)
        for adult in school.adults:
            survivor = self._survivor(adult)
            if adult.contact_id:
                self.by_contact_id[adult.contact_id] = survivor
            if adult.email:
                self.by_name_and_email[adult.name_key, adult.email_key].append(survivor)
            for called in adult.before_correction():
                self.by_name_and_email[called].append(survivor)
        for link in school.links:
            adult = self._survivor(self.by_id[link.person_id])
            self.beside[link.pupil_id].append(adult)
            self.said_of[adult.id].add(link.pr)
            self.said_beside[link.pupil_id, adult.id] = link.pr

    def _survivor(self, adult: AdultNow) -> AdultNow:
        seen = {adult.id}
        while adult.merged_into_id is not None and adult.merged_into_id not in seen:
            seen.add(adult.merged_into_id)
            adult = self.by_id[adult.merged_into_id]
        return adult

    def knows(self, contact_id: str) -> bool:
        """Whether this id is somebody's on our record."""
        return contact_id in self.by_contact_id

    def find_all(
        self, contacts: Iterable[ContactRecord], *, pupil_id: int | None
    ) -> list[AdultNow | None]:
        """For the adults of one child: who each is on our record, or None."""
        wanted = list(contacts)
        if not self.by_id:
            return [None] * len(wanted)
        beside = self.beside.get(pupil_id, []) if pupil_id is not None else []
        found = [self.by_contact_id.get(contact.contact_id) for contact in wanted]
        taken = {adult.id for adult in found if adult}
        for place, contact in enumerate(wanted):
            if found[place] is None and contact.email:
                likeliest = self._likeliest_first(contact, beside, taken, pupil_id)
                found[place] = adult = self._by_email(contact, likeliest)
                taken.update([adult.id] if adult else [])
        free = [adult for adult in beside if adult.id not in taken]
        left = Counter(c.name_key for c, adult in zip(wanted, found, strict=True) if not adult)
        for place, contact in enumerate(wanted):
            if found[place] is None and free:
                found[place] = self._by_name(contact, free, alone=left[contact.name_key] == 1)
        return found

    def _likeliest_first(
        self, contact: ContactRecord, beside: list[AdultNow], taken: set[int], pupil_id: int | None
    ) -> list[AdultNow]:
        """Father and son of one name and address beside one child: responsibility tells them
        apart, and a row that was not matched yet comes before one that was."""
        denied = contact.pr is _NO

        def unlikely(adult: AdultNow) -> tuple[bool, bool]:
            said = self.said_beside.get((pupil_id, adult.id))
            return (said is _NO) != denied, adult.id in taken

        return sorted(beside, key=unlikely) if len(beside) > 1 else beside

    def _by_email(self, contact: ContactRecord, beside: list[AdultNow]) -> AdultNow | None:
        alike = [
            adult
            for adult in beside
            if adult.writes_from(contact.email_key) and self._id_allows(contact, adult)
        ]
        named = [adult for adult in alike if adult.is_called(contact.name_key)]
        if named:
            return named[0]
        if len(alike) == 1 and not (alike[0].name_key and contact.name_key):
            return alike[0]
        anywhere = self.by_name_and_email.get((contact.name_key, contact.email_key), ())
        return next((adult for adult in anywhere if self._are_one(contact, adult)), None)

    def _by_name(
        self, contact: ContactRecord, free: list[AdultNow], *, alone: bool
    ) -> AdultNow | None:
        """Beside the same child, the same name: with the same address, or none either time, the
        same person; with a new address only where nobody else could be meant."""
        alike = [
            adult
            for adult in free
            if adult.is_called(contact.name_key) and self._id_allows(contact, adult)
        ]
        same = [adult for adult in alike if adult.writes_from(contact.email_key)]
        if not same and not (alone and len(alike) == 1 and contact.name_key):
            return None
        adult = (same or alike)[0]
        free.remove(adult)
        return adult

    def _are_one(self, contact: ContactRecord, adult: AdultNow) -> bool:
        """For an adult of another child, the rule of the house; ids were looked at already."""
        row = AdultRow(name=contact.name_key, email=contact.email, pr=contact.pr)
        name = contact.name_key if adult.is_called(contact.name_key) else adult.name_key
        email = contact.email if adult.writes_from(contact.email_key) else adult.email
        return self._id_allows(contact, adult) and all(
            same_person(row, AdultRow(name=name, email=email, pr=pr)) is Match.SAME
            for pr in self.said_of[adult.id] or {ParentalResponsibility.UNKNOWN}
        )

    def _id_allows(self, contact: ContactRecord, adult: AdultNow) -> bool:
        """Another id that the file still uses means another person; an id that vanished means
        that the school changed its system."""
        return (
            not contact.contact_id
            or not adult.contact_id
            or contact.contact_id == adult.contact_id
            or adult.contact_id not in self.ids_in_file
        )


def plainly_another_name(contact: ContactRecord, *, forename: str, surname: str) -> bool:
    """Neither forename nor surname agrees, so the id was given to somebody else."""
    if not (contact.forename or contact.surname) or not (forename or surname):
        return False
    pairs = ((contact.forename, forename), (contact.surname, surname))
    return not any(one and one.casefold() == other.casefold() for one, other in pairs)


def identity_of_new(
    contact: ContactRecord,
    *,
    only_ids: Mapping[tuple[str, str], str],
    disputed: Collection[tuple[str, str]],
    number: int,
) -> tuple[str, ...]:
    """The key under which rows about one new adult come together.

    Where one row gives this name and address parental responsibility and another denies it, they
    may be a father and a son: two people.
    """
    if contact.contact_id:
        return ("id", contact.contact_id)
    called = contact.name_key, contact.email_key
    if called in only_ids:
        return ("id", only_ids[called])
    if contact.email:
        apart = contact.pr is _NO and called in disputed
        return ("name and e-mail", *called, "no" if apart else "")
    return ("alone", str(number))
