"""How a row belongs to a person: the words the maps beside this file are written in. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Seal(StrEnum):
    """Why an item is listed and not shown until somebody has decided."""

    THIRD_PARTY = "third_party"  # it tells of somebody else (DPA 2018 Sch 2 para 16)
    SAFEGUARDING = "safeguarding"  # only the DSL sees it (DPA 2018 Sch 3)


class About(StrEnum):
    """Whose request it is."""

    PUPIL = "pupil"
    PERSON = "person"


EVERYBODY = (About.PUPIL, About.PERSON)


@dataclass(frozen=True)
class Belongs:
    """A row is the person's own when one of `links` leads to a row that already is.

    A link is a column; or `column=table.column`, where both say the same; or `id<table.column`,
    where a row found before points here. In `columns`, `a>table.b` says what the row behind `a`
    is called.
    """

    table: str
    title: str
    links: tuple[str, ...]
    columns: str  # what is handed out, in order
    withheld: Mapping[str, str] = field(default_factory=dict)  # column: why it never is
    seal: Seal | None = None
    sealed_for: tuple[About, ...] = EVERYBODY
    sealed_when: str = ""  # a column that says of each row whether it is one of safeguarding
    by_pupil_key: str = ""  # a column kept by pupil id: only this child's part is taken
    file: str = ""  # a column that says where the file lies which goes out with the row

    @property
    def handed_out(self) -> tuple[str, ...]:
        return tuple(self.columns.split())

    @property
    def named(self) -> set[str]:
        """Every column of the table this entry answers for."""
        said = {each.partition(">")[0] for each in self.handed_out} | set(self.withheld)
        links = {each.partition("=")[0].partition("<")[0] for each in self.links}
        return said | links | {self.sealed_when, self.by_pupil_key} - {""}


DOOR = "opens a door, and tells nothing about anybody"
FILE = "where a file lies; the file itself goes out beside the draft"
MACHINE = "how the machine keeps count, and nothing about a person"
