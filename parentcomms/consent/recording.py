"""Recording what an adult said on paper, by phone or in person: one adult, one child at a time."""

from collections.abc import Mapping
from typing import Any

from parentcomms.consent.actions import Said, record_answers
from parentcomms.consent.emails import tell_answers_updated
from parentcomms.consent.models import Answer
from parentcomms.consent.queries import cases, current_uses, wordings
from parentcomms.consent.rules import AnswerKind, AnswerRoute, Decision, own_answer
from parentcomms.people.holds import may_be_mailed
from parentcomms.people.models import Relationship


def record_for(
    relationship: Relationship,
    decisions: Mapping[str, Decision],
    *,
    route: AnswerRoute,
    evidence: dict[str, Any],
) -> list[Answer]:
    """Append what this adult said, by use key, and tell them to look.

    A no after a yes of their own is a withdrawal; questions not named stay as they are.
    """
    found = cases([relationship.pupil_id])
    uses = [use for use in current_uses() if use.key in decisions]
    words = wordings([use.version_id for use in uses], "en")
    said = []
    for use in uses:
        decision = decisions[use.key]
        before = own_answer(found[relationship.pupil_id, use.key], relationship.id)
        takes_back = decision is Decision.NO and before and before.decision is not Decision.NO
        kind = AnswerKind.WITHDRAWN if takes_back else AnswerKind.GIVEN
        said.append(Said(use, words[use.version_id], decision, kind))
    rows = record_answers(relationship, said, route=route, evidence=evidence)
    if relationship.person_id is not None and may_be_mailed(relationship):
        tell_answers_updated(relationship.person_id)
    return rows
