"""Where a concern stands, in words for its sender."""

from dataclasses import dataclass
from datetime import date

from parentcomms.concerns import queries
from parentcomms.concerns.models import Concern
from parentcomms.concerns.rules import route
from parentcomms.concerns.words import POSTS
from parentcomms.languages import gettext


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One step for each thing that has happened; who has it, by post and not by name."""

    stage: str
    who: str
    hear_by: date | None


def progress_of(concern: Concern) -> Progress:
    """Received, then read, then closed. For safety nothing waits for a date."""
    post = route(queries.raised(concern), queries.holders()).post
    return Progress(
        stage=_stage(concern),
        who=str(POSTS[post]) if post else "",
        hear_by=None if concern.at_risk or concern.closed_at else queries.hear_by(concern),
    )


def _stage(concern: Concern) -> str:
    if concern.closed_at:
        return gettext("It is finished")
    if any(each.opened_at for each in concern.recipients):
        return gettext("It has been read")
    return gettext("It has arrived")
