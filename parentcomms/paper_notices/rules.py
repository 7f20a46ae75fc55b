"""Whose answers staff recorded without the adult having been told since. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from parentcomms.consent.rules import AnswerRoute

# Everybody is reminded once a year where to look at their answers. What was sent is kept at least
# as long, so that no letter falls due again because the record of the first one is gone.
TOLD_WITHIN = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """One answer that staff recorded for somebody."""

    relationship_id: int
    person_id: int  # who the adult is today, after any merging
    at: datetime
    route: AnswerRoute
    by_the_pupil: bool = False


def untold(
    recorded: Iterable[Recorded], told: Mapping[int, Collection[datetime]], *, now: datetime
) -> set[int]:
    """The relationships with an answer that nothing told the adult of since it was recorded.

    `told`: adult → when they were, by e-mail or on paper. A pupil who answers in person has the
    member of staff beside them, and needs no letter that others at home might open.
    """
    return {
        each.relationship_id
        for each in recorded
        if now - each.at <= TOLD_WITHIN
        and not (each.by_the_pupil and each.route is AnswerRoute.IN_PERSON)
        and not any(moment >= each.at for moment in told.get(each.person_id, ()))
    }
