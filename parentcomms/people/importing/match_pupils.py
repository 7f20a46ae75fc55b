"""Which child on our record each row is about: by UPN, else admission number, else name and
date of birth. Where two of these disagree the row is set aside, for a wrong match would show
one family's child to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from parentcomms.people.importing.by_hand import Before
from parentcomms.people.importing.problems import Remark
from parentcomms.people.importing.records import PupilRecord
from parentcomms.people.importing.snapshot import PupilNow
from parentcomms.people.upn import is_temporary

TWICE = "This child stands in the file more than once, with different facts each time."
NOBODY = "The row has no UPN, no admission number and no date of birth to know the child by."
TWO_CHILDREN = "The UPN or admission number belongs to a child with another name and birthday."
OTHER_UPN = "A child with this name and date of birth is on our record with another UPN."
SAME_CHILD = "Two rows of the file are about one child on our record."
NOT_BORN = "The date of birth lies in the future."


class PupilMatcher:
    """Looks children up in constant time each."""

    def __init__(self, pupils: Iterable[PupilNow]) -> None:
        self.by_upn: dict[str, PupilNow] = {}
        self.by_number: dict[str, list[PupilNow]] = defaultdict(list)
        self.by_birth: dict[tuple[str, date], list[PupilNow]] = defaultdict(list)
        for pupil in pupils:
            if pupil.upn:
                self.by_upn[pupil.upn] = pupil
            if pupil.admission_number:
                self.by_number[pupil.admission_number].append(pupil)
            if pupil.date_of_birth:
                self.by_birth[pupil.name_key, pupil.date_of_birth].append(pupil)
            if pupil.before:
                self._also_as_before(pupil, pupil.before)

    def _also_as_before(self, pupil: PupilNow, before: Before) -> None:
        """A file that is behind calls a corrected child what we did."""
        for upn in filter(None, before.get("upn", ())):
            self.by_upn.setdefault(upn, pupil)
        for number in filter(None, before.get("admission_number", ())):
            self.by_number[number].append(pupil)
        for name_and_birthday in pupil.before_correction():
            self.by_birth[name_and_birthday].append(pupil)

    def find(self, record: PupilRecord) -> PupilNow | str | None:
        """The child, None for a new one, or the reason why nobody can tell."""
        if record.upn and (pupil := self.by_upn.get(record.upn)):
            return pupil if _could_be(record, pupil) else TWO_CHILDREN
        numbered = self.by_number.get(record.admission_number, ())
        alike = [pupil for pupil in numbered if _shares_name_or_birthday(record, pupil)]
        if len(alike) == 1:
            return alike[0]
        if alike or not all(record.upn and pupil.upn for pupil in numbered):
            return TWO_CHILDREN
        return self._by_name_and_birth(record)

    def _by_name_and_birth(self, record: PupilRecord) -> PupilNow | str | None:
        if record.date_of_birth is None or not self.by_birth:
            return None
        found = {
            pupil.id: pupil
            for name in record.name_keys
            for pupil in self.by_birth.get((name, record.date_of_birth), ())
        }
        if not found:
            return None
        pupil = next(iter(found.values()))
        if len(found) > 1:
            return TWO_CHILDREN
        temporary = is_temporary(pupil.upn)
        return OTHER_UPN if record.upn and pupil.upn and not temporary else pupil


def _shares_name_or_birthday(record: PupilRecord, pupil: PupilNow) -> bool:
    same_birthday = bool(record.date_of_birth) and pupil.was_born(record.date_of_birth)
    return same_birthday or pupil.is_called(record.name_keys)


def _could_be(record: PupilRecord, pupil: PupilNow) -> bool:
    """A marriage changes a name and a typing error a birthday; both at once is another child."""
    unknown = record.date_of_birth is None or pupil.date_of_birth is None
    forename = pupil.forename.casefold() in (
        record.forename.casefold(),
        record.legal_forename.casefold(),
    )
    return _shares_name_or_birthday(record, pupil) or (unknown and forename)


def one_row_each(
    records: Iterable[PupilRecord], *, today: date
) -> tuple[list[PupilRecord], list[Remark]]:
    """Rows of one child with the same facts become one with all their adults; the rest stand
    aside: we cannot know which of two different rows is right."""
    groups: dict[tuple[str, ...], list[PupilRecord]] = {}
    refused: list[Remark] = []
    for record in records:
        key = _identity(record)
        if record.date_of_birth and record.date_of_birth > today:
            refused.append(Remark(record.row, NOT_BORN))
        elif key is None:
            refused.append(Remark(record.row, NOBODY))
        else:
            groups.setdefault(key, []).append(record)
    kept: list[PupilRecord] = []
    for group in groups.values():
        if len(group) == 1:
            kept.append(group[0])
        elif len({replace(record, row=0, contacts=()) for record in group}) == 1:
            kept.append(_pooled(group))
        else:
            refused.extend(Remark(record.row, TWICE) for record in group)
    return _without_namesakes(kept, refused), refused


def _identity(record: PupilRecord) -> tuple[str, ...] | None:
    if record.upn:
        return ("upn", record.upn)
    if record.admission_number:
        return ("number", record.admission_number)
    if record.date_of_birth:
        return ("birth", min(record.name_keys), record.date_of_birth.isoformat())
    return None


def _pooled(group: list[PupilRecord]) -> PupilRecord:
    if len(group) == 1:
        return group[0]
    contacts = tuple(contact for record in group for contact in record.contacts)
    return replace(group[0], contacts=contacts)


def _without_namesakes(kept: list[PupilRecord], refused: list[Remark]) -> list[PupilRecord]:
    """One child once with a UPN and once without, told by number or by name and birthday."""
    if all(record.upn for record in kept):
        return kept
    alike: dict[tuple[str, str], list[PupilRecord]] = defaultdict(list)
    for record in kept:
        if record.admission_number:
            alike["number", record.admission_number].append(record)
        if record.date_of_birth:
            alike[min(record.name_keys), record.date_of_birth.isoformat()].append(record)
    out = {
        record.row
        for group in alike.values()
        if len(group) > 1 and not all(record.upn for record in group)
        for record in group
    }
    refused.extend(Remark(row, TWICE) for row in sorted(out))
    return [record for record in kept if record.row not in out]
