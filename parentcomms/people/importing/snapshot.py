"""What the school's own record says now, as plain values to compare a file with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parentcomms.people.names import normalised_name
from parentcomms.people.rules import Care, ParentalResponsibility, RelationshipKind


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

    @property
    def full_name(self) -> str:
        """For the office's lists."""
        return f"{self.forename} {self.surname}"

    @property
    def name_key(self) -> str:
        """For comparing names."""
        return normalised_name(self.forename, self.surname)


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

    @property
    def name_key(self) -> str:
        """For comparing names."""
        return normalised_name(self.forename, self.surname)

    @property
    def email_key(self) -> str:
        """For comparing addresses."""
        return self.email.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkNow:
    """What one adult is to one child on our record, not ended."""

    id: int
    pupil_id: int
    person_id: int
    kind: RelationshipKind
    pr: ParentalResponsibility = ParentalResponsibility.UNKNOWN
    lives_with: bool | None = None
    court_order: bool = False
    contact_order: int | None = None


@dataclass(frozen=True, slots=True)
class School:
    """Everybody the file could be about."""

    pupils: tuple[PupilNow, ...] = ()
    adults: tuple[AdultNow, ...] = ()
    links: tuple[LinkNow, ...] = ()
