"""One pupil and one adult, as a file gives them: cleaned, but not yet compared with anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from parentcomms.people.importing.problems import Remark
from parentcomms.people.names import normalised_name
from parentcomms.people.rules import Care, ParentalResponsibility, RelationshipKind


@dataclass(unsafe_hash=True, slots=True, kw_only=True)
class ContactRecord:
    """An adult beside one child. Empty text and None mean: the file does not say.

    Never changed once made; only not frozen, which would take three times as long to make one.
    """

    row: int
    contact_id: str = ""
    title: str = ""
    forename: str = ""
    surname: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    language: str = ""
    childs_language: str = ""
    kind: RelationshipKind = RelationshipKind.OTHER
    says_kind: bool = False
    birth_relative: bool = False
    pr: ParentalResponsibility = ParentalResponsibility.UNKNOWN
    lives_with: bool | None = None
    court_order: bool = False
    order: int | None = None

    @property
    def full_name(self) -> str:
        """For the office's lists."""
        return f"{self.forename} {self.surname}".strip()

    @property
    def name_key(self) -> str:
        """Forename and surname for comparing: `Zoë O’Neill` is `ZOE ONEILL`'s neighbour."""
        return normalised_name(self.forename, self.surname)

    @property
    def email_key(self) -> str:
        """Addresses are compared without case."""
        return self.email.casefold()


@dataclass(unsafe_hash=True, slots=True, kw_only=True)
class PupilRecord:
    """A child, under the name the school uses, with the adults of that row. Never changed."""

    row: int
    upn: str = ""
    admission_number: str = ""
    forename: str
    surname: str
    legal_forename: str = ""
    legal_surname: str = ""
    date_of_birth: date | None = None
    year_group: str = ""
    class_name: str = ""
    care: Care | None = None
    leaving_date: date | None = None
    has_left: bool = False
    contacts: tuple[ContactRecord, ...] = ()

    @property
    def full_name(self) -> str:
        """For the office's lists."""
        return f"{self.forename} {self.surname}".strip()

    @property
    def name_keys(self) -> frozenset[str]:
        """The name in use and the legal one: a school's records may hold either."""
        return frozenset(
            {
                normalised_name(self.forename, self.surname),
                normalised_name(
                    self.legal_forename or self.forename, self.legal_surname or self.surname
                ),
            }
        )


@dataclass(slots=True)
class Reading:
    """Everything one file said."""

    kind: str
    pupils: list[PupilRecord] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    asks_dates: str = ""
    """A date that could be read two ways where nothing in the file says which."""
    month_first: bool = False
    signature: str = ""
    """Of a table's headings: what the office says about them is remembered under it."""
    for_dsl: list[Remark] = field(default_factory=list)
    """Rows whose mixed "looked after or adopted" column says yes: shown to the DSL alone."""
