"""What is done with a case. Each step is a row of its own; a note is never sent to anybody."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from flask_babel import force_locale
from sqlalchemy import select

from parentcomms.access import Permission, Role, actor
from parentcomms.accounts.queries import roles_of, staff_with_permission
from parentcomms.audit.actions import record
from parentcomms.cases import queries
from parentcomms.cases.models import FileOpening, MovedStub, Note, Step
from parentcomms.cases.rules import Outcome, Stage, StepKind, outcomes, stages_after
from parentcomms.cases.words import new_date
from parentcomms.clock import now, today
from parentcomms.concerns.actions import add_message, opened, route_again
from parentcomms.concerns.actions import confirm as confirm_concern
from parentcomms.concerns.models import Attachment, Concern, ConcernMessage, ConcernSubject
from parentcomms.concerns.queries import holders, visible_to
from parentcomms.concerns.rules import ConcernKind, Ids
from parentcomms.concerns.typed import LONGEST_STORY, tidy_story
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.filters import day as long_day
from parentcomms.languages import gettext


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a case ends, and what will change because of it."""

    outcome: Outcome
    what_changes: str = ""


def add_step(concern: Concern, kind: StepKind, **columns: object) -> Step:
    """Append one fact to a case."""
    step = Step(concern_id=concern.id, kind=kind, at=now(), by=actor(), **columns)
    db.session.add(step)
    record(f"concern-{kind.value.replace('_', '-')}", step)
    return step


def write_note(concern: Concern, words: str) -> Note:
    """Keep what staff write for themselves. No mail, no message, no copy anywhere."""
    note = Note(
        concern_id=concern.id,
        words=tidy_story(words)[:LONGEST_STORY],
        written_by=actor(),
        written_at=now(),
    )
    db.session.add(note)
    record("concern-note-written", note)
    return note


def write_to_sender(concern: Concern, words: str, *, acknowledges: bool) -> ConcernMessage:
    """A message outside. The sender is told that it waits, in a mail without its words."""
    message = add_message(concern, words, from_sender=False)
    if acknowledges and not queries.standing_of(concern).has(StepKind.ACKNOWLEDGED):
        add_step(concern, StepKind.ACKNOWLEDGED)
    return message


def set_new_date(concern: Concern, day: date, reason: str) -> None:
    """A later day for the answer: never without a reason, and never without telling the sender."""
    _refuse_when_closed(concern)
    if day <= today():
        raise Refused(gettext("The new date must be a day to come."))
    if not tidy_story(reason):
        raise Refused(gettext("Give the reason: the sender is told it."))
    add_step(concern, StepKind.NEW_DATE, day=day, words=tidy_story(reason))
    with force_locale(concern.language):
        words = new_date(long_day(day))
    add_message(concern, f"{words}\n\n{reason}", from_sender=False)


def move_to(concern: Concern, stage: Stage, why: str) -> None:
    """The sender asked for the next stage; the answer's clock counts afresh."""
    _refuse_when_closed(concern)
    here = queries.standing_of(concern).stage
    if stage not in stages_after(here, concern.kind, at_risk=concern.at_risk):
        raise Refused(gettext("It cannot go from here to there."))
    add_step(concern, StepKind.STAGE, stage=stage, words=tidy_story(why) or None)


def close(concern: Concern, ending: Ending, message: str) -> None:
    """The outcome, what will change, and the message that tells the sender both."""
    _refuse_when_closed(concern)
    if ending.outcome not in outcomes(concern.kind, at_risk=concern.at_risk):
        raise Refused(gettext("A case of this kind does not end so."))
    changes = tidy_story(ending.what_changes) or None
    add_step(concern, StepKind.OUTCOME, outcome=ending.outcome, words=changes)
    concern.closed_at = now()
    if tidy_story(message):
        add_message(concern, message, from_sender=False)


def open_again(concern: Concern, why: str) -> None:
    """The sender goes on to the next stage, or something new has come up."""
    if concern.closed_at is None:
        raise Refused(gettext("It is open."))
    concern.closed_at = None
    add_step(concern, StepKind.REOPENED, words=tidy_story(why) or None)


def make_safeguarding(concern: Concern, why: str) -> None:
    """Whoever may see a case may say that a child is at risk; whoever loses it keeps a stub."""
    if concern.at_risk:
        raise Refused(gettext("It is one already."))
    with _stubs_for_former_readers(concern):
        concern.at_risk = True
        add_step(concern, StepKind.SAFEGUARDING, words=tidy_story(why) or None)
        route_again(concern)


def confirm(
    concern: Concern, *, kind: ConcernKind, at_risk: bool, people: Collection[int] = ()
) -> None:
    """As in concerns; where that makes it safeguarding, whoever loses it keeps a stub.

    What its sender called it is kept: their receipt goes on saying that.
    """
    before = concern.kind
    if not at_risk or concern.at_risk:
        confirm_concern(concern, kind=kind, at_risk=at_risk, people=people)
    else:
        with _stubs_for_former_readers(concern):
            add_step(concern, StepKind.SAFEGUARDING)
            confirm_concern(concern, kind=kind, at_risk=True, people=people)
    if concern.kind is not before:
        add_step(concern, StepKind.KIND_CHANGED, words=before.value)


@contextmanager
def _stubs_for_former_readers(concern: Concern) -> Iterator[None]:
    """Whoever no longer sees it reads that it moved; its subject reads nothing at all."""
    before = _readers(concern)
    yield
    db.session.flush()
    subjects = {each.staff_id for each in concern.subjects}
    stubs = select(MovedStub.staff_id).where(MovedStub.concern_id == concern.id)
    known = set(db.session.scalars(stubs))
    for staff_id in sorted(before - _readers(concern) - subjects - known):
        db.session.add(MovedStub(concern_id=concern.id, staff_id=staff_id, moved_at=now()))


def move_back(concern: Concern, staff_id: int, why: str) -> None:
    """Only a safeguarding lead takes a case out of safeguarding, and says why."""
    if Role.DSL not in roles_of(staff_id):
        raise Refused(gettext("Only the safeguarding lead can do this."), status=403)
    if not concern.at_risk:
        raise Refused(gettext("It is not one of safeguarding."))
    if not tidy_story(why):
        raise Refused(gettext("Say why no child is at risk."))
    concern.at_risk = False
    add_step(concern, StepKind.MOVED_BACK, words=tidy_story(why))
    route_again(concern)


def subject_was_told(concern: Concern, subject: ConcernSubject, day: date, how: str = "") -> None:
    """The handler told whom it is about, in person. Where a child is at risk, this is no button."""
    if concern.at_risk:
        raise Refused(gettext("Where a child is at risk, nobody is told through this service."))
    if day > today():
        raise Refused(gettext("That day is still to come."))
    subject.told_at = now()
    words = tidy_story(how) or None
    add_step(concern, StepKind.SUBJECT_TOLD, day=day, staff_id=subject.staff_id, words=words)


def hold(concern: Concern, why: str, *, lift: bool = False) -> None:
    """A legal hold: nothing of this case is removed, however old, until it is lifted."""
    if queries.standing_of(concern).on_hold is not lift:
        raise Refused(gettext("That is so already."))
    kind = StepKind.HOLD_LIFTED if lift else StepKind.HOLD
    add_step(concern, kind, words=tidy_story(why) or None)


def filed(concern: Concern, staff_id: int, where: str) -> None:
    """The safeguarding lead records where the child protection file has it."""
    if Role.DSL not in roles_of(staff_id):
        raise Refused(gettext("Only the safeguarding lead can do this."), status=403)
    if not tidy_story(where):
        raise Refused(gettext("Say where it was filed."))
    add_step(concern, StepKind.FILED, words=tidy_story(where))


def file_opened(attachment: Attachment, staff_id: int) -> None:
    """Who saw which file, by its hash, before it leaves the house."""
    opening = FileOpening(
        attachment_id=attachment.id,
        sha256=attachment.sha256,
        staff_id=staff_id,
        opened_at=now(),
    )
    db.session.add(opening)
    record("concern-file-opened", opening)


def read(concern: Concern, staff_id: int) -> None:
    """Whoever works on a case has read it."""
    if not any(e.opened_at and e.staff_id == staff_id for e in concern.recipients):
        opened(concern, staff_id)


def _readers(concern: Concern) -> Ids:
    among = holders()
    everybody = staff_with_permission(Permission.RECEIVE_CONCERNS)
    return frozenset(e.id for e in everybody if visible_to(concern, e.id, among=among))


def _refuse_when_closed(concern: Concern) -> None:
    if concern.closed_at is not None:
        raise Refused(gettext("This case is closed. Open it again first."))
