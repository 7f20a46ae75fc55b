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


@dataclass(frozen=True)
class Belongs:
    """A row is the person's own when one of `links` names a row that already is."""

    title: str
    links: tuple[str, ...]  # columns that lead to a row found before
    columns: str  # what is handed out, in order
    withheld: Mapping[str, str] = field(default_factory=dict)  # column: why it never is
    seal: Seal | None = None
    sealed_for: tuple[About, ...] = (About.PUPIL, About.PERSON)
    by_pupil_key: str = ""  # a JSON column kept by pupil id: only this child's part is taken

    @property
    def handed_out(self) -> tuple[str, ...]:
        return tuple(self.columns.split())

    def seal_for(self, about: About) -> Seal | None:
        return self.seal if about in self.sealed_for else None
