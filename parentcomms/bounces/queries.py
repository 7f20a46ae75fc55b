"""Who cannot be reached by e-mail, which mails came back, and who has left the newsletters."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from parentcomms.accounts.models import FamilyLink, StaffMember
from parentcomms.bounces.models import Bounce, ListLeft, MailboxPlace, Suppression
from parentcomms.bounces.rules import (
    STRIKES_WITHIN,
    BounceKind,
    SuppressionReason,
    may_still_leave,
)
from parentcomms.clock import in_london, now
from parentcomms.database import db
from parentcomms.links import Purpose, reference_in
from parentcomms.outbox.models import AnyMail, Lane, OutgoingMail
from parentcomms.outbox.queries import mail_by_reference
from parentcomms.people.models import Person

NEWS_FOR = timedelta(days=7)


def suppressed_addresses() -> dict[str, set[SuppressionReason]]:
    """Every address that is written to no more, in lower case, and why."""
    found: dict[str, set[SuppressionReason]] = defaultdict(set)
    rows = db.session.execute(
        select(Suppression.address, Suppression.reason).where(Suppression.ended_at.is_(None))
    )
    for address, reason in rows:
        found[address].add(reason)
    return dict(found)


@dataclass(frozen=True)
class Unreachable:
    """The addresses, and the adults, that nothing is mailed to: asked by all who plan a letter."""

    addresses: Mapping[str, Collection[SuppressionReason]]
    in_doubt: Collection[int]  # whose link is said to have reached somebody else

    def by_email(self, person_id: int, email: str | None) -> bool:
        """Whether this adult can be reached by e-mail at the address we hold."""
        return bool(email) and not self.holds(person_id, email)

    def holds(self, person_id: int, email: str | None) -> bool:
        """Whether the address we hold is one of them."""
        return (email or "").lower() in self.addresses or person_id in self.in_doubt


def unreachable() -> Unreachable:
    """Read in two queries, both of few rows."""
    newest = select(func.max(FamilyLink.id)).group_by(FamilyLink.person_id)
    doubted = db.session.scalars(
        select(func.coalesce(Person.merged_into_id, Person.id))
        .join(FamilyLink, FamilyLink.person_id == Person.id)
        .where(FamilyLink.id.in_(newest), FamilyLink.reported_at.is_not(None))
    )
    return Unreachable(suppressed_addresses(), frozenset(doubted))


def bounced_mails() -> Select[int]:
    """Ids of the mails that came back."""
    return select(Bounce.mail_id)


def mails_left_by() -> Select[int]:
    """Ids of the newsletters by which somebody left the list and has not come back."""
    return select(ListLeft.mail_id).where(ListLeft.back_at.is_(None))


def bounce_of(mail: AnyMail) -> Bounce | None:
    """How this mail came back, if it did."""
    return db.session.scalar(select(Bounce).filter_by(mail_id=mail.id))


def days_of_strikes(address: str) -> list[date]:
    """The days on which mails to this address came back undecided, since it was last cleared."""
    cleared = select(func.max(Suppression.ended_at)).where(Suppression.address == address.lower())
    since = db.session.scalar(cleared) or now() - STRIKES_WITHIN - timedelta(days=1)
    moments = db.session.scalars(
        select(Bounce.noted_at)
        .join(OutgoingMail, OutgoingMail.id == Bounce.mail_id)
        .where(OutgoingMail.to_address == address, Bounce.kind == BounceKind.STRIKE)
        .where(Bounce.noted_at > since)
    )
    return [in_london(moment).date() for moment in moments]


def address_still_wanted(mails: Sequence[AnyMail]) -> set[int]:
    """The ids of those that may be handed over: their address was not given up meanwhile."""
    given_up = suppressed_addresses()
    return {
        mail.id
        for mail in mails
        if may_still_leave(
            given_up.get(mail.to_address.lower(), ()),
            somebody_waits=mail.lane == Lane.PERSON_IS_WAITING,
        )
    }


def mail_of(purpose: Purpose, token: str) -> OutgoingMail | None:
    """The mail under which a genuine link stood."""
    reference = reference_in(purpose, token)
    return mail_by_reference(reference) if reference else None


@dataclass(frozen=True)
class GivenUp:
    """An address that is written to no more, and whom we write to on paper because of it."""

    suppression: Suppression
    people: tuple[Person, ...]
    staff: tuple[StaffMember, ...]

    @property
    def has_somebody(self) -> bool:
        """Whether anybody still has it: with a new address the task is done."""
        return bool(self.people or self.staff)


def given_up() -> list[GivenUp]:
    """What the office has to ask new addresses for: those that somebody on record still has."""
    rows = db.session.scalars(
        select(Suppression).where(Suppression.ended_at.is_(None)).order_by(Suppression.id)
    ).all()
    addresses = {row.address for row in rows}
    people: dict[str, list[Person]] = defaultdict(list)
    staff: dict[str, list[StaffMember]] = defaultdict(list)
    for each in db.session.scalars(
        select(Person)
        .where(func.lower(Person.email).in_(addresses), Person.merged_into_id.is_(None))
        .order_by(Person.surname, Person.forename)
    ):
        people[(each.email or "").lower()].append(each)
    for member in db.session.scalars(
        select(StaffMember).where(
            func.lower(StaffMember.email).in_(addresses), StaffMember.ended_at.is_(None)
        )
    ):
        staff[member.email.lower()].append(member)
    found = [GivenUp(row, tuple(people[row.address]), tuple(staff[row.address])) for row in rows]
    return [each for each in found if each.has_somebody]


def suppressions_of(reference: str) -> Sequence[Suppression]:
    """Everything that stands against the address of this suppression."""
    address = select(Suppression.address).where(Suppression.reference == reference)
    return db.session.scalars(
        select(Suppression).where(
            Suppression.address == address.scalar_subquery(), Suppression.ended_at.is_(None)
        )
    ).all()


def newest_bounces(limit: int = 50) -> Sequence[Bounce]:
    """What came back lately, newest first."""
    return db.session.scalars(
        select(Bounce).options(joinedload(Bounce.mail)).order_by(Bounce.id.desc()).limit(limit)
    ).all()


def blocked_lately() -> int:
    """How many mails servers did not want from us this week: our own trouble, not an address's."""
    query = select(func.count()).where(
        Bounce.kind == BounceKind.BLOCKED, Bounce.noted_at > now() - NEWS_FOR
    )
    return db.session.scalar(query) or 0


def attempts_since(moment: datetime) -> int:
    """How many mails were tried from then on."""
    query = select(func.count()).where(OutgoingMail.tried_at >= moment)
    return db.session.scalar(query) or 0


def place_of(mailbox: str) -> MailboxPlace | None:
    """How far this mailbox has been read."""
    return db.session.scalar(select(MailboxPlace).filter_by(mailbox=mailbox))
