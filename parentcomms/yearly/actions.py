"""Reminding: a mail to each adult, a link of their own for each letter, what went on paper."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from flask_babel import force_locale

from parentcomms.access import actor as acting
from parentcomms.accounts.actions import make_family_links
from parentcomms.accounts.models import FamilyLink
from parentcomms.audit.actions import record_many
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.links import Purpose
from parentcomms.outbox.actions import Addressed, Recipient, link_value, queue_many, shipped_text
from parentcomms.people.models import Person
from parentcomms.texts.shipped import ENGLISH, languages
from parentcomms.yearly.models import PaperReminder
from parentcomms.yearly.queries import Due, fact_of, people, stopped_mails
from parentcomms.yearly.rules import Reminder

TEXT = "mail_yearly_reminder"
OPEN_LINK = "accounts_public.family_link"


def remind(found: Due) -> int:
    """Queue what is due by e-mail, and make the links of the letters; says how many mails."""
    for mail in stopped_mails(found.reminder):
        mail.once_key = f"stopped:{mail.reference}"
    db.session.flush()
    links = make_family_links(people(found.plan.everyone.keys()))
    by_language: dict[str, list[Person]] = defaultdict(list)
    for person in people(found.plan.email.keys()):
        by_language[language_of(person)].append(person)
    for language, some in by_language.items():
        _queue(some, found.reminder, links, language)
    return len(found.plan.email)


def language_of(person: Person) -> str:
    """The language this adult is written to in."""
    return person.language if person.language in languages() else ENGLISH


def _queue(
    some: Collection[Person], reminder: Reminder, links: Mapping[int, FamilyLink], language: str
) -> None:
    with force_locale(language):
        label = gettext("Look at my answers")
    letters = [
        Addressed(
            Recipient(person.full_name, person.email or ""),
            {
                "parent_name": person.full_name,
                "link": link_value(
                    OPEN_LINK,
                    purpose=Purpose.FAMILY_LINK,
                    reference=links[person.id].reference,
                    label=label,
                ),
            },
            fact=fact_of(reminder, person.id),
        )
        for person in some
    ]
    queue_many(shipped_text(TEXT, language), letters)


def told_on_paper(found: Due, person_ids: Collection[int]) -> list[PaperReminder]:
    """The office has handed out or posted these letters; those not due one are left alone."""
    rows = [
        PaperReminder(
            person_id=person_id,
            school_year=found.reminder.school_year,
            told_by=acting(),
            told_at=now(),
        )
        for person_id in found.plan.paper
        if person_id in person_ids
    ]
    db.session.add_all(rows)
    record_many("reminded-on-paper", rows)
    return rows
