"""A last look at a mail that waits: an hour in the outbox is long enough for things to change.

The outbox asks before it hands anything over. So nothing has to be remembered when an adult is
put on hold, ends, moves to another address, or when the head takes an approval back.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from parentcomms.approvals.queries import decisions_about_all, steps
from parentcomms.approvals.rules import Step, is_approved
from parentcomms.communications.models import (
    Communication,
    CommunicationVersion,
    Delivery,
    DeliveryChild,
)
from parentcomms.communications.reach import chose_no_newsletters, undone_deliveries
from parentcomms.communications.rules import CommunicationKind, Tie, still_goes
from parentcomms.communications.ties import ties_by_person
from parentcomms.database import among, db
from parentcomms.outbox.models import AnyMail
from parentcomms.people.models import Person


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A delivery whose mail waits, as it stands now."""

    communication_id: int
    content_hash: str
    person_id: int
    address_now: str | None
    about: frozenset[int]


def still_wanted(mails: Sequence[AnyMail]) -> set[int]:
    """The ids of those that may be handed over now; mails that are no delivery always may.

    A fixed number of queries however many mails are asked about.
    """
    deliveries = _deliveries_of(mails)
    histories = _histories({each.communication_id for each in deliveries.values()})
    theirs = ties_by_person({each.person_id for each in deliveries.values()})
    left = chose_no_newsletters() if any(mail.content.list_mail for mail in mails) else set()
    return {
        mail.id
        for mail in mails
        if (each := deliveries.get(mail.id)) is None
        or (
            _still_goes(mail, each, histories[each.communication_id], theirs[each.person_id])
            and not (mail.content.list_mail and each.person_id in left)
        )
    }


def _still_goes(
    mail: AnyMail, delivery: _Waiting, history: Sequence[Step], theirs: Sequence[Tie]
) -> bool:
    return is_approved(delivery.content_hash, history) and still_goes(
        delivery.about, theirs, address=mail.to_address, address_now=delivery.address_now
    )


def _deliveries_of(mails: Sequence[AnyMail]) -> dict[int | None, _Waiting]:
    """Mail → its delivery; read as plain columns, because thousands are asked about."""
    theirs = among(Delivery.mail_id, [mail.id for mail in mails])
    about: dict[int, set[int]] = defaultdict(set)
    for delivery_id, relationship_id in db.session.execute(
        select(DeliveryChild.delivery_id, DeliveryChild.relationship_id)
        .join(Delivery, Delivery.id == DeliveryChild.delivery_id)
        .where(theirs)
    ):
        about[delivery_id].add(relationship_id)
    rows = db.session.execute(
        select(
            Delivery.id, Delivery.mail_id, Delivery.communication_id,
            CommunicationVersion.content_hash, Person.id, Person.email,
        )
        .join(CommunicationVersion, CommunicationVersion.id == Delivery.version_id)
        .join(Person, Person.id == Delivery.person_id)
        .where(theirs)
    )  # fmt: skip
    return {
        mail_id: _Waiting(communication_id, content_hash, person_id, email, frozenset(about[own]))
        for own, mail_id, communication_id, content_hash, person_id, email in rows
    }


def _histories(communication_ids: Collection[int]) -> dict[int, list[Step]]:
    rows = db.session.execute(
        select(Communication.id, Communication.reference).where(
            Communication.id.in_(communication_ids)
        )
    )
    names = {each: reference for each, reference in rows}
    decisions = decisions_about_all(list(names.values()))
    return {each: steps(decisions[reference]) for each, reference in names.items()}


def make_room_for_another(kind: CommunicationKind) -> None:
    """What was stopped, or came back, becomes due again: its place is freed, the delivery stays.

    The database knows each adult, child and joining once, so that nobody is written to twice.
    """
    undone = select(Delivery.id).where(
        Delivery.id.in_(undone_deliveries()),
        Delivery.occasion.not_like("stopped:%"),
        Delivery.communication_id.in_(select(Communication.id).where(Communication.kind == kind)),
    )
    freed = list(db.session.scalars(undone))
    for some in batched(freed, 500):
        db.session.execute(delete(DeliveryChild).where(DeliveryChild.delivery_id.in_(some)))
        for row in db.session.scalars(select(Delivery).where(Delivery.id.in_(some))):
            row.occasion = f"stopped:{row.reference}"


def batched(ids: Sequence[int], most: int) -> Iterator[Sequence[int]]:
    """So many at a time: a database takes only so many values in one statement."""
    return (ids[start : start + most] for start in range(0, len(ids), most))
