"""The one road on to the record: what somebody said, against what they had said before."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from parentcomms.consent.actions import Said, record_answers
from parentcomms.consent.emails import tell_answers_updated
from parentcomms.consent.facts import AnswerFact
from parentcomms.consent.models import Answer, UseWording
from parentcomms.consent.queries import CurrentUse, cases, uses_in_force, wordings
from parentcomms.consent.rules import AnswerKind, AnswerRoute, Decision, own_answer
from parentcomms.people.holds import may_be_mailed
from parentcomms.people.models import Relationship


def to_say(
    use: CurrentUse,
    wording: UseWording,
    decision: Decision,
    *,
    before: AnswerFact | None,
    words: str | None = None,
) -> Said:
    """One answer to record: a no after a yes of their own that still stood is a withdrawal."""
    takes_back = decision is Decision.NO and before and before.decision is not Decision.NO
    kind = AnswerKind.WITHDRAWN if takes_back else AnswerKind.GIVEN
    return Said(use, wording, decision, kind, words)


def record_for(
    relationship: Relationship,
    decisions: Mapping[str, Decision],
    *,
    route: AnswerRoute,
    evidence: dict[str, Any],
    words: Mapping[str, str] | None = None,
    asked: Sequence[CurrentUse] | None = None,
    language: str = "en",
) -> list[Answer]:
    """Append what somebody told staff, by use key, and tell them to look.

    Questions not named stay as they are. `words`: use key → the question as it was put, where that
    is not the wording on file (a pupil is asked in plainer words). `asked`: the questions as a
    printed sheet had them, in its `language`, where those are not today's.
    """
    found = cases([relationship.pupil_id], use_keys=list(decisions))
    questions = uses_in_force() if asked is None else asked
    said = [
        to_say(
            use,
            wording,
            decisions[use.key],
            before=own_answer(found[relationship.pupil_id, use.key], relationship.id),
            words=(words or {}).get(use.key),
        )
        for use, wording in _worded(questions, decisions, language)
    ]
    rows = record_answers(relationship, said, route=route, evidence=evidence)
    tell_whoever_it_is(relationship)
    return rows


def _worded(
    questions: Sequence[CurrentUse], keys: Collection[str], language: str
) -> list[tuple[CurrentUse, UseWording]]:
    uses = [use for use in questions if use.key in keys]
    words = wordings([use.version_id for use in uses], language)
    return [(use, words[use.version_id]) for use in uses]


def tell_whoever_it_is(relationship: Relationship) -> None:
    """By e-mail where we may write one; else the office finds a letter to print (paper_notices)."""
    if relationship.person_id is not None and may_be_mailed(relationship):
        tell_answers_updated(relationship.person_id)
