"""A last look at an occasion's mail that waits: held, moved, answered or cancelled since."""

from sqlalchemy import select

from parentcomms.database import db
from parentcomms.occasions.emails import FACT
from parentcomms.occasions.models import Occasion
from parentcomms.occasions.queries import to_ask
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Person


def question_still_wanted(mail: OutgoingMail) -> bool:
    """Whether this mail may be handed over now; mails about no occasion always may."""
    fact, _, rest = (mail.once_key or "").partition(":")
    if fact != FACT:
        return True
    _key, reference, person_id = rest.split(":")
    occasion = db.session.scalar(select(Occasion).where(Occasion.reference == reference))
    if occasion is None or occasion.cancelled_at is not None:
        return False
    person = db.session.get(Person, int(person_id))
    due = to_ask(occasion).by_mail
    return person is not None and person.id in due and person.email == mail.to_address
