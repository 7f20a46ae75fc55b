"""Mail about answers. It never says what was answered."""

from parentcomms.accounts.actions import make_family_link
from parentcomms.accounts.family_links import standings
from parentcomms.accounts.family_mails import own_link
from parentcomms.accounts.rules import may_be_mailed
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.outbox.actions import Recipient, queue_mail, shipped_text
from parentcomms.outbox.models import Lane
from parentcomms.people.models import Person

UPDATED = "answers-updated"
"""Begins the once-key of such a mail, then the adult's id: whoever had none gets a letter."""


def tell_answers_recorded(person_id: int) -> None:
    """Tell the adult that answers were recorded, with their link to look at them."""
    _tell(person_id, "mail_answers_recorded")


def tell_answers_updated(person_id: int) -> None:
    """Staff recorded an answer for this adult: they are told to look."""
    _tell(person_id, "mail_answers_updated", once_key=f"{UPDATED}:{person_id}:{now().isoformat()}")


def _tell(person_id: int, key: str, *, once_key: str | None = None) -> None:
    person = db.session.get_one(Person, person_id)
    if not person.email or not may_be_mailed(standings(person)):
        return
    link = make_family_link(person)
    values = {
        "parent_name": person.full_name,
        "link": own_link(link.reference, gettext("Look at my answers")),
    }
    queue_mail(
        shipped_text(key, person.language),
        Recipient(person.full_name, person.email),
        values,
        lane=Lane.ACKNOWLEDGEMENT,
        once_key=once_key,
    )
