"""What the answers of a child's adults, and the child's own, add up to.

The strictest answer binds, a yes needs somebody who may give it, and silence is never a yes.
"""

from collections.abc import Sequence

from parentcomms.consent.counting import in_force, lines
from parentcomms.consent.due import pupil_is_asked, who_is_due
from parentcomms.consent.facts import (
    SHIPPED_USES,
    TEACHING_USE,
    AnswerFact,
    AnswerSettings,
    Case,
    ChildFacts,
    PersonFact,
    UseFacts,
)
from parentcomms.consent.kinds import (
    PR,
    TEACHING,
    Answerer,
    AnswerKind,
    AnswerRoute,
    Decision,
    LawfulBasis,
    NeverScope,
    Reason,
    Standing,
    UseKey,
    Voice,
)
from parentcomms.consent.permission import limit, never_holds, permitted
from parentcomms.consent.reasons import reasons
from parentcomms.consent.validity import age_on, lapsed
from parentcomms.consent.who_answers import answerer_of, grown_up, has_pr, pupil_decides, voice

__all__ = [
    "PR",
    "SHIPPED_USES",
    "TEACHING",
    "TEACHING_USE",
    "AnswerFact",
    "AnswerKind",
    "AnswerRoute",
    "AnswerSettings",
    "Answerer",
    "Care",
    "Case",
    "ChildFacts",
    "Decision",
    "LawfulBasis",
    "NeverScope",
    "PersonFact",
    "Reason",
    "Standing",
    "UseFacts",
    "UseKey",
    "Voice",
    "answerer_of",
    "differs",
    "grown_up",
    "has_pr",
    "last_said",
    "may_answer",
    "must_come_down",
    "never_holds",
    "own_answer",
    "pupil_decides",
    "pupil_is_asked",
    "reasons",
    "standing",
    "who_is_due",
]
from parentcomms.people.rules import Care


def standing(case: Case) -> Standing:
    """What the school must act on now (UK GDPR Art 4(11), 7; policy 5.1, 10.1.2).

    Tells nobody why: a switch, two parents who differ, a child in care without the answer that
    is needed, and one plain no are all NO.
    """
    spoken = lines(case)
    bound = limit(case, spoken)
    if never_holds(case) or bound is Decision.NO:
        return Standing.NO
    if not case.child.on_roll:
        return Standing.NOT_ANSWERED
    if case.use.basis is not LawfulBasis.CONSENT:
        return Standing.NO_OBJECTION if bound is Decision.YES else Standing.UNRECOGNISABLE
    if permitted(case, spoken):
        return Standing(bound.value)
    return Standing.NO if _in_care(case) else Standing.NOT_ANSWERED


def _in_care(case: Case) -> bool:
    born = case.child.born
    return case.child.care is not Care.NONE and (born is None or age_on(born, case.day) < 18)


def must_come_down(case: Case) -> bool:
    """Whether pictures already out have to be taken down: a no, a withdrawal, or `never`.

    Leaving, silence, expiry, new wording and care stop new posts only (UK GDPR Art 7(3), 17).
    """
    return never_holds(case) or limit(case, lines(case)) is Decision.NO


def differs(case: Case) -> bool:
    """Whether those who answered said different things. For READ_INDIVIDUAL_ANSWERS only."""
    return len({line.says for line in lines(case) if line.says is not None}) > 1


def may_answer(case: Case, who: int) -> Voice:
    """What a yes from this relationship would be worth. A no is taken from everybody."""
    found = [person for person in case.people if person.relationship == who]
    return voice(found[0], case) if found else Voice.ONLY_NO


def last_said(answers: Sequence[AnswerFact], who: int) -> AnswerFact | None:
    """The last this relationship really said; None where an objection was taken back since."""
    given = [answer for answer in in_force(answers) if answer.who == who]
    if not given or given[-1].kind is AnswerKind.OBJECTION_TAKEN_BACK:
        return None
    return given[-1]


def own_answer(case: Case, who: int) -> AnswerFact | None:
    """What this relationship last said itself, to show them as they gave it; None: ask them.

    A no is shown and never asked again; what has lapsed, or came from an old form, is asked.
    """
    last = last_said(case.answers, who)
    if last is None or last.decision is Decision.NO:
        return last
    asked = last.route is AnswerRoute.IMPORTED or lapsed(last, case) is not None
    return None if asked else last
