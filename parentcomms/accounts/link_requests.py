"""Asking for a link by e-mail: written down for every address alike, and looked up by the worker.

The page does the same work, in the same queries, whether we hold the address or not: neither its
words nor its time tell who is known to the school.
"""

from collections.abc import Sequence

from sqlalchemy import select

from parentcomms.accounts import actions, emails, family_links, queries
from parentcomms.accounts.models import LinkRequest, SignInKind
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.database import db


def ask(kind: SignInKind, address: str) -> LinkRequest:
    """Somebody typed this address."""
    request = LinkRequest(kind=kind, address=address.strip().lower(), asked_at=now())
    db.session.add(request)
    db.session.flush()
    return request


def unanswered() -> Sequence[int]:
    """Requests nobody has looked up yet, oldest first."""
    waiting = select(LinkRequest.id).where(LinkRequest.done_at.is_(None))
    return db.session.scalars(waiting.order_by(LinkRequest.id)).all()


def answer(request_id: int) -> None:
    """Queue what there is to queue for this address, and forget the address."""
    request = db.session.get(LinkRequest, request_id, with_for_update=True)
    if request is None or request.done_at is not None or request.address is None:
        return
    if request.kind is SignInKind.FAMILY:
        for person in family_links.people_at(request.address):
            actions.send_new_link(person)
    else:
        _send_password_link(request.address)
    request.address = None
    request.done_at = now()


def _send_password_link(address: str) -> None:
    staff = queries.staff_by_email(address)
    if staff is None or staff.ended_at is not None:
        return
    emails.password_forgotten(staff)
    record("staff-password-link-asked", staff)
