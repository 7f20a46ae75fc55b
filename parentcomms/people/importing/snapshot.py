"""What the school's own record says now, as plain values to compare a file with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from parentcomms.people.importing.by_hand import Before, as_text
from parentcomms.people.names import normalised_name
from parentcomms.people.rules import Care, ParentalResponsibility, RelationshipKind

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilNow:
    """A child on our record, on roll or not."""

    id: int
    upn: str = ""
    admission_number: str = ""
    forename: str
    surname: str
    date_of_birth: date | None = None
    year_group: str = ""
    class_name: str = ""
    care: Care = Care.NONE
    on_roll: bool = True
    before: Before | None = None
    """What was said of this child before the office wrote otherwise by hand."""

    @property
    def full_name(self) -> str:
        """For the office's lists."""
        return f"{self.forename} {self.surname}"

    @property
    def name_key(self) -> str:
        """For comparing names."""
        return normalised_name(self.forename, self.surname)

    def is_called(self, names: frozenset[str]) -> bool:
        """By the name on our record, or by the one it had before a correction by hand."""
        return self.name_key in names or not names.isdisjoint(self.names_before())

    def was_born(self, day: date | None) -> bool:
        """On the birthday on our record, or on the one before a correction by hand."""
        before = self.before or {}
        return self.date_of_birth == day or as_text(day) in before.get("date_of_birth", ())

    def names_before(self) -> set[str]:
        """To compare; empty where nothing was corrected."""
        return _names(self.forename, self.surname, self.before) if self.before else set()

    def before_correction(self) -> Iterator[tuple[str, date]]:
        """Every name to compare with every birthday, as they are and as they were."""
        days = (self.before or {}).get("date_of_birth", _NONE) | {as_text(self.date_of_birth)}
        born = (date.fromisoformat(day) for day in days if day)
        return product(self.names_before(), born)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultNow:
    """An adult on our record; one merged into another answers with the survivor's id."""

    id: int
    contact_id: str = ""
    title: str = ""
    forename: str = ""
    surname: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    merged_into_id: int | None = None
    before: Before | None = None

    @property
    def full_name(self) -> str:
        """For the office's lists."""
        return f"{self.forename} {self.surname}".strip()

    @property
    def name_key(self) -> str:
        """For comparing names."""
        return normalised_name(self.forename, self.surname)

    @property
    def email_key(self) -> str:
        """For comparing addresses."""
        return self.email.casefold()

    def is_called(self, name_key: str) -> bool:
        """By the name on our record, or by the one it had before a correction by hand."""
        return self.name_key == name_key or (
            self.before is not None and name_key in _names(self.forename, self.surname, self.before)
        )

    def writes_from(self, email_key: str) -> bool:
        """By the address on our record, or by the one before a correction by hand."""
        return self.email_key == email_key or (
            self.before is not None
            and email_key in {each.casefold() for each in self.before.get("email", _NONE)}
        )

    def before_correction(self) -> Iterator[tuple[str, str]]:
        """Every name with every address, where the office corrected either by hand."""
        if self.before is None:
            return iter(())
        emails = {each.casefold() for each in self.before.get("email", _NONE)} | {self.email_key}
        return product(_names(self.forename, self.surname, self.before), emails - {""})


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkNow:
    """What one adult is to one child on our record. One ended by hand stays ended."""

    id: int
    pupil_id: int
    person_id: int
    kind: RelationshipKind
    pr: ParentalResponsibility = ParentalResponsibility.UNKNOWN
    lives_with: bool | None = None
    court_order: bool = False
    contact_order: int | None = None
    ended: bool = False
    before: Before | None = None


@dataclass(frozen=True, slots=True)
class School:
    """Everybody the file could be about."""

    pupils: tuple[PupilNow, ...] = ()
    adults: tuple[AdultNow, ...] = ()
    links: tuple[LinkNow, ...] = ()


def _names(forename: str, surname: str, before: Before) -> set[str]:
    return {
        normalised_name(first, last)
        for first in {forename} | before.get("forename", _NONE)
        for last in {surname} | before.get("surname", _NONE)
    }
