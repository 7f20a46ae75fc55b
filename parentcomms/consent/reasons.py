"""Why a standing answer is what it is: for those who may read individual answers, nobody else."""

from collections.abc import Iterable

from parentcomms.consent.counting import Line, lines
from parentcomms.consent.facts import Case
from parentcomms.consent.kinds import (
    PR,
    Answerer,
    AnswerKind,
    Decision,
    LawfulBasis,
    Reason,
    Voice,
)
from parentcomms.consent.permission import (
    backs,
    binding,
    must_answer,
    never_holds,
    permitted,
    why_not,
)
from parentcomms.consent.who_answers import ONLY_THE_PUPIL, Part, has_pr, parts_needed, voice
from parentcomms.people.rules import Care


def reasons(case: Case) -> tuple[Reason, ...]:
    """Everything that stands in the way of a plain yes, in one order. Empty for a yes.

    The caller holds READ_INDIVIDUAL_ANSWERS and logs the opening.
    """
    spoken = lines(case)
    found = {*_of_the_child(case), *_of_the_nos(case, spoken)}
    if case.use.basis is LawfulBasis.CONSENT and not permitted(case, spoken):
        found |= {*_of_the_missing_yes(case, spoken)}
    return tuple(reason for reason in Reason if reason in found)


def _of_the_child(case: Case) -> Iterable[Reason]:
    if never_holds(case):
        yield Reason.NEVER
    if not case.child.on_roll:
        yield Reason.LEFT
    if case.child.care is Care.NOT_KNOWN:
        yield Reason.CARE_NOT_KNOWN


def _of_the_nos(case: Case, spoken: tuple[Line, ...]) -> Iterable[Reason]:
    if len({line.says for line in spoken if line.says is not None}) > 1:
        yield Reason.ANSWERS_DIFFER
    for line in binding(case, spoken):
        if line.says is not Decision.NO:
            continue
        by_child = line.person.answers_as is Answerer.CHILD
        yield Reason.CHILD_SAID_NO if by_child else Reason.SOMEONE_SAID_NO
        if line.behind[-1].kind is AnswerKind.WITHDRAWN:
            yield Reason.SOMEONE_WITHDREW


def _of_the_missing_yes(case: Case, spoken: tuple[Line, ...]) -> Iterable[Reason]:
    parts = parts_needed(case)
    if not any(line.says for line in spoken):
        yield Reason.NEVER_ANSWERED
    if parts == ONLY_THE_PUPIL:
        yield Reason.PUPIL_DECIDES
    if Part.AUTHORITY in parts:
        yield Reason.CARE_ANSWER_MISSING
    silent = [line for line in spoken if must_answer(line.person) and not backs(line, case, spoken)]
    if case.settings.everyone_must_answer and silent:
        yield Reason.EVERYONE_MUST_ANSWER
    for line in spoken:
        if line.says not in (None, Decision.NO):
            yield from _of_a_yes_that_does_not_count(line, case, spoken)


def _of_a_yes_that_does_not_count(
    line: Line, case: Case, spoken: tuple[Line, ...]
) -> Iterable[Reason]:
    person, worth = line.person, voice(line.person, case)
    if person.held:
        yield Reason.ON_HOLD
    if person.ended or person.removed:
        yield Reason.ENDED
    if worth is Voice.WAITS:
        yield Reason.PR_WAITING
    if worth is Voice.ONLY_NO and has_pr(person) is PR.NO:
        yield Reason.NO_PR
    for answer in line.behind:
        found = why_not(answer, line, case, spoken)
        if found is not None and not backs(line, case, spoken):
            yield found
