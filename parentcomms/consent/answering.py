"""From what an adult tapped on the photo page to answers worth recording."""

from collections.abc import Iterator, Mapping

from parentcomms.consent.actions import Said, declare_responsibility, record_answers
from parentcomms.consent.family_page import Cell, PhotoPage, Question
from parentcomms.consent.models import Answer
from parentcomms.consent.rules import AnswerKind, AnswerRoute, Decision
from parentcomms.people.models import Relationship


def take_answers(page: PhotoPage, tapped: Mapping[str, str]) -> list[Answer]:
    """Record what is new on this page; an answer tapped again unchanged is not recorded twice."""
    return [
        answer
        for relationship in page.relationships
        for answer in _take(relationship, dict(_changes(page, relationship, tapped)))
    ]


def say_no_to_everything(page: PhotoPage, *, child: str | None = None) -> list[Answer]:
    """One tap for no: for one child (a relationship's reference) or for the family.

    There is no such tap for yes.
    """
    chosen = [row for row in page.relationships if child in {None, row.reference}]
    tapped = {
        cell.name: Decision.NO.value
        for question in page.questions
        for cell in question.cells
        if cell.relationship in chosen
    }
    return take_answers(page, tapped)


def take_declarations(page: PhotoPage, references: set[str]) -> None:
    """Note which adults say they have parental responsibility, child by child."""
    for relationship in page.relationships:
        if relationship.reference in references:
            declare_responsibility(relationship)


def _changes(
    page: PhotoPage, relationship: Relationship, tapped: Mapping[str, str]
) -> Iterator[tuple[Question, Said]]:
    for question in page.questions:
        for cell in question.cells:
            decision = _decision(tapped.get(cell.name), question)
            if cell.relationship is relationship and decision not in {None, cell.said}:
                yield question, _said(question, cell, Decision(str(decision)))


def _decision(value: str | None, question: Question) -> Decision | None:
    """The answer tapped; anything the question does not offer is no answer."""
    offered = {Decision.YES, Decision.NO}
    if question.use.facts.offers_unrecognisable:
        offered.add(Decision.UNRECOGNISABLE)
    return next((each for each in offered if each.value == value), None)


def _said(question: Question, cell: Cell, decision: Decision) -> Said:
    withdrawn = decision is Decision.NO and cell.said is not None
    kind = AnswerKind.WITHDRAWN if withdrawn else AnswerKind.GIVEN
    return Said(question.use, question.wording, decision, kind)


def _take(relationship: Relationship, changes: Mapping[Question, Said]) -> list[Answer]:
    said = list(changes.values())
    return record_answers(relationship, said, route=AnswerRoute.OWN_LINK) if said else []
