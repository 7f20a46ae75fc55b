"""Whether the yes that is needed has been given, and which limits bind."""

from collections.abc import Sequence

from parentcomms.consent.counting import BY_VOICE, STRICTNESS, Line, said, strictest
from parentcomms.consent.facts import AnswerFact, Case, PersonFact
from parentcomms.consent.kinds import (
    PR,
    Answerer,
    AnswerRoute,
    Decision,
    NeverScope,
    Reason,
    Voice,
)
from parentcomms.consent.validity import age_on, answered_on, lapsed
from parentcomms.consent.who_answers import (
    ONLY_THE_PUPIL,
    Part,
    has_pr,
    part_of,
    parts_needed,
    voice,
)
from parentcomms.people.rules import Care


def never_holds(case: Case) -> bool:
    """The switch of head and DSL, above every answer (Keeping Children Safe in Education)."""
    if case.child.never is NeverScope.EVERYTHING:
        return True
    return case.child.never is NeverScope.OUTSIDE_SCHOOL and case.use.outside_school


def permitted(case: Case, lines: Sequence[Line]) -> bool:
    """Every needed part has somebody whose yes, or limited yes, counts today."""
    parts = parts_needed(case)
    for part in parts:
        in_part = [line for line in lines if part_of(line.person, case) is part]
        if not any(backs(line, case, lines) for line in in_part):
            return False
    if not case.settings.everyone_must_answer or Part.PARENT not in parts:
        return True
    return all(backs(line, case, lines) for line in lines if must_answer(line.person))


def must_answer(person: PersonFact) -> bool:
    """Where everyone has to: whoever has or had PR, until head or DSL excuse them.

    Losing PR, a hold or an ended relationship excuses nobody, or it would loosen a verdict.
    """
    adult = person.answers_as in (Answerer.MOTHER_OR_FATHER, Answerer.ADULT)
    return adult and not person.excused and (person.ever_had_pr or has_pr(person) is PR.YES)


def backs(line: Line, case: Case, lines: Sequence[Line]) -> bool:
    """This person permits what their line says."""
    if line.says in (None, Decision.NO) or voice(line.person, case) is not Voice.COUNTS:
        return False
    return any(why_not(answer, line, case, lines) is None for answer in line.behind)


def why_not(answer: AnswerFact, line: Line, case: Case, lines: Sequence[Line]) -> Reason | None:
    """Why an answer that is no `no` permits nothing all the same; None when it does permit."""
    if answer.route is AnswerRoute.IMPORTED:
        return Reason.OLD_FORM_WAITING
    if part_of(line.person, case) is Part.PARENT and answer.pr_then is PR.NO:
        return Reason.NO_PR
    if not _old_enough(answer, line, case):
        return Reason.PUPIL_DECIDES
    if _not_enough_by_voice(answer, line, case, lines):
        return Reason.NOT_ENOUGH_BY_PHONE
    return lapsed(answer, case)


def _not_enough_by_voice(answer: AnswerFact, line: Line, case: Case, lines: Sequence[Line]) -> bool:
    """Phone or in person, for a public use, where somebody is stricter or the child is in care."""
    if answer.route not in BY_VOICE or not case.use.public:
        return False
    limit = STRICTNESS[said(answer, case.use)]
    stricter = (
        other.says is not None and STRICTNESS[other.says] > limit
        for other in lines
        if other is not line
    )
    return case.child.care is not Care.NONE or any(stricter)


def _old_enough(answer: AnswerFact, line: Line, case: Case) -> bool:
    """From 18 only what the pupil said at 16 or later is an answer of an adult's own."""
    born = case.child.born
    if line.person.answers_as is not Answerer.CHILD or born is None:
        return True
    return age_on(born, case.day) < 18 or age_on(born, answered_on(answer)) >= 16


def limit(case: Case, lines: Sequence[Line]) -> Decision:
    """The strictest of the answers that bind; YES where nobody set a limit."""
    return strictest([Decision.YES, *(line.says for line in binding(case, lines) if line.says)])


def binding(case: Case, lines: Sequence[Line]) -> Sequence[Line]:
    """Everybody's answers; only the pupil's from 18, or once a pupil of 16 has decided.

    A yes the child gave before 16 does not outweigh a parent's no on the sixteenth birthday.
    """
    own = [line for line in lines if line.person.answers_as is Answerer.CHILD]
    if parts_needed(case) != ONLY_THE_PUPIL or case.child.born is None:
        return lines
    if age_on(case.child.born, case.day) >= 18 or any(_decided(each, case, lines) for each in own):
        return own
    return lines


def _decided(line: Line, case: Case, lines: Sequence[Line]) -> bool:
    born = case.child.born
    if born is None or line.says is None or not backs(line, case, lines):
        return False
    return any(
        why_not(answer, line, case, lines) is None and age_on(born, answered_on(answer)) >= 16
        for answer in line.behind
    )
