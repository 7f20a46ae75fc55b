"""Whom the school should still ask about one use of one child's picture."""

from parentcomms.consent.counting import Line, lines
from parentcomms.consent.facts import Case
from parentcomms.consent.kinds import PR, Answerer, AnswerRoute, Decision, LawfulBasis, Voice
from parentcomms.consent.permission import must_answer
from parentcomms.consent.validity import (
    age_on,
    answered_on,
    lapsed,
    year_group_on,
)
from parentcomms.consent.who_answers import rows_after, voice
from parentcomms.school.years import academic_year_start, has_reached


def who_is_due(case: Case) -> tuple[int, ...]:
    """The relationships still to be asked (UK GDPR Art 7, clause 10.1.2).

    A no is never asked again, nor is one that was set aside: refusing brings no nagging. A child
    with `never` is asked about like any other, so that the asking tells nobody.
    """
    joining = case.child.joined is not None and case.child.joined > case.day
    if case.use.basis is not LawfulBasis.CONSENT or not (case.child.on_roll or joining):
        return ()
    found = [_asked_as(line, case) for line in lines(case) if _is_due(line, case)]
    return tuple(sorted({who for who in found if who is not None}))


def _is_due(line: Line, case: Case) -> bool:
    if line.says is Decision.NO or line.set_aside:
        return False
    if line.person.answers_as is Answerer.CHILD:
        return _child_is_due(line, case)
    return voice(line.person, case) is not Voice.ONLY_NO and not _has_answered(line, case)


def _has_answered(line: Line, case: Case) -> bool:
    """An old form's yes, or one given without PR, is no answer to what we ask now."""
    return any(
        answer.route is not AnswerRoute.IMPORTED
        and answer.pr_then is not PR.NO
        and lapsed(answer, case) is None
        for answer in line.behind
    )


def _child_is_due(line: Line, case: Case) -> bool:
    """Asked each September from the school's year group, and from 16 wherever they are."""
    child = case.child
    if child.cannot_answer:
        return False
    if not pupil_is_asked(case):
        return False
    began = academic_year_start(case.day)
    return not any(
        answered_on(answer) >= began and lapsed(answer, case) is None for answer in line.behind
    )


def pupil_is_asked(case: Case) -> bool:
    """Whether this pupil is old enough to be asked themselves."""
    born = case.child.born
    return _in_asked_year(case) or (born is not None and age_on(born, case.day) >= 16)


def _in_asked_year(case: Case) -> bool:
    year = year_group_on(case.child, case.day)
    return has_reached(year, case.settings.child_asked_from_year)


def _asked_as(line: Line, case: Case) -> int | None:
    """The row to write to: for a merged row the one that is left, where everyone must answer."""
    rows = rows_after(line.person, case)
    if len(rows) > 1 and not (case.settings.everyone_must_answer and must_answer(line.person)):
        return None
    return None if any(row.do_not_contact for row in rows) else rows[-1].relationship
