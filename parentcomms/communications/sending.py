"""Letting approved words go out: once to each adult, by mail or on paper (policy 5.3, 10.1)."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from parentcomms.access import actor
from parentcomms.accounts.actions import make_family_links
from parentcomms.audit.actions import record, record_many
from parentcomms.clock import now, today
from parentcomms.communications import content, emails, queries
from parentcomms.communications.actions import refuse_bad_words
from parentcomms.communications.models import (
    Communication,
    Delivery,
    DeliveryChild,
    InsertUse,
    SendingRun,
)
from parentcomms.communications.pictures import enter_in_register, refuse_unless_cleared
from parentcomms.communications.proof import digest_of
from parentcomms.communications.reach import plan_for
from parentcomms.communications.readiness import readiness
from parentcomms.communications.ready_rules import holding_back
from parentcomms.communications.ready_staff_words import refusal
from parentcomms.communications.rules import (
    SENT_TO_PEOPLE,
    CommunicationKind,
    DeliveryRoute,
    Tie,
    occasion_key,
)
from parentcomms.communications.stopping import make_room_for_another
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.outbox.queries import mail_is_only_kept
from parentcomms.people.models import Person

ABOUT_NO_JOINING = frozenset({CommunicationKind.NEWSLETTER, CommunicationKind.ABOUT_A_POST})


def refuse_unless_sendable(communication: Communication) -> None:
    """Sending renders again and compares: only what was approved, to the letter, goes out."""
    version = communication.versions[-1]
    if not queries.approved(communication):
        raise Refused(gettext("The head teacher has not approved this text, so it cannot go out."))
    again = content.hash_of(communication.kind, version.texts, version.audience)
    if again != version.content_hash:
        raise Refused(
            gettext("The text now reads differently from what was approved. Approve it again.")
        )
    refuse_bad_words(communication)
    refuse_unless_cleared(version)
    now_there = readiness()
    if lacks := holding_back(communication.kind, now_there.lacks):
        raise Refused(refusal(lacks, now_there))


def send(
    communication: Communication,
    *,
    routes: Collection[DeliveryRoute] = (DeliveryRoute.EMAIL, DeliveryRoute.PAPER),
) -> list[Delivery]:
    """Make the deliveries that are due now, each adult once, and queue those that are mails.

    Pressing twice, or two workers at once, finds nothing due the second time: the row is locked,
    and the database knows each adult, child and joining once.
    """
    _lock(communication)
    if communication.kind not in SENT_TO_PEOPLE:
        raise Refused(gettext("This is not sent to people."))
    refuse_unless_sendable(communication)
    make_room_for_another(communication.kind)
    plan = plan_for(communication)
    chosen = {
        **(plan.email if DeliveryRoute.EMAIL in routes else {}),
        **(plan.paper if DeliveryRoute.PAPER in routes else {}),
    }
    if not chosen:
        return []
    people = list(db.session.scalars(select(Person).where(Person.id.in_(chosen))))
    made = [
        _delivery(communication, person, chosen[person.id], by_email=person.id in plan.email)
        for person in people
    ]
    if communication.sending_at is None:
        communication.sending_at = now()
        enter_in_register(communication.versions[-1])
    db.session.add_all(made)
    emails.queue(communication, made, plan.email, make_family_links(people))
    record("sent", _run(communication, made))
    return made


def _run(communication: Communication, made: Sequence[Delivery]) -> SendingRun:
    """One line of evidence for them all: four thousand would outweigh what was sent."""
    db.session.flush()
    ids = [each.id for each in made]
    run = SendingRun(
        communication_id=communication.id,
        version_id=communication.versions[-1].id,
        first_delivery_id=min(ids),
        last_delivery_id=max(ids),
        deliveries=len(ids),
        digest=digest_of(made),
        made_by=actor(),
        made_at=now(),
    )
    db.session.add(run)
    return run


def _lock(communication: Communication) -> None:
    locked = select(Communication).where(Communication.id == communication.id)
    db.session.execute(locked.with_for_update().execution_options(populate_existing=True))


def _delivery(
    communication: Communication, person: Person, ties: Sequence[Tie], *, by_email: bool
) -> Delivery:
    version = communication.versions[-1]
    about = () if communication.kind in ABOUT_NO_JOINING else ties
    return Delivery(
        communication_id=communication.id,
        version=version,
        person=person,
        occasion=occasion_key(about),
        language=person.language if person.language in version.texts else "en",
        route=DeliveryRoute.EMAIL if by_email else DeliveryRoute.PAPER,
        made_at=now(),
        children=[
            DeliveryChild(
                kind=communication.kind,
                relationship_id=tie.relationship_id,
                joined_on=tie.joined_on,
            )
            for tie in about
        ],
    )


def take_back_kept(communication: Communication) -> int:
    """What was only kept in a folder was never sent: it is due again, now that mail leaves."""
    if mail_is_only_kept():
        raise Refused(gettext("There is still no mail server, so they would be kept once more."))
    kept = list(
        db.session.scalars(
            select(Delivery)
            .join(OutgoingMail, OutgoingMail.id == Delivery.mail_id)
            .where(Delivery.communication_id == communication.id)
            .where(OutgoingMail.state == MailState.KEPT)
            .options(joinedload(Delivery.mail))
        )
    )
    for each in kept:
        if each.mail is not None:
            each.mail.state = MailState.CANCELLED
            each.mail.problem = "kept in a folder: there was no mail server"
    record_many("kept-taken-back", kept)
    return len(kept)


def mark_printed(deliveries: Sequence[Delivery]) -> None:
    """The office has these on paper."""
    fresh = [each for each in deliveries if each.printed_at is None]
    for each in fresh:
        each.printed_at = now()
    record_many("printed", fresh)


def mark_handed_out(deliveries: Sequence[Delivery]) -> None:
    """These went into bags or to the post."""
    fresh = [each for each in deliveries if each.printed_at and each.handed_out_at is None]
    for each in fresh:
        each.handed_out_at = now()
    record_many("handed-out", fresh)


def mark_used(insert: Communication, *, used_in: str, by: str) -> InsertUse:
    """Record where an approved insert was used, so that a year never repeats."""
    if not queries.approved(insert):
        raise Refused(gettext("The head teacher has not approved this text, so it cannot go out."))
    row = InsertUse(
        communication_id=insert.id,
        used_in=used_in,
        used_on=today(),
        recorded_by=by,
        recorded_at=now(),
    )
    db.session.add(row)
    record("insert-used", row)
    return row
