"""From what somebody tapped on the photo page to answers worth recording."""

from collections.abc import Iterator, Mapping

from parentcomms.consent.actions import Said, declare_responsibility, record_answers
from parentcomms.consent.family_page import Cell, PhotoPage, Question
from parentcomms.consent.models import Answer
from parentcomms.consent.recording import to_say
from parentcomms.consent.rules import Decision
from parentcomms.consent.tapping import road
from parentcomms.people.models import Relationship

SHOWN = "shown-"  # before the name of a field: the version of the question, and what was chosen


def take_answers(page: PhotoPage, tapped: Mapping[str, str]) -> list[Answer]:
    """Record what is new on this page; an answer tapped again unchanged is not recorded twice."""
    return [
        answer
        for relationship in page.relationships
        for answer in _take(relationship, list(_changes(page, relationship, tapped)))
    ]


def say_no_to_everything(page: PhotoPage, *, child: str | None = None) -> list[Answer]:
    """One tap for no: for one child (a relationship's reference) or for the family.

    There is no such tap for yes.
    """
    tapped = {
        cell.name: Decision.NO.value
        for question in page.questions
        for cell in question.cells
        if child in {None, cell.relationship.reference}
    }
    return take_answers(page, tapped)


def take_the_same(
    page: PhotoPage, relationship: Relationship, tapped: Mapping[str, str]
) -> list[Answer]:
    """Record for one child the answers of another that were shown and confirmed.

    Only where nothing was answered for this child: what was said of them stays as it is.
    """
    silent = {line.name for line in page.same_for(relationship)}
    confirmed = {
        name: value for name, value in tapped.items() if name.removeprefix(SHOWN) in silent
    }
    return _take(relationship, list(_changes(page, relationship, confirmed)))


def take_declarations(page: PhotoPage, references: set[str]) -> None:
    """Note which adults say they have parental responsibility, child by child."""
    for relationship in page.relationships:
        if relationship.reference in references and not page.is_own(relationship):
            declare_responsibility(relationship)


def _changes(
    page: PhotoPage, relationship: Relationship, tapped: Mapping[str, str]
) -> Iterator[Said]:
    for question in page.questions:
        for cell in question.cells:
            decision = _meant(question, cell, tapped)
            if cell.relationship is relationship and decision not in {None, cell.said}:
                yield _said(question, cell, Decision(str(decision)))


def left_out(page: PhotoPage, tapped: Mapping[str, str]) -> bool:
    """Whether something was sent that is no answer: it changed while the page was open."""
    return any(
        _decision(tapped.get(cell.name), question) != _meant(question, cell, tapped)
        for question in page.questions
        for cell in question.cells
    )


def _meant(question: Question, cell: Cell, tapped: Mapping[str, str]) -> Decision | None:
    """What was tapped on the page as it was shown; a no always counts.

    A page left open must not say yes to words it did not show, nor bring back an answer that was
    changed elsewhere since and is only still ticked here.
    """
    decision = _decision(tapped.get(cell.name), question)
    version, _, said = tapped.get(SHOWN + cell.name, "").partition(":")
    if decision in {None, Decision.NO} or not version:
        return decision
    still_ticked = decision == said and decision is not cell.said
    return None if still_ticked or version != str(question.use.number) else decision


def _decision(value: str | None, question: Question) -> Decision | None:
    """The answer tapped; anything the question does not offer is no answer."""
    offered = {Decision.YES, Decision.NO}
    if question.use.facts.offers_unrecognisable:
        offered.add(Decision.UNRECOGNISABLE)
    return next((each for each in offered if each.value == value), None)


def _said(question: Question, cell: Cell, decision: Decision) -> Said:
    return to_say(
        question.use, question.wording, decision, before=cell.standing, words=cell.own_words
    )


def _take(relationship: Relationship, said: list[Said]) -> list[Answer]:
    return record_answers(relationship, said, **road()) if said else []
