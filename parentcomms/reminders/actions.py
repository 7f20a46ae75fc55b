"""Reminding by e-mail, in exactly the words of the request that the head approved."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from parentcomms.access import actor
from parentcomms.accounts.actions import make_family_links
from parentcomms.accounts.models import FamilyLink
from parentcomms.audit.actions import record_many
from parentcomms.clock import now, today
from parentcomms.communications import values
from parentcomms.communications.emails import mail_text, values_for
from parentcomms.communications.rules import CommunicationKind
from parentcomms.database import db
from parentcomms.outbox.actions import Addressed, Recipient, queue_many
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Person
from parentcomms.reminders.models import Reminder
from parentcomms.reminders.queries import FACT, Due, people

REQUEST = CommunicationKind.CONSENT_REQUEST


def remind(found: Due, *, by_hand: bool) -> list[Reminder]:
    """Queue one mail for each adult who may be reminded now, and note it.

    Once for an adult and a day: two workers, or a press beside the job, find the fact taken.
    """
    if not found.email:
        return []
    some = people(found.email.keys())
    links = make_family_links(some)
    by_language: dict[str, list[Person]] = defaultdict(list)
    for person in some:
        by_language[_language(found, person)].append(person)
    rows = [
        _row(found, person, mail, by_hand=by_hand)
        for language, those in by_language.items()
        for person, mail in _queue(found, those, links, language)
    ]
    db.session.add_all(rows)
    record_many("reminded", rows)
    return rows


def _language(found: Due, person: Person) -> str:
    written = found.version.texts if found.version is not None else {}
    return person.language if person.language in written else "en"


def _queue(
    found: Due, those: Sequence[Person], links: Mapping[int, FamilyLink], language: str
) -> list[tuple[Person, OutgoingMail]]:
    if found.version is None:
        return []
    names = values.first_names_of(tie.pupil_id for own in found.email.values() for tie in own)
    letters = [
        Addressed(
            Recipient(person.full_name, person.email or ""),
            values_for(
                REQUEST, person, links[person.id].reference, language=language,
                names=values.children_of(found.email[person.id], names, language),
            ),
            fact=f"{FACT}:{person.id}:{today().isoformat()}",
        )
        for person in those
    ]  # fmt: skip
    words = mail_text(REQUEST, found.version, language)
    mails = queue_many(words, letters, shared=values.shared_values(language))
    db.session.flush()
    return list(zip(those, mails, strict=True))


def _row(found: Due, person: Person, mail: OutgoingMail, *, by_hand: bool) -> Reminder:
    return Reminder(
        person_id=person.id,
        version=found.version,
        mail_id=mail.id,
        by_hand=by_hand,
        made_by=actor(),
        made_at=now(),
    )
