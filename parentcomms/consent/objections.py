"""What the school does as its own task: told to families, who may object to it (UK GDPR Art 21).

An objection is a recorded no. Silence is no answer at all, and never a yes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from parentcomms.consent.actions import Said, record_answers
from parentcomms.consent.facts import AnswerFact
from parentcomms.consent.loading_answers import answers_of
from parentcomms.consent.models import Answer, UseWording
from parentcomms.consent.queries import CurrentUse, school_tasks, wordings
from parentcomms.consent.rules import AnswerKind, Decision, last_said
from parentcomms.consent.tapping import road
from parentcomms.errors import NotFound
from parentcomms.people.families import open_relationships
from parentcomms.people.models import Relationship


@dataclass(frozen=True)
class MayObject:
    """One child, and this adult's own objection, if they made one."""

    relationship: Relationship
    objection: AnswerFact | None


@dataclass(frozen=True)
class SchoolTask:
    """One thing the school does anyway, in the reader's language."""

    use: CurrentUse
    wording: UseWording
    children: tuple[MayObject, ...]


def tasks_for(relationships: Sequence[Relationship], language: str) -> list[SchoolTask]:
    """What an adult is told of and may object to, with their own objections only."""
    uses = school_tasks()
    if not uses:
        return []
    given = answers_of({row.pupil_id for row in relationships}, [use.id for use in uses])
    words = wordings([use.version_id for use in uses], language)
    return [
        SchoolTask(
            use,
            words[use.version_id],
            tuple(
                MayObject(row, _objection(given[row.pupil_id, use.id], row))
                for row in relationships
            ),
        )
        for use in uses
    ]


def _objection(given: Sequence[AnswerFact], by: Relationship) -> AnswerFact | None:
    last = last_said(given, by.id)
    return last if last is not None and last.decision is Decision.NO else None


def object_to(person_id: int, use_key: str, child: str, *, language: str) -> list[Answer]:
    """Record an objection about one child (a relationship's reference); twice is once."""
    return _change(person_id, use_key, child, language=language, kind=AnswerKind.GIVEN)


def take_back(person_id: int, use_key: str, child: str, *, language: str) -> list[Answer]:
    """The adult objects no longer; nothing is said in its place."""
    kind = AnswerKind.OBJECTION_TAKEN_BACK
    return _change(person_id, use_key, child, language=language, kind=kind)


def _change(
    person_id: int, use_key: str, child: str, *, language: str, kind: AnswerKind
) -> list[Answer]:
    task, about = _of(person_id, use_key, child, language)
    if (about.objection is not None) is (kind is AnswerKind.GIVEN):
        return []
    said = Said(task.use, task.wording, Decision.NO, kind)
    return record_answers(about.relationship, [said], **road())


def _of(person_id: int, use_key: str, child: str, language: str) -> tuple[SchoolTask, MayObject]:
    for task in tasks_for(open_relationships(person_id), language):
        for about in task.children:
            if task.use.key == use_key and about.relationship.reference == child:
                return task, about
    raise NotFound
