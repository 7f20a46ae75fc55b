"""Every adult who might be written to, and the plan for one communication: who gets it, and how."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select, union

from parentcomms.bounces.queries import bounced_mails, mails_left_by
from parentcomms.clock import in_london, today
from parentcomms.communications.audience import chosen_by
from parentcomms.communications.models import Communication, Delivery, DeliveryChild
from parentcomms.communications.pilot import plan_within_the_pilot
from parentcomms.communications.rules import (
    CommunicationKind,
    Occasion,
    Plan,
    Tie,
    asked_since,
    held_back,
    is_asked,
    is_due,
    plan,
)
from parentcomms.communications.ties import ties
from parentcomms.consent.models import UseVersion
from parentcomms.consent.queries import due_relationships
from parentcomms.database import db
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.people.models import (
    Person,
    Pupil,
)
from parentcomms.school.queries import school
from parentcomms.school.years import phase_started_on


def plan_for(communication: Communication) -> Plan:
    """Who is due this communication now."""
    everyone = ties()
    if communication.kind is CommunicationKind.ABOUT_A_POST:
        return plan(_asked_about_a_post(communication, everyone))
    if communication.kind is CommunicationKind.JOINING_LETTER:
        told = occasions_told(communication.kind)
        return plan_within_the_pilot([tie for tie in everyone if is_due(tie, told)], everyone)
    if communication.kind is CommunicationKind.CONSENT_REQUEST:
        return plan_within_the_pilot(still_to_ask(everyone), everyone)
    if communication.kind is CommunicationKind.NEWSLETTER:
        found = plan_within_the_pilot(_newsletter_ties(communication, everyone), everyone)
        return found.without(chose_no_newsletters())
    return Plan()


def _asked_about_a_post(communication: Communication, everyone: Iterable[Tie]) -> list[Tie]:
    """The one adult it is for, once: nothing asks a second time."""
    gone = communication.sending_at is not None
    wanted = communication.versions[-1].audience.get("person")
    asked = db.session.scalar(select(Person.id).where(Person.reference == wanted))
    return [] if gone else [tie for tie in everyone if tie.person_id == asked]


def still_to_ask(everyone: Iterable[Tie]) -> list[Tie]:
    """Those due a consent request, with the day since which this asking is due."""
    asked = _with_asking_day(list(everyone))
    told = occasions_told(CommunicationKind.CONSENT_REQUEST)
    due = due_relationships({tie.pupil_id for tie in asked})
    return [tie for tie in asked if is_asked(tie, told, due)]


def told_but_not_asked() -> int:
    """How many adults get letters here and no consent request, so that the difference is said.

    Somebody else answers for the child, or nothing is left to ask of them.
    """
    everyone = ties()
    due = due_relationships({tie.pupil_id for tie in everyone})
    written = {tie.person_id for tie in everyone if tie.gets_letters and held_back(tie) is None}
    return len(written - {tie.person_id for tie in everyone if tie.relationship_id in due})


def _with_asking_day(everyone: list[Tie]) -> list[Tie]:
    again = _asked_again_on(UseVersion.ask_again.is_(True))
    corrected = _translations_asked_again(everyone)
    years = {each: year for each, year in db.session.execute(select(Pupil.id, Pupil.year_group))}
    school_years = school().year_groups
    phases = {
        year: phase_started_on(year, today(), school_years=school_years)
        for year in set(years.values())
    }
    return [
        replace(
            tie,
            joined_on=asked_since(
                tie.joined_on,
                asked_again_on=_later(again, corrected.get(tie.person_id)),
                phase_began_on=phases[years[tie.pupil_id]],
            ),
        )
        for tie in everyone
    ]


def _asked_again_on(which: ColumnElement[bool]) -> date | None:
    newest = db.session.scalar(select(func.max(UseVersion.made_at)).where(which))
    return in_london(newest).date() if newest is not None else None


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _translations_asked_again(everyone: Iterable[Tie]) -> dict[int, date | None]:
    """Adult → when the translation they read was last corrected, which asks them again."""
    languages = db.session.scalars(
        select(UseVersion.ask_again_in).where(UseVersion.ask_again_in.is_not(None)).distinct()
    ).all()
    if not languages:
        return {}
    days = {each: _asked_again_on(UseVersion.ask_again_in == each) for each in languages}
    readers = db.session.execute(
        select(Person.id, Person.language).where(
            Person.id.in_({tie.person_id for tie in everyone}), Person.language.in_(languages)
        )
    )
    return {person_id: days[language] for person_id, language in readers}


def occasions_told(kind: CommunicationKind) -> set[Occasion]:
    """Every relationship and joining that a letter of this kind was made for."""
    rows = db.session.execute(
        select(DeliveryChild.relationship_id, DeliveryChild.joined_on)
        .join(Delivery, Delivery.id == DeliveryChild.delivery_id)
        .where(DeliveryChild.kind == kind, Delivery.id.not_in(undone_deliveries()))
    )
    return {(relationship_id, day) for relationship_id, day in rows}


def cancelled_deliveries() -> Select[int]:
    """Ids of those whose mail was stopped before it left: nobody was told anything."""
    return (
        select(Delivery.id)
        .join(OutgoingMail, OutgoingMail.id == Delivery.mail_id)
        .where(OutgoingMail.state == MailState.CANCELLED)
    )


def undone_deliveries() -> Select[int]:
    """Ids of those that reached nobody: stopped before they left, or they came back."""
    came_back = select(Delivery.id).where(Delivery.mail_id.in_(bounced_mails()))
    return select(union(cancelled_deliveries(), came_back).subquery().c.id)


def chose_no_newsletters() -> set[int]:
    """The adults who left the newsletters, by the one they got; after any merging."""
    return set(
        db.session.scalars(
            select(func.coalesce(Person.merged_into_id, Person.id))
            .join(Delivery, Delivery.person_id == Person.id)
            .where(Delivery.mail_id.in_(mails_left_by()))
        )
    )


def _newsletter_ties(communication: Communication, everyone: Iterable[Tie]) -> list[Tie]:
    chosen = chosen_by(communication.versions[-1].audience)
    sent = set(
        db.session.scalars(
            select(Delivery.person_id).where(
                Delivery.communication_id == communication.id,
                Delivery.id.not_in(undone_deliveries()),
            )
        )
    )
    return [
        tie
        for tie in everyone
        if tie.gets_letters and chosen.holds(tie) and tie.person_id not in sent
    ]
