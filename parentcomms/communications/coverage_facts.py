"""How far letters have come and who has answered: the facts that coverage counts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from parentcomms.accounts.models import SignIn, SignInKind
from parentcomms.bounces.queries import bounced_mails
from parentcomms.communications.models import Communication, Delivery, DeliveryChild
from parentcomms.communications.reach import cancelled_deliveries, chose_no_newsletters
from parentcomms.communications.rules import CommunicationKind, Step, Tie, held_back
from parentcomms.communications.ties import children_here, ties
from parentcomms.consent.facts import Case
from parentcomms.consent.queries import cases
from parentcomms.consent.rules import LawfulBasis, own_answer
from parentcomms.database import db
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.people.models import Person
from parentcomms.policies.queries import current_acknowledgements
from parentcomms.school.queries import school

__all__ = ["Answered", "Facts", "Step", "facts_now", "step_of"]

ON_THE_WAY = (MailState.QUEUED, MailState.CLAIMED, MailState.HANDING_OVER)

_STEPS = {MailState.SENT: Step.SENT, MailState.KEPT: Step.KEPT}


class Answered(StrEnum):
    """Whether anybody has answered about a child; never what they said."""

    ALL = "all"
    PART = "part"
    SILENT = "silent"


@dataclass(frozen=True)
class Facts:
    """Everything the counting needs, read once."""

    children: Mapping[int, int | None]  # pupil id → class id
    ties: tuple[Tie, ...]
    steps: Mapping[tuple[int, Any], Step]
    told: frozenset[int]
    acknowledged: frozenset[int]
    bounced: frozenset[int]  # whose letter came back, and has not been sent in another way
    address_fails: frozenset[int]  # who get paper because our address for them does not work
    chose_not: frozenset[int]  # who left the newsletters
    answered: Mapping[int, Answered]

    def ties_in(self, class_id: int | None) -> list[Tie]:
        return [tie for tie in self.ties if tie.class_id == class_id]

    def pupils_in(self, class_id: int | None) -> list[int]:
        return [pupil_id for pupil_id, own in self.children.items() if own == class_id]

    def step(self, tie: Tie) -> Step:
        made = self.steps.get(tie.occasion)
        if made is not None:
            return made
        return Step.HELD_BACK if held_back(tie) else Step.DUE


def facts_now() -> Facts:
    """Read it, in a fixed number of queries."""
    children = children_here()
    steps, handed_out = _steps()
    acknowledged = frozenset(current_acknowledgements())
    came_in = db.session.scalars(
        select(SignIn.person_id)
        .where(SignIn.kind == SignInKind.FAMILY, SignIn.waits_for.is_(None))
        .distinct()
    )
    everyone = tuple(ties())
    return Facts(
        children=children,
        ties=everyone,
        steps=steps,
        told=acknowledged | handed_out | {each for each in came_in if each is not None},
        acknowledged=acknowledged,
        bounced=_bounced(),
        address_fails=frozenset(tie.person_id for tie in everyone if tie.address_fails),
        chose_not=frozenset(chose_no_newsletters()),
        answered=_answered(set(children)),
    )


def _steps() -> tuple[dict[tuple[int, Any], Step], frozenset[int]]:
    """How far each joining letter has come, and which adults were handed theirs."""
    rows = db.session.execute(
        select(
            DeliveryChild.relationship_id, DeliveryChild.joined_on, Delivery.person_id,
            Delivery.printed_at, Delivery.handed_out_at, OutgoingMail.state,
            Delivery.mail_id.in_(bounced_mails()),
        )
        .join(Delivery, Delivery.id == DeliveryChild.delivery_id)
        .outerjoin(OutgoingMail, OutgoingMail.id == Delivery.mail_id)
        .where(DeliveryChild.kind == CommunicationKind.JOINING_LETTER)
        .where(Delivery.id.not_in(cancelled_deliveries()))
    )  # fmt: skip
    found, handed_out, names = {}, set(), counted_as()
    for relationship_id, joined, person_id, printed_at, handed_out_at, mail_state, back in rows:
        state = MailState.FAILED if back else names.get(mail_state, mail_state)
        found[relationship_id, joined] = step_of(state, printed_at, handed_out_at)
        if handed_out_at is not None:
            handed_out.add(person_id)
    return found, frozenset(handed_out)


def _bounced() -> frozenset[int]:
    """Whose newest joining letter came back: until another goes to them, they were not reached."""
    newest = (
        select(func.max(Delivery.id))
        .join(Communication, Communication.id == Delivery.communication_id)
        .where(Communication.kind == CommunicationKind.JOINING_LETTER)
        .where(Delivery.id.not_in(cancelled_deliveries()))
        .group_by(Delivery.person_id)
    )
    return frozenset(
        db.session.scalars(
            select(func.coalesce(Person.merged_into_id, Person.id))
            .join(Delivery, Delivery.person_id == Person.id)
            .where(Delivery.id.in_(newest), Delivery.mail_id.in_(bounced_mails()))
        )
    )


def counted_as() -> dict[MailState, MailState]:
    """The demo says "sent" of mail that no school's demo could send; a real school never does."""
    return {MailState.KEPT: MailState.SENT} if school().is_demo else {}


def step_of(mail_state: MailState | None, printed_at: object, handed_out_at: object) -> Step:
    """How far one delivery has come."""
    if mail_state is not None:
        if mail_state in ON_THE_WAY:
            return Step.WAITING
        return _STEPS.get(mail_state, Step.FAILED)
    if handed_out_at is not None:
        return Step.HANDED_OUT
    return Step.PRINTED if printed_at is not None else Step.TO_PRINT


def _answered(pupil_ids: set[int]) -> dict[int, Answered]:
    """Whether somebody has answered each question that needs consent and still counts."""
    said: dict[int, list[bool]] = defaultdict(list)
    for (pupil_id, _), case in cases(pupil_ids).items():
        if case.use.basis is LawfulBasis.CONSENT:
            said[pupil_id].append(_anybody_answered(case))
    return {pupil_id: _how_much(said[pupil_id]) for pupil_id in pupil_ids}


def _anybody_answered(case: Case) -> bool:
    return bool(case.answers) and any(
        own_answer(case, person.relationship) is not None for person in case.people
    )


def _how_much(said: list[bool]) -> Answered:
    if not any(said):
        return Answered.SILENT
    return Answered.ALL if all(said) else Answered.PART
