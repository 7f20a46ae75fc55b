"""What the sender of a concern is told of where it stands: never a note, never a name.

Nor what staff find: a sender may be the subject, or know them. A case that staff made one of
safeguarding reads to its sender as it did before, with the same day by which they hear from us.
"""

from dataclasses import dataclass, replace
from datetime import date

from parentcomms.cases import words
from parentcomms.cases.clocks import Clock, ClockKind
from parentcomms.cases.queries import Standing, said_at_risk, said_kind, standing_of
from parentcomms.cases.rules import Stage, StepKind, beyond, stages_after
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import holders, raised
from parentcomms.concerns.rules import ConcernKind, route
from parentcomms.concerns.words import POSTS
from parentcomms.school.queries import school

TOLD = frozenset(  # every other step stays inside
    {StepKind.ACKNOWLEDGED, StepKind.STAGE, StepKind.NEW_DATE, StepKind.OUTCOME, StepKind.REOPENED}
)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One case in the sender's words, in their language."""

    stage: str
    who: str  # the post, such as "the head teacher"
    by: date | None  # the day by which we answer
    outcome: str  # empty while it is open
    begun: bool  # whether its handlers have taken a step that the sender may know of
    careful: bool  # the sender named a risk: no date is promised, and no outcome told
    said_at_risk: bool  # by the sender: what staff make of it changes no warning of theirs
    said_kind: ConcernKind  # what they called it, which their receipt repeats
    next_steps: tuple[str, ...]


def progress_for_sender(concern: Concern) -> Progress:
    """Where it stands, who looks into it, by when, and what the sender may do next."""
    now = standing_of(concern)
    said = said_at_risk(concern, now.steps)
    careful = concern.at_risk and said
    silent = concern.at_risk and _ended_in_safeguarding(now)
    ended = now.outcome.outcome if now.outcome and not silent else None
    stage = words.STAGES[Stage.CLOSED if silent else now.stage]
    running = [each for each in now.clocks if each.met_on is None]
    return Progress(
        stage=str(words.WITH_CARE if careful else stage),
        who=_who(concern, now, at_risk=careful),
        by=_by(running) if not careful else None,
        outcome=str(words.OUTCOMES[ended]) if ended and not careful else "",
        begun=any(each.kind in TOLD for each in now.steps),
        careful=careful,
        next_steps=tuple(str(each) for each in _next(concern, now, careful=careful)),
        said_at_risk=said,
        said_kind=said_kind(concern, now.steps),
    )


def _ended_in_safeguarding(now: Standing) -> bool:
    """Whether the outcome came after the case was made one of safeguarding: it is not told."""
    moved = [each.id for each in now.steps if each.kind is StepKind.SAFEGUARDING]
    return bool(moved and now.outcome and now.outcome.id > moved[-1])


def _by(running: list[Clock]) -> date | None:
    answer = [each.due_on for each in running if each.kind is ClockKind.RESPOND]
    return answer[0] if answer else min((each.due_on for each in running), default=None)


def _who(concern: Concern, now: Standing, *, at_risk: bool) -> str:
    """Who decides at this stage; before that, the post that has it."""
    if now.stage in {Stage.FORMAL, Stage.PANEL}:
        return str(words.DECIDERS[now.decided_by])
    post = route(replace(raised(concern), at_risk=at_risk), holders()).post
    return str(POSTS[post]) if post else ""


def _next(concern: Concern, now: Standing, *, careful: bool) -> list[object]:
    if careful:
        return [words.WRITE]
    found: list[object] = [words.OPEN_AGAIN if concern.closed_at else words.WRITE]
    if concern.kind is ConcernKind.QUERY:
        return found
    last = _last_stage(now)
    found += [words.NEXT_STAGES[each] for each in stages_after(last, concern.kind, at_risk=False)]
    if not concern.closed_at:
        found.append(words.TAKE_BACK)
    bodies = beyond(school().school_type, data_protection=concern.data_protection)
    return [*found, *(words.BEYOND[each] for each in bodies)]


def _last_stage(now: Standing) -> Stage:
    """The stage a closed case had reached, from which its sender may go on."""
    moved = [each.stage for each in now.steps if each.stage]
    begun = any(each.kind in TOLD for each in now.steps)
    return moved[-1] if moved else Stage.INFORMAL if begun else Stage.RECEIVED
