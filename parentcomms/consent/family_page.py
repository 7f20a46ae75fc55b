"""What one adult, or a pupil, sees on the photo page: every question once, every child under it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from parentcomms.consent.facts import AnswerFact, Case
from parentcomms.consent.models import UseWording
from parentcomms.consent.pupil_words import pupil_question
from parentcomms.consent.queries import CurrentUse, cases, current_uses, wordings
from parentcomms.consent.rules import (
    Decision,
    Voice,
    grown_up,
    last_said,
    may_answer,
    own_answer,
    pupil_decides,
    who_is_due,
)
from parentcomms.people.families import open_relationships
from parentcomms.people.models import Relationship
from parentcomms.people.rules import RelationshipKind

OWN = RelationshipKind.SELF


@dataclass(frozen=True)
class Cell:
    """One child under one question. `standing` still counts; `before` may have lapsed."""

    name: str  # of the form field
    relationship: Relationship
    standing: AnswerFact | None
    before: AnswerFact | None
    due: bool
    own_words: str | None  # the question as a pupil reads it

    @property
    def said(self) -> Decision | None:
        """What is chosen beforehand: nothing while the school still asks."""
        return self.standing.decision if self.standing and not self.due else None


@dataclass(frozen=True)
class Question:
    """One use in the reader's language, with a cell per child."""

    use: CurrentUse
    wording: UseWording
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class SameAs:
    """One answer of another child, offered for this one and not recorded."""

    name: str  # of the form field
    question: Question
    decision: Decision


@dataclass(frozen=True)
class PhotoPage:
    """Everything the page shows. `voices`: relationship id → what a yes of theirs is worth.

    `decide_themselves`: relationships to pupils of 16, who are the ones asked. `grown_up`: to
    pupils of 18, about whom nobody else is asked anything.
    """

    questions: tuple[Question, ...]
    relationships: tuple[Relationship, ...]
    voices: Mapping[int, Voice]
    decide_themselves: frozenset[int]
    grown_up: frozenset[int]

    @property
    def unanswered(self) -> int:
        """How many answers the school still asks this adult for."""
        return sum(cell.due for question in self.questions for cell in question.cells)

    @property
    def asked_about(self) -> tuple[Relationship, ...]:
        """Those with questions on the page."""
        return tuple(row for row in self.relationships if row.id not in self.grown_up)

    @property
    def only_own(self) -> bool:
        """Whether the reader is a pupil, reading about themselves."""
        return bool(self.relationships) and all(map(self.is_own, self.relationships))

    def is_own(self, relationship: Relationship) -> bool:
        """Whether the reader is this pupil."""
        return relationship.kind is OWN

    def child_to_copy(self, relationship: Relationship) -> Relationship | None:
        """The first child of this adult, whose answers are offered for the others."""
        others = [row for row in self.asked_about if not self.is_own(row)]
        return others[0] if relationship in others[1:] else None

    def same_for(self, relationship: Relationship) -> tuple[SameAs, ...]:
        """What was said of the first child and not yet of this one."""
        first = self.child_to_copy(relationship)
        if first is None:
            return ()
        return tuple(
            SameAs(mine.name, question, given)
            for question in self.questions
            for mine in question.cells
            for theirs in question.cells
            if mine.relationship is relationship and theirs.relationship is first
            if mine.said is None and (given := theirs.said) is not None
        )


def photo_page(person_id: int, language: str) -> PhotoPage:
    """The page of one adult; only their own answers are on it, as they gave them."""
    relationships = open_relationships(person_id)
    found = cases({row.pupil_id for row in relationships})
    uses = current_uses()
    words = wordings([use.version_id for use in uses], language)
    grown = _where(grown_up, relationships, found)
    asked = [row for row in relationships if row.id not in grown]
    due = {key: set(who_is_due(case)) for key, case in found.items()}
    questions = tuple(
        Question(
            use,
            words[use.version_id],
            tuple(_cell(use, row, found[row.pupil_id, use.key], due) for row in asked),
        )
        for use in uses
    )
    return PhotoPage(
        questions,
        tuple(relationships),
        _voices(relationships, uses, found),
        _where(pupil_decides, relationships, found) - grown,
        grown,
    )


def _where(
    holds: Callable[[Case], bool],
    relationships: Sequence[Relationship],
    found: Mapping[tuple[int, str], Case],
) -> frozenset[int]:
    """Relationships of others to pupils of whom this holds."""
    pupils = {pupil_id for (pupil_id, _), case in found.items() if holds(case)}
    return frozenset(
        row.id for row in relationships if row.pupil_id in pupils and row.kind is not OWN
    )


def _cell(
    use: CurrentUse,
    relationship: Relationship,
    case: Case,
    due: Mapping[tuple[int, str], set[int]],
) -> Cell:
    return Cell(
        name=f"{use.key}-{relationship.reference}",
        relationship=relationship,
        standing=own_answer(case, relationship.id),
        before=last_said(case.answers, relationship.id),
        due=relationship.id in due[relationship.pupil_id, use.key],
        own_words=pupil_question(use.key) if relationship.kind is OWN else None,
    )


def _voices(
    relationships: Sequence[Relationship],
    uses: Sequence[CurrentUse],
    found: Mapping[tuple[int, str], Case],
) -> dict[int, Voice]:
    """The best a yes of each relationship is worth for any use (delegation names single uses)."""
    worth = (Voice.ONLY_NO, Voice.WAITS, Voice.COUNTS)
    return {
        row.id: max(
            (may_answer(found[row.pupil_id, use.key], row.id) for use in uses),
            key=worth.index,
            default=Voice.ONLY_NO,
        )
        for row in relationships
    }
