"""What the composed staff pages show, put together from other rooms' queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from parentcomms.clock import today
from parentcomms.communications.about_child import Sent, sent_about
from parentcomms.consent.child_answers import ChildAnswers, child_answers
from parentcomms.people.families import adults_of
from parentcomms.people.holds import contact_decision, open_holds
from parentcomms.people.models import Enrolment, Pupil, Relationship
from parentcomms.people.rules import ContactDecision, RelationshipKind
from parentcomms.policies.models import Acknowledgement
from parentcomms.policies.queries import current_acknowledgements


@dataclass(frozen=True)
class AdultLine:
    """One adult on a child's record, as those who may see people read them."""

    relationship: Relationship
    contact: ContactDecision
    on_hold: bool
    ended: bool
    answered: int
    acknowledged: Acknowledgement | None
    sent: Sequence[Sent]

    @property
    def name(self) -> str:
        """The adult's name, or the authority's."""
        person = self.relationship.person
        if self.relationship.kind is RelationshipKind.SELF:
            return self.relationship.pupil.full_name
        return person.full_name if person else (self.relationship.authority_name or "")


@dataclass(frozen=True)
class ChildRecord:
    """One child: classes, adults and standing answers. Never why an answer stands."""

    pupil: Pupil
    classes: Sequence[Enrolment]
    adults: Sequence[AdultLine]
    answers: ChildAnswers

    @property
    def on_roll(self) -> bool:
        """Here, or about to join."""
        return any(row.ends_on is None or row.ends_on >= today() for row in self.classes)


def child_record(pupil: Pupil) -> ChildRecord:
    """Everything on the page of one child."""
    answers = child_answers(pupil.id)
    rows = [row for row in adults_of(pupil.id) if row.kind is not RelationshipKind.OLD_LIST]
    ids = {row.person_id for row in rows if row.person_id is not None}
    acknowledged = current_acknowledgements(ids)
    sent = sent_about(pupil.id)
    lines = [
        _line(row, answers, read=acknowledged.get(row.person_id or 0), sent=sent) for row in rows
    ]
    return ChildRecord(
        pupil=pupil,
        classes=sorted(pupil.enrolments, key=lambda row: row.starts_on, reverse=True),
        adults=sorted(lines, key=lambda line: line.ended),
        answers=answers,
    )


def _line(
    row: Relationship,
    answers: ChildAnswers,
    *,
    read: Acknowledgement | None,
    sent: Sequence[Sent],
) -> AdultLine:
    return AdultLine(
        relationship=row,
        contact=contact_decision(row),
        on_hold=bool(open_holds(row)),
        ended=row.ends_on is not None and row.ends_on < today(),
        answered=answers.answered.get(row.id, 0),
        acknowledged=read,
        sent=[each for each in sent if each.relationship_id == row.id],
    )
