"""The link by which a member of staff chooses a password: works once, for a week."""

from datetime import timedelta

from parentcomms import links
from parentcomms.accounts.models import StaffMember
from parentcomms.accounts.queries import staff_by_reference
from parentcomms.accounts.rules import INVITATION_DAYS
from parentcomms.clock import today


def invitation_reference(staff: StaffMember) -> str:
    """What an invitation is derived from: it lasts a week, and dies once a password is set."""
    last_day = today() + timedelta(days=INVITATION_DAYS)
    return f"{staff.reference}.{_password_state(staff)}.{last_day:%Y%m%d}"


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
