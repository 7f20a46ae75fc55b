"""Since when, and by whose change, pictures already out have to come down (UK GDPR Art 7(3), 17).

Only a no, a withdrawal, a narrowed yes, `never`, or a yes that was recorded in error does it.
Leaving, silence, expiry, new wording and care stop new posts, and nothing here asks about them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from parentcomms.consent.counting import STRICTNESS, Line, in_force, lines, said
from parentcomms.consent.facts import AnswerFact, Case
from parentcomms.consent.kinds import AnswerKind, AnswerRoute, Decision, NeverScope
from parentcomms.consent.permission import binding, permitted


@dataclass(frozen=True, kw_only=True)
class NeverFact:
    """The switch of head and DSL, and since when it is on."""

    scope: NeverScope
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How a child is shown. `relied_on_at`: when the answers were read before it went out."""

    recognisable: bool
    name_beside: bool = False
    relied_on_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Cause:
    """One reason. `who` is the relationship whose own change it was; None: nobody's to be told."""

    at: datetime
    who: int | None = None


def causes(case: Case, shown: Shown, *, nevers: Sequence[NeverFact] = ()) -> tuple[Cause, ...]:
    """Every reason that holds today, oldest first; none: it stays."""
    found = [*_never(case, nevers), *_limits(case, shown), *_recorded_in_error(case, shown)]
    # Of two at the same moment the one that is nobody's to be told goes first.
    return tuple(sorted(found, key=lambda each: (each.at, each.who or 0)))


def _never(case: Case, nevers: Sequence[NeverFact]) -> Iterator[Cause]:
    for each in nevers:
        if each.scope is NeverScope.EVERYTHING or case.use.outside_school:
            yield Cause(at=each.since)


def _limits(case: Case, shown: Shown) -> Iterator[Cause]:
    """A line that says no; or "only if nobody could recognise my child" where somebody could.

    A name beside the picture tells who it is, however well the face is hidden.
    """
    told = shown.recognisable or shown.name_beside
    for line in binding(case, lines(case)):
        if line.says is Decision.NO or (line.says is Decision.UNRECOGNISABLE and told):
            yield _since(line, line.says, case)


def _since(line: Line, says: Decision, case: Case) -> Cause:
    """From the first of the unbroken run of answers this strict that leads up to today."""
    first = line.behind[-1]
    for answer in reversed(line.behind):
        if STRICTNESS[said(answer, case.use)] < STRICTNESS[says]:
            break
        first = answer
    return Cause(at=first.at, who=first.who if _their_own(first) else None)


def _their_own(answer: AnswerFact) -> bool:
    """Said by the family itself; not what staff corrected, nor what an old form said."""
    said_it = answer.kind in (AnswerKind.GIVEN, AnswerKind.WITHDRAWN)
    return said_it and answer.route is not AnswerRoute.IMPORTED


def _recorded_in_error(case: Case, shown: Shown) -> Iterator[Cause]:
    """A check found wrong: it relied on a yes that nobody gave, and nothing else permits it."""
    relied = shown.relied_on_at
    if relied is None or permitted(case, lines(case)):
        return
    standing = {answer.id for answer in in_force(case.answers)}
    given = {answer.id: answer for answer in case.answers}
    for correction in case.answers:
        struck = given.get(correction.corrects or 0)
        if struck is None or struck.id in standing or struck.decision is Decision.NO:
            continue
        if struck.at <= relied < correction.at:
            yield Cause(at=correction.at)
