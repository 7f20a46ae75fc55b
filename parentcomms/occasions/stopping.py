"""A last look at an occasion's mail that waits: held, moved, answered or cancelled since."""

from collections.abc import Sequence

from sqlalchemy import select

from parentcomms.database import db
from parentcomms.occasions.emails import FACT
from parentcomms.occasions.models import Occasion
from parentcomms.occasions.queries import to_ask
from parentcomms.outbox.models import AnyMail
from parentcomms.people.models import Person


def question_still_wanted(mails: Sequence[AnyMail]) -> set[int]:
    """The ids of those that may be handed over now; mails about no occasion always may.

    Each occasion is asked about once, however many of its mails wait.
    """
    about = {mail.id: _fact(mail) for mail in mails}
    references = {fact[0] for fact in about.values() if fact}
    due = {each: _addresses_due(each) for each in references}
    wanted = set()
    for mail in mails:
        fact = about[mail.id]
        if fact is None or due[fact[0]].get(fact[1]) == mail.to_address:
            wanted.add(mail.id)
    return wanted


def _fact(mail: AnyMail) -> tuple[str, int] | None:
    """Which occasion, and which adult."""
    fact, _, rest = (mail.once_key or "").partition(":")
    if fact != FACT:
        return None
    _key, reference, person_id = rest.split(":")
    return reference, int(person_id)


def _addresses_due(reference: str) -> dict[int, str | None]:
    """Adult → the address of those who are still to be asked by mail."""
    occasion = db.session.scalar(select(Occasion).where(Occasion.reference == reference))
    if occasion is None or occasion.cancelled_at is not None:
        return {}
    due = to_ask(occasion).by_mail
    rows = db.session.execute(select(Person.id, Person.email).where(Person.id.in_(due)))
    return {person_id: address for person_id, address in rows}
