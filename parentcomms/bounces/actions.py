"""Noting what came back, giving addresses up, and taking them up again. Each act is recorded."""

from collections.abc import Sequence

from sqlalchemy import select

from parentcomms.access import actor
from parentcomms.accounts.actions import report_link, settle_reported_link
from parentcomms.accounts.models import FamilyLink
from parentcomms.accounts.queries import reported_links
from parentcomms.audit.actions import record
from parentcomms.bounces.models import Bounce, ListLeft, Suppression
from parentcomms.bounces.queries import bounce_of, days_of_strikes, suppressions_of
from parentcomms.bounces.rules import (
    BounceKind,
    BounceRoute,
    SuppressionReason,
    Verdict,
    struck_out,
)
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.outbox.models import OutgoingMail


def note_bounce(mail: OutgoingMail, verdict: Verdict, route: BounceRoute) -> Bounce | None:
    """This mail did not arrive; the same report twice is one bounce, and one strike."""
    if bounce_of(mail) is not None:
        return None
    row = Bounce(
        mail_id=mail.id,
        kind=verdict.kind,
        status=verdict.status,
        route=route,
        noted_by=actor(),
        noted_at=now(),
    )
    db.session.add(row)
    record("mail-came-back", row)
    reason = _reason_to_give_up(mail, verdict.kind)
    if reason is not None:
        suppress(mail, reason)
    return row


def _reason_to_give_up(mail: OutgoingMail, kind: BounceKind) -> SuppressionReason | None:
    if kind is BounceKind.DEAD:
        return SuppressionReason.DEAD
    struck = kind is BounceKind.STRIKE and struck_out(days_of_strikes(mail.to_address), day=today())
    return SuppressionReason.THREE_STRIKES if struck else None


def suppress(mail: OutgoingMail, reason: SuppressionReason) -> Suppression:
    """Write to the address of this mail no more: whoever it is for is then due paper."""
    address = mail.to_address.lower()
    standing = db.session.scalar(
        select(Suppression).where(
            Suppression.address == address,
            Suppression.reason == reason,
            Suppression.ended_at.is_(None),
        )
    )
    if standing is not None:
        return standing
    row = Suppression(
        address=address, reason=reason, mail_id=mail.id, made_by=actor(), made_at=now()
    )
    db.session.add(row)
    record("address-given-up", row)
    return row


def report_wrong_person(mail: OutgoingMail) -> None:
    """Whoever got this mail says that it is not for them: nothing more goes to that address.

    The links that stood in it end too, or the stranger could go on opening them.
    """
    suppress(mail, SuppressionReason.WRONG_PERSON)
    for link in _links_in(mail):
        report_link(link)


def _links_in(mail: OutgoingMail) -> Sequence[FamilyLink]:
    references = {
        value["reference"]
        for value in mail.values.values()
        if isinstance(value, dict) and "reference" in value
    }
    return db.session.scalars(select(FamilyLink).where(FamilyLink.reference.in_(references))).all()


def take_up_again(reference: str) -> None:
    """The office has asked: the address is right and works. Links that were ended are made anew."""
    standing = suppressions_of(reference)
    if not standing:
        raise NotFound
    for row in standing:
        row.ended_by, row.ended_at = actor(), now()
        record("address-taken-up-again", row)
    if any(row.reason is SuppressionReason.WRONG_PERSON for row in standing):
        for link in reported_links():
            if (link.person.email or "").lower() == standing[0].address:
                settle_reported_link(link)


def leave_newsletters(mail: OutgoingMail) -> None:
    """Whoever got this newsletter wants no more of them; pressing twice is leaving once."""
    if _left(mail) is None:
        row = ListLeft(mail_id=mail.id, left_by=actor(), left_at=now())
        db.session.add(row)
        record("newsletters-left", row)


def come_back(mail: OutgoingMail) -> None:
    """They want them after all."""
    row = _left(mail)
    if row is not None:
        row.back_by, row.back_at = actor(), now()
        record("newsletters-wanted-again", row)


def _left(mail: OutgoingMail) -> ListLeft | None:
    query = select(ListLeft).where(ListLeft.mail_id == mail.id, ListLeft.back_at.is_(None))
    return db.session.scalar(query)
