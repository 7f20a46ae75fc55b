"""The one road on to the record: what somebody said, against what they had said before."""

<<<<<<< HEAD
from collections.abc import Collection, Mapping
=======
from collections.abc import Mapping, Sequence
>>>>>>> 1db89b7 (Enter forms on paper by their code, and split scans by it)
from typing import Any

from parentcomms.consent.actions import Said, record_answers
from parentcomms.consent.emails import tell_answers_updated
<<<<<<< HEAD
from parentcomms.consent.facts import AnswerFact
from parentcomms.consent.models import Answer, UseWording
=======
from parentcomms.consent.models import Answer
>>>>>>> 1db89b7 (Enter forms on paper by their code, and split scans by it)
from parentcomms.consent.queries import CurrentUse, cases, current_uses, wordings
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
<<<<<<< HEAD
    words: Mapping[str, str] | None = None,
=======
    asked: Sequence[CurrentUse] | None = None,
    language: str = "en",
>>>>>>> 1db89b7 (Enter forms on paper by their code, and split scans by it)
) -> list[Answer]:
    """Append what somebody told staff, by use key, and tell them to look.

<<<<<<< HEAD
    Questions not named stay as they are. `words`: use key → the question as it was put, where that
    is not the wording on file (a pupil is asked in plainer words).
    """
    found = cases([relationship.pupil_id])
    asked = _asked(decisions)
    said = [
        to_say(
            use,
            wording,
            decisions[use.key],
            before=own_answer(found[relationship.pupil_id, use.key], relationship.id),
            words=(words or {}).get(use.key),
        )
        for use, wording in asked
    ]
=======
    A no after a yes of their own is a withdrawal; questions not named stay as they are. `asked` are
    the questions as this adult read them, in `language`, when those are not today's.
    """
    found = cases([relationship.pupil_id])
    questions = current_uses() if asked is None else asked
    uses = [use for use in questions if use.key in decisions]
    words = wordings([use.version_id for use in uses], language)
    said = []
    for use in uses:
        decision = decisions[use.key]
        before = own_answer(found[relationship.pupil_id, use.key], relationship.id)
        takes_back = decision is Decision.NO and before and before.decision is not Decision.NO
        kind = AnswerKind.WITHDRAWN if takes_back else AnswerKind.GIVEN
        said.append(Said(use, words[use.version_id], decision, kind))
>>>>>>> 1db89b7 (Enter forms on paper by their code, and split scans by it)
    rows = record_answers(relationship, said, route=route, evidence=evidence)
    tell_whoever_it_is(relationship)
    return rows


def _asked(keys: Collection[str]) -> list[tuple[CurrentUse, UseWording]]:
    uses = [use for use in current_uses() if use.key in keys]
    words = wordings([use.version_id for use in uses], "en")
    return [(use, words[use.version_id]) for use in uses]


def tell_whoever_it_is(relationship: Relationship) -> None:
    """By e-mail where we may; whoever cannot be mailed is listed for the office to tell."""
    if relationship.person_id is not None and may_be_mailed(relationship):
        tell_answers_updated(relationship.person_id)
