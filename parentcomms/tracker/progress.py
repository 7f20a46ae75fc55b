"""Where a concern stands, in words for its sender."""

from dataclasses import dataclass
from datetime import date

from parentcomms.cases.progress import progress_for_sender
from parentcomms.concerns import queries
from parentcomms.concerns.models import Concern
from parentcomms.concerns.rules import ConcernKind
from parentcomms.languages import gettext


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One step for each thing that has happened; who has it, by post and not by name."""

    stage: str
    who: str
    hear_by: date | None
    outcome: str
    next_steps: tuple[str, ...]
    said_at_risk: bool
    said_kind: ConcernKind


def progress_of(concern: Concern) -> Progress:
    """What its handlers have done, and before that whether it was read. For safety no date."""
    case = progress_for_sender(concern)
    waits = not case.careful and not concern.closed_at
    return Progress(
        stage=case.stage if case.begun else _stage(concern),
        who=case.who,
        hear_by=(case.by if case.begun else queries.hear_by(concern)) if waits else None,
        outcome=case.outcome,
        next_steps=case.next_steps,
        said_at_risk=case.said_at_risk,
        said_kind=case.said_kind,
    )


def _stage(concern: Concern) -> str:
    if concern.closed_at:
        return gettext("It is finished")
    if any(each.opened_at for each in concern.recipients):
        return gettext("It has been read")
    return gettext("It has arrived")
