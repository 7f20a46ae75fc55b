"""Recording what was decided about a post. Nothing is sent to anybody by it."""

from dataclasses import dataclass
from datetime import date

from parentcomms.access import actor
from parentcomms.audit.actions import record
from parentcomms.clock import now, today
from parentcomms.concerns.models import Concern
from parentcomms.concerns.typed import tidy_line, tidy_story
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.posts_about_us.models import Decision
from parentcomms.posts_about_us.rules import Answer, Question, questions
from parentcomms.school.queries import school


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What somebody decided about one question."""

    question: Question
    answer: Answer
    on: date
    why: str = ""
    number: str = ""


def decide(concern: Concern, said: Decided) -> Decision:
    """Append one decision; an earlier one stays, and the newest holds."""
    if said.question not in questions(school().school_type):
        raise Refused(gettext("This question does not apply to this kind of school."))
    if said.on > today():
        raise Refused(gettext("That day is still to come."))
    row = Decision(
        concern_id=concern.id,
        question=said.question,
        answer=said.answer,
        words=tidy_story(said.why)[:2000] or None,
        number=tidy_line(said.number)[:100] or None,
        decided_on=said.on,
        decided_by=actor(),
        recorded_at=now(),
    )
    db.session.add(row)
    record("concern-decision-recorded", row)
    return row
