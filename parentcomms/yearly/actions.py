"""Reminding: a mail to each adult, a link of their own for each letter, what went on paper."""

from collections.abc import Collection

from parentcomms.access import actor as acting
from parentcomms.accounts.actions import make_family_links
from parentcomms.accounts.family_mails import queue_to_each
from parentcomms.audit.actions import record_many
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.yearly.models import PaperReminder
from parentcomms.yearly.queries import Due, fact_of, people, stopped_mails

TEXT = "mail_yearly_reminder"


def remind(found: Due) -> int:
    """Queue what is due by e-mail, and make the links of the letters; says how many mails."""
    for mail in stopped_mails(found.reminder):
        mail.once_key = f"stopped:{mail.reference}"
    db.session.flush()
    links = make_family_links(people(found.plan.everyone.keys()))
    queue_to_each(
        TEXT,
        people(found.plan.email.keys()),
        links,
        label=lambda: gettext("Look at my answers"),
        fact=lambda person_id: fact_of(found.reminder, person_id),
    )
    return len(found.plan.email)


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
