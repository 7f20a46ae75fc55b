"""What one adult sees on the photo page: every question once, every child under it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parentcomms.consent.facts import AnswerFact, Case
from parentcomms.consent.models import UseWording
from parentcomms.consent.queries import CurrentUse, cases, current_uses, wordings
from parentcomms.consent.rules import Decision, Voice, may_answer, own_answer
from parentcomms.people.families import open_relationships
from parentcomms.people.models import Relationship


@dataclass(frozen=True)
class Cell:
    """One child under one question: what this adult said of it, if that still counts."""

    name: str  # of the form field
    relationship: Relationship
    said: Decision | None
    answer: AnswerFact | None


@dataclass(frozen=True)
class Question:
    """One use in the reader's language, with a cell per child."""

    use: CurrentUse
    wording: UseWording
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class PhotoPage:
    """Everything the page shows. `voices`: relationship id → what a yes of theirs is worth."""

    questions: tuple[Question, ...]
    relationships: tuple[Relationship, ...]
    voices: Mapping[int, Voice]

    @property
    def unanswered(self) -> int:
        """How many cells this adult has not answered."""
        return sum(cell.said is None for question in self.questions for cell in question.cells)


def photo_page(person_id: int, language: str) -> PhotoPage:
    """The page of one adult; only their own answers are on it, as they gave them."""
    relationships = open_relationships(person_id)
    found = cases({row.pupil_id for row in relationships})
    uses = current_uses()
    words = wordings([use.version_id for use in uses], language)
    questions = tuple(
        Question(use, words[use.version_id], _cells(use, relationships, found)) for use in uses
    )
    return PhotoPage(questions, tuple(relationships), _voices(relationships, uses, found))


def _cells(
    use: CurrentUse, relationships: Sequence[Relationship], found: Mapping[tuple[int, str], Case]
) -> tuple[Cell, ...]:
    return tuple(_cell(use, row, found[row.pupil_id, use.key]) for row in relationships)


def _cell(use: CurrentUse, relationship: Relationship, case: Case) -> Cell:
    answer = own_answer(case, relationship.id)
    return Cell(
        name=f"{use.key}-{relationship.reference}",
        relationship=relationship,
        said=answer.decision if answer else None,
        answer=answer,
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
