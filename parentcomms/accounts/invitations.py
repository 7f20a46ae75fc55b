"""The link by which a member of staff chooses a password: works once, for a week."""

import shlex
from datetime import timedelta

from parentcomms import links
from parentcomms.accounts.models import StaffMember
from parentcomms.accounts.queries import staff_by_reference
from parentcomms.accounts.rules import INVITATION_DAYS
from parentcomms.clock import today
from parentcomms.outbox.queries import mail_is_only_kept
from parentcomms.school.queries import school


def invitation_reference(staff: StaffMember, *, days: int = INVITATION_DAYS) -> str:
    """What an invitation is derived from: it lasts a week, and dies once a password is set."""
    last_day = today() + timedelta(days=days)
    return f"{staff.reference}.{_password_state(staff)}.{last_day:%Y%m%d}"


def by_hand() -> bool:
    """Whether links are handed on by whoever asks for them, because no mail leaves."""
    return mail_is_only_kept() and not school().is_demo


def first_link(staff: StaffMember) -> str | None:
    """The link to hand on, where no mail leaves and no password was ever chosen; else nothing."""
    if staff.password_hash is not None or not by_hand():
        return None
    token = links.token_for(links.Purpose.STAFF_INVITATION, invitation_reference(staff))
    return links.address_of("accounts_staff.choose_password", token=token)


def read_by(staff: StaffMember) -> str:
    """The command that prints a kept invitation, for whoever runs the machine."""
    return shlex.join([".venv/bin/flask", "mail", staff.email])


def staff_by_invitation(token: str) -> StaffMember | None:
    """Whom a genuine, unused invitation of the last week is for."""
    whole = links.reference_in(links.Purpose.STAFF_INVITATION, token) or ""
    if whole.count(".") != 2:
        return None
    reference, state, last_day = whole.split(".")
    staff = staff_by_reference(reference)
    if staff is None or staff.ended_at is not None or state != _password_state(staff):
        return None
    return staff if f"{today():%Y%m%d}" <= last_day else None


def _password_state(staff: StaffMember) -> str:
    return links.digest(f"password of {staff.reference}: {staff.password_hash}")[:16]
