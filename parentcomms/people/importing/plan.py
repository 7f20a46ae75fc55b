"""What loading a file would do, worked out before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from parentcomms.people.importing.by_hand import ByHand
from parentcomms.people.importing.problems import Remark
from parentcomms.people.importing.records import ContactRecord, PupilRecord


class Outcome(StrEnum):
    """What becomes of one child of the file."""

    JOINER = "joiner"
    RETURNER = "returner"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEAVER = "leaver"


class PupilStep(NamedTuple):
    """One child of the file; `pupil_id` is None for a child we have never had."""

    record: PupilRecord
    pupil_id: int | None
    outcome: Outcome
    changes: dict[str, Any]


class AdultStep(NamedTuple):
    """One adult, gathered from every row that names them."""

    facts: ContactRecord
    person_id: int | None
    changes: dict[str, Any]
    email_known: bool = False


class LinkStep(NamedTuple):
    """What one adult is to one child; both are places in the plan's lists."""

    pupil: int
    adult: int
    facts: ContactRecord
    link_id: int | None
    changes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PeopleAlike:
    """Rows that name one person, or people who may be one: the office looks."""

    name: str
    rows: tuple[int, ...]
    why: str


@dataclass(slots=True)
class Plan:
    """Every step, and everything the office should see before agreeing."""

    kind: str
    pupils: list[PupilStep] = field(default_factory=list)
    adults: list[AdultStep] = field(default_factory=list)
    links: list[LinkStep] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    """Ids of children on roll whom the file does not name. Nothing happens to them."""
    taken_as_one: list[PeopleAlike] = field(default_factory=list)
    perhaps_one: list[PeopleAlike] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    for_dsl: list[Remark] = field(default_factory=list)
    asks_dates: str = ""
    """A date that could be read two ways: nothing is loaded before the office says which."""
    month_first: bool = False
    signature: str = ""
    by_hand: ByHand = field(default_factory=ByHand)
    """What the office wrote by hand and the file has otherwise."""

    again: dict[str, Any] | None = None
    """What is known of a file that was loaded before, where nothing happened since."""

    def pupil_counts(self) -> dict[str, int]:
        """Someone who comes back joins; someone who leaves has changed."""
        found = Counter(step.outcome for step in self.pupils)
        return {
            "joiners": found[Outcome.JOINER] + found[Outcome.RETURNER],
            "changed": found[Outcome.CHANGED] + found[Outcome.LEAVER],
            "unchanged": found[Outcome.UNCHANGED],
            "missing": len(self.missing),
        }

    def adult_counts(self) -> dict[str, int]:
        """An adult is changed too when only what they are to a child is."""
        touched = {step.adult for step in self.links if step.changes or step.link_id is None}
        touched |= {place for place, step in enumerate(self.adults) if step.changes}
        new = {place for place, step in enumerate(self.adults) if step.person_id is None}
        return {"new": len(new), "changed": len(touched - new)}

    @property
    def without_email(self) -> int:
        """Adults of the file who can only be written to on paper."""
        return sum(not (step.facts.email or step.email_known) for step in self.adults)

    @property
    def in_the_childs_language(self) -> int:
        """New adults whose letters are in the child's home language, as nothing else is known."""
        return sum(
            step.person_id is None
            and not step.facts.language
            and step.facts.childs_language not in {"", "en"}
            for step in self.adults
        )

    @property
    def changes_nothing(self) -> bool:
        """The school's record already says all this."""
        counts = self.pupil_counts()
        return counts["unchanged"] == len(self.pupils) and not any(self.adult_counts().values())
