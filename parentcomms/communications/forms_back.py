"""Consent forms that come back: whose sheet a code belongs to.

Codes are derived and never stored, so they are worked out afresh: ten thousand take a few
hundredths of a second.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from parentcomms.communications.models import Delivery, DeliveryChild
from parentcomms.communications.rules import CommunicationKind
from parentcomms.communications.sheets import form_code
from parentcomms.database import db
from parentcomms.links import tidy_code


@dataclass(frozen=True)
class SheetKey:
    """Which delivery a sheet belonged to, and which adult and child it is about."""

    delivery_id: int
    relationship_id: int


def sheets_by_code() -> Mapping[str, SheetKey]:
    """Every sheet this school has sent out, by its code without the dash."""
    rows = db.session.execute(
        select(Delivery.reference, Delivery.id, DeliveryChild.relationship_id)
        .join(DeliveryChild, DeliveryChild.delivery_id == Delivery.id)
        .where(DeliveryChild.kind == CommunicationKind.CONSENT_REQUEST)
    )
    return {
        tidy_code(form_code(reference, relationship_id)): SheetKey(delivery_id, relationship_id)
        for reference, delivery_id, relationship_id in rows
    }
