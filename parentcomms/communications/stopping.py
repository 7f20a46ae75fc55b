"""A last look at a mail that waits: an hour in the outbox is long enough for things to change.

The outbox asks before it hands anything over. So nothing has to be remembered when an adult is
put on hold, ends, moves to another address, or when the head takes an approval back.
"""

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from parentcomms.approvals.queries import decisions_about, steps
from parentcomms.approvals.rules import is_approved
from parentcomms.communications.models import Communication, Delivery, DeliveryChild
from parentcomms.communications.reach import cancelled_deliveries, ties_of
from parentcomms.communications.rules import still_goes
from parentcomms.database import db
from parentcomms.outbox.models import OutgoingMail


def still_wanted(mail: OutgoingMail) -> bool:
    """Whether this mail may be handed over now; mails that are no delivery always may."""
    delivery = db.session.scalar(
        select(Delivery)
        .where(Delivery.mail_id == mail.id)
        .options(joinedload(Delivery.version), joinedload(Delivery.person))
    )
    if delivery is None:
        return True
    communication = db.session.get_one(Communication, delivery.communication_id)
    history = steps(decisions_about(communication.reference))
    return is_approved(delivery.version.content_hash, history) and still_goes(
        {child.relationship_id for child in delivery.children},
        ties_of(delivery.person),
        address=mail.to_address,
        address_now=delivery.person.email,
    )


def make_room_for_another() -> None:
    """What was stopped becomes due again: its place is freed, the delivery itself stays on record.

    The database knows each adult, child and joining once, so that nobody is written to twice.
    """
    stopped = cancelled_deliveries()
    db.session.execute(delete(DeliveryChild).where(DeliveryChild.delivery_id.in_(stopped)))
    for row in db.session.scalars(select(Delivery).where(Delivery.id.in_(stopped))):
        row.occasion = f"stopped:{row.reference}"
