"""Turning a verified sign-on into a session, with the roles its groups give. Views commit."""

from sqlalchemy import select

from parentcomms import links
from parentcomms.access import Role
from parentcomms.accounts import actions as accounts
from parentcomms.accounts.models import OutsideIdentity, StaffMember
from parentcomms.accounts.queries import staff_by_email
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.single_sign_on.models import UsedSignOn
from parentcomms.single_sign_on.rules import Identity, Problem

BY = "single-sign-on"  # who gave a role, as evidence keeps it


def come_in(who: Identity, *, nonce: str) -> accounts.Opened | Problem:
    """Open a session for whom the service vouches for; once for each sign-on."""
    if not _use_up(nonce):
        return Problem.USED
    staff = _known(who) or _by_address(who)
    if isinstance(staff, Problem):
        return staff
    if staff.ended_at is not None:
        return Problem.CLOSED
    if who.groups_decide:
        _bring_roles_up_to(staff, who.roles)
    return accounts.sign_in(staff, way=BY)


def _use_up(nonce: str) -> bool:
    digest = links.digest(f"sign-on: {nonce}")
    if db.session.scalar(select(UsedSignOn.id).filter_by(nonce_hash=digest)) is not None:
        return False
    db.session.add(UsedSignOn(nonce_hash=digest, used_at=now()))
    db.session.flush()
    return True


def _known(who: Identity) -> StaffMember | None:
    """By subject, whatever has become of name and address since."""
    return db.session.scalar(
        select(StaffMember)
        .join(OutsideIdentity, OutsideIdentity.staff_id == StaffMember.id)
        .where(OutsideIdentity.issuer == who.issuer, OutsideIdentity.subject == who.subject)
    )


def _by_address(who: Identity) -> StaffMember | Problem:
    """The first time: whoever has this checked address, or somebody new whom a group lets in."""
    if not who.email:
        return Problem.NOT_VERIFIED
    staff = staff_by_email(who.email)
    if staff is not None and staff.ended_at is not None:
        return Problem.CLOSED
    if staff is not None and _has_another(staff, who.issuer):
        return Problem.UNKNOWN  # an address handed on to a successor is not the same person
    if staff is None:
        if not who.roles:
            return Problem.UNKNOWN
        staff = accounts.add_staff(name=who.name, email=who.email)
    _link(staff, who)
    return staff


def _has_another(staff: StaffMember, issuer: str) -> bool:
    mine = select(OutsideIdentity.id).filter_by(staff_id=staff.id, issuer=issuer)
    return db.session.scalar(mine.limit(1)) is not None


def _link(staff: StaffMember, who: Identity) -> None:
    db.session.flush()
    row = OutsideIdentity(
        staff_id=staff.id, issuer=who.issuer, subject=who.subject, linked_at=now()
    )
    db.session.add(row)
    record("outside-identity-linked", row, actor=f"staff:{staff.id}")


def _bring_roles_up_to(staff: StaffMember, roles: frozenset[Role]) -> None:
    """Groups give and take what groups gave; what somebody gave by hand stays theirs."""
    held = {each.role: each.granted_by for each in staff.roles if each.ended_at is None}
    for role in sorted(roles - held.keys()):
        accounts.grant_role(staff, role, by=BY)
    for role, given_by in held.items():
        if given_by == BY and role not in roles:
            try:
                accounts.end_role(staff, role)
            except Refused:  # the last who can manage staff stays, whatever the groups say
                continue
