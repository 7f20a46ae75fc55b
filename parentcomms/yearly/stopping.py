"""A last look at reminders that wait: held, left or moved since."""

from collections.abc import Sequence

from sqlalchemy import select

from parentcomms.communications.rules import still_goes
from parentcomms.communications.ties import ties_by_person
from parentcomms.database import db
from parentcomms.outbox.models import AnyMail
from parentcomms.people.models import Person
from parentcomms.yearly.queries import FACT


def reminder_still_wanted(mails: Sequence[AnyMail]) -> set[int]:
    """The ids of those that may be handed over now; mails that are no reminder always may."""
    to = {mail.id: who for mail in mails if (who := _reminded(mail)) is not None}
    if not to:
        return {mail.id for mail in mails}
    addresses = _addresses(to)
    ties = ties_by_person(set(to.values()))
    return {
        mail.id
        for mail in mails
        if (who := to.get(mail.id)) is None
        or still_goes(
            (),
            [tie for tie in ties[who] if tie.here_now],
            address=mail.to_address,
            address_now=addresses.get(who),
        )
    }


def _reminded(mail: AnyMail) -> int | None:
    fact, _, rest = (mail.once_key or "").partition(":")
    return int(rest.partition(":")[2]) if fact == FACT else None


def _addresses(to: dict[int, int]) -> dict[int, str | None]:
    rows = db.session.execute(
        select(Person.id, Person.email).where(
            Person.id.in_(to.values()), Person.merged_into_id.is_(None)
        )
    )
    return {person_id: address for person_id, address in rows}
