"""What was sent about one child, to whom; and which printed sheet a code belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from parentcomms.communications.coverage_facts import Step, counted_as, step_of
from parentcomms.communications.models import CommunicationVersion, Delivery, DeliveryChild
from parentcomms.communications.rules import CommunicationKind
from parentcomms.communications.sheets import form_code
from parentcomms.database import db
from parentcomms.links import tidy_code
from parentcomms.outbox.models import MailState
from parentcomms.people.models import Relationship


@dataclass(frozen=True)
class Sent:
    """One thing sent, or on its way, to one adult about one child."""

    relationship_id: int
    title: str
    made_at: datetime
    step: Step


def sent_about(pupil_id: int) -> list[Sent]:
    """Everything sent about a child, newest first."""
    rows = db.session.execute(
        select(DeliveryChild.relationship_id, Delivery)
        .join(Delivery, Delivery.id == DeliveryChild.delivery_id)
        .join(Relationship, Relationship.id == DeliveryChild.relationship_id)
        .where(Relationship.pupil_id == pupil_id)
        .options(
            joinedload(Delivery.mail),
            joinedload(Delivery.version).joinedload(CommunicationVersion.communication),
        )
        .order_by(Delivery.id.desc())
    )
    names = counted_as()
    return [_sent(relationship_id, delivery, names) for relationship_id, delivery in rows]


def _sent(relationship_id: int, row: Delivery, names: Mapping[MailState, MailState]) -> Sent:
    mail_state = names.get(row.mail.state, row.mail.state) if row.mail else None
    return Sent(
        relationship_id=relationship_id,
        title=row.version.communication.title,
        made_at=row.made_at,
        step=step_of(mail_state, row.printed_at, row.handed_out_at),
    )


def sheet_with_code(relationship_id: int, typed: str) -> Delivery | None:
    """The consent sheet printed for this adult about this child that bears the code typed."""
    rows = db.session.scalars(
        select(Delivery)
        .join(DeliveryChild, DeliveryChild.delivery_id == Delivery.id)
        .where(DeliveryChild.relationship_id == relationship_id)
        .where(DeliveryChild.kind == CommunicationKind.CONSENT_REQUEST)
        .order_by(Delivery.id.desc())
    )
    wanted = tidy_code(typed)
    for delivery in rows:
        if tidy_code(form_code(delivery.reference, relationship_id)) == wanted:
            return delivery
    return None
