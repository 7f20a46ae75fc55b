"""Stages of a case by kind of school, who decides at each, and what a step may be (10.1.2, 11).

Education Act 2002 s.29 for maintained schools; Independent School Standards 2014 Schedule 1
Part 7 for academies and independent schools: informal, formal in writing, a panel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from parentcomms.concerns.rules import ConcernKind, Row
from parentcomms.school.rules import MAINTAINED, SchoolType


class StepKind(StrEnum):
    """What can happen to a case; each is a row that is never changed."""

    RECORDED = "recorded"  # by staff, for somebody who rang, came or wrote
    ACKNOWLEDGED = "acknowledged"
    STAGE = "stage"
    NEW_DATE = "new_date"
    OUTCOME = "outcome"
    REOPENED = "reopened"
    SAFEGUARDING = "safeguarding"
    MOVED_BACK = "moved_back"
    SUBJECT_TOLD = "subject_told"
    HOLD = "hold"
    HOLD_LIFTED = "hold_lifted"
    KIND_CHANGED = "kind_changed"  # a handler found more in it; `words` is what it was before
    FILED = "filed"  # where the child protection file is


class Stage(StrEnum):
    """Where a case stands in the school's procedure."""

    RECEIVED = "received"
    INFORMAL = "informal"
    FORMAL = "formal"
    PANEL = "panel"
    PASSED_ON = "passed_on"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a case ended. A question is answered; a complaint is upheld or not."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    WITHDRAWN = "withdrawn"
    PASSED_ON = "passed_on"
    ANSWERED = "answered"


class Decider(StrEnum):
    """Who decides at a stage."""

    HANDLER = "handler"
    HEAD = "head"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    ASKED_BY_THE_CLERK = "asked_by_the_clerk"  # somebody who had no part in it
    GOVERNORS = "governors"  # three of them, none involved before
    INDEPENDENT_PANEL = "independent_panel"  # one of three has no part in running the school


class Beyond(StrEnum):
    """Where a sender may turn once the school has ended."""

    DFE = "dfe"
    INDEPENDENT_REGULATOR = "independent_regulator"
    ICO = "ico"


COMPLAINT_STAGES = (Stage.INFORMAL, Stage.FORMAL, Stage.PANEL)
FORMAL_DECIDERS = {
    Row.HEAD: Decider.CHAIR,
    Row.CHAIR: Decider.VICE_CHAIR,
    Row.GOVERNOR: Decider.ASKED_BY_THE_CLERK,
}


def decider(stage: Stage, school: SchoolType, row: Row) -> Decider:
    """Who decides at this stage; never whom it is about."""
    if stage is Stage.FORMAL:
        return FORMAL_DECIDERS.get(row, Decider.HEAD)
    if stage is Stage.PANEL:
        own_governors = school in MAINTAINED and row is not Row.CHAIR
        return Decider.GOVERNORS if own_governors else Decider.INDEPENDENT_PANEL
    return Decider.HANDLER


def stages_after(stage: Stage, kind: ConcernKind, *, at_risk: bool) -> tuple[Stage, ...]:
    """The stages a case can still go on to. A question has none, nor has a matter of safety."""
    if at_risk or kind is ConcernKind.QUERY:
        return ()
    if stage is Stage.RECEIVED:
        return COMPLAINT_STAGES[:2]
    if stage in COMPLAINT_STAGES:
        return COMPLAINT_STAGES[COMPLAINT_STAGES.index(stage) + 1 :][:1]
    return ()


def beyond(school: SchoolType, *, data_protection: bool) -> tuple[Beyond, ...]:
    """Who can be asked after the school's own stages."""
    independent = school is SchoolType.INDEPENDENT
    first = Beyond.INDEPENDENT_REGULATOR if independent else Beyond.DFE
    return (first, Beyond.ICO) if data_protection else (first,)


def outcomes(kind: ConcernKind, *, at_risk: bool) -> tuple[Outcome, ...]:
    """How a case of this kind can end. Nobody upholds a question or a matter of safety."""
    if at_risk:
        return (Outcome.PASSED_ON, Outcome.WITHDRAWN, Outcome.ANSWERED)
    if kind is ConcernKind.QUERY:
        return (Outcome.ANSWERED, Outcome.WITHDRAWN, Outcome.PASSED_ON)
    return tuple(each for each in Outcome if each is not Outcome.ANSWERED)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One step as the rules take it."""

    kind: StepKind
    at: datetime
    stage: Stage | None = None
    outcome: Outcome | None = None


def stage_of(steps: Sequence[Fact], *, closed: bool) -> Stage:
    """Where a case stands, from its steps in order."""
    stage = Stage.RECEIVED
    for step in steps:
        if step.kind is StepKind.STAGE and step.stage:
            stage = step.stage
        elif step.kind is StepKind.ACKNOWLEDGED and stage is Stage.RECEIVED:
            stage = Stage.INFORMAL
    if not closed:
        return stage
    ended = outcome_of(steps)
    return Stage.PASSED_ON if ended is Outcome.PASSED_ON else Stage.CLOSED


def outcome_of(steps: Sequence[Fact]) -> Outcome | None:
    """How it ended, unless it was opened again since."""
    found = None
    for step in steps:
        if step.kind is StepKind.OUTCOME:
            found = step.outcome
        elif step.kind is StepKind.REOPENED:
            found = None
    return found


def on_hold(steps: Sequence[Fact]) -> bool:
    """Whether a legal hold keeps it from being removed."""
    held = [each.kind for each in steps if each.kind in {StepKind.HOLD, StepKind.HOLD_LIFTED}]
    return bool(held) and held[-1] is StepKind.HOLD
