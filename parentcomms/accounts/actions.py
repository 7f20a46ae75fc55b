"""Everything that changes who may come in. Each act is recorded; views commit."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update

from parentcomms import access, links
from parentcomms.access import Role
from parentcomms.accounts import emails, queries
from parentcomms.accounts.family_links import newest_link, standing_person, standings
from parentcomms.accounts.models import (
    FamilyLink,
    SignIn,
    SignInKind,
    StaffMember,
    StaffRole,
)
from parentcomms.accounts.passwords import PasswordHash
from parentcomms.accounts.rules import (
    FAMILY_SESSION,
    STAFF_SESSION,
    TOLD_OF_WATCHED_ROLES,
    WAITING_SESSION,
    WATCHED_ROLES,
    end_of_school_year,
    may_be_mailed,
    someone_manages,
)
from parentcomms.accounts.waiting import SignInWaits
from parentcomms.audit.actions import record, record_many
from parentcomms.clock import now
from parentcomms.database import db, new_reference
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.people.models import Person


@dataclass(frozen=True)
class Opened:
    """A new sign-in, and the token that only the browser keeps."""

    sign_in: SignIn
    token: str


def add_staff(*, name: str, email: str, roles: Iterable[Role] = ()) -> StaffMember:
    """Add somebody who may sign in once a password is set. Refused when the address is taken."""
    tidy = email.strip().lower()
    if queries.staff_by_email(tidy) is not None:
        raise Refused(gettext("Somebody with this e-mail address is already there."))
    staff = StaffMember(name=name.strip(), email=tidy, added_at=now())
    db.session.add(staff)
    record("staff-added", staff)
    for role in roles:
        grant_role(staff, role)
    return staff


def invite(staff: StaffMember) -> None:
    """Mail the link by which a member of staff chooses a (new) password."""
    _refuse_if_gone(staff)
    emails.staff_invited(staff)
    record("staff-invited", staff)


def set_password(staff: StaffMember, password_hash: PasswordHash) -> None:
    """Keep a new password, hashed before anything was written, and end what the old one opened."""
    _refuse_if_gone(staff)
    staff.password_hash = password_hash
    end_sign_ins(staff_id=staff.id)
    record("staff-password-set", staff)


def grant_role(staff: StaffMember, role: Role, *, by: str | None = None) -> StaffRole:
    """Give a role; the heads, DSLs and chairs are told of one that opens concerns."""
    _refuse_if_gone(staff)
    held = next((each for each in staff.roles if each.role is role and not each.ended_at), None)
    if held is not None:
        return held
    told = [
        colleague
        for colleague in queries.staff_with_any_role(TOLD_OF_WATCHED_ROLES)
        if colleague.id != staff.id
    ]
    by = by or access.actor()
    granted = StaffRole(staff_member=staff, role=role, granted_by=by, granted_at=now())
    db.session.add(granted)
    record("role-granted", granted)
    if role in WATCHED_ROLES:
        emails.role_granted(staff, role, told=told, by=by)
    return granted


def end_role(staff: StaffMember, role: Role) -> None:
    """Take a role away. Refused when nobody could manage staff any more."""
    _refuse_unless_someone_manages(without=staff, role=role)
    held = [each for each in staff.roles if each.role is role and each.ended_at is None]
    for each in held:
        each.ended_at = now()
    record_many("role-ended", held)


def end_staff(staff: StaffMember) -> None:
    """Somebody leaves: no role, no sign-in, no way back in."""
    if staff.ended_at is not None:
        return
    _refuse_unless_someone_manages(without=staff)
    staff.ended_at = now()
    for each in staff.roles:
        each.ended_at = each.ended_at or now()
    end_sign_ins(staff_id=staff.id)
    record("staff-ended", staff)


def _refuse_if_gone(staff: StaffMember) -> None:
    if staff.ended_at is not None:
        raise Refused(gettext("This account has been closed."))


def _refuse_unless_someone_manages(*, without: StaffMember, role: Role | None = None) -> None:
    """The last who can manage staff cannot lock everybody out. No role means all of them."""
    holders = queries.roles_of_those_who_can_sign_in()
    own = holders.pop(without.id, frozenset())
    if role is not None:
        holders[without.id] = own - {role}
    if someone_manages([own]) and not someone_manages(holders.values()):
        raise Refused(
            gettext("Nobody would be left who can manage staff. Give somebody else the role first.")
        )


def _open(
    kind: SignInKind, *, lasts: timedelta, staff_id: int | None = None, person_id: int | None = None
) -> Opened:
    token = secrets.token_urlsafe(32)
    made_at = now()
    sign_in = SignIn(
        token_hash=links.digest(token), kind=kind, staff_id=staff_id, person_id=person_id,
        made_at=made_at, expires_at=made_at + lasts,
    )  # fmt: skip
    db.session.add(sign_in)
    return Opened(sign_in, token)


def sign_in(
    staff: StaffMember, *, way: str = "password", waits_for: SignInWaits | None = None
) -> Opened:
    """Open a session for a member of staff; one that waits opens nothing yet, and not for long."""
    lasts = WAITING_SESSION if waits_for else STAFF_SESSION
    opened = _open(SignInKind.STAFF, lasts=lasts, staff_id=staff.id)
    opened.sign_in.way, opened.sign_in.waits_for = way, waits_for
    act = "staff-password-given" if waits_for else "staff-signed-in"
    record(act, opened.sign_in, actor=f"staff:{staff.id}")
    return opened


def open_link(link: FamilyLink) -> Opened:
    """Open a short session for the adult whose link or code it is."""
    person = standing_person(link.person_id)
    opened = _open(SignInKind.FAMILY, lasts=FAMILY_SESSION, person_id=person.id)
    record("family-link-opened", opened.sign_in, actor=f"person:{person.id}")
    return opened


def sign_out(row: SignIn) -> None:
    """End one session."""
    if row.ended_at is None:
        row.ended_at = now()
        record("signed-out", row)


def end_sign_ins(*, staff_id: int | None = None, person_id: int | None = None) -> None:
    """End every open session of one member of staff or one adult."""
    whose = SignIn.staff_id == staff_id if staff_id else SignIn.person_id == person_id
    db.session.execute(
        update(SignIn).where(whose, SignIn.ended_at.is_(None)).values(ended_at=now())
    )


def make_family_link(person: Person) -> FamilyLink:
    """The adult's link for this school year: the one there is, or a new one."""
    return make_family_links([person])[person.id]


def make_family_links(people: Collection[Person]) -> dict[int, FamilyLink]:
    """Person id → link for this school year, made for those who have none."""
    found = queries.current_links([person.id for person in people])
    made_at = now()
    made = [_link_for(person, made_at=made_at) for person in people if person.id not in found]
    db.session.add_all(made)
    record_many("family-link-made", made)
    return found | {link.person_id: link for link in made}


def _link_for(person: Person, *, made_at: datetime) -> FamilyLink:
    reference = new_reference(16)
    code = links.code_for(links.Purpose.FAMILY_CODE, reference)
    return FamilyLink(
        reference=reference, code_hash=links.digest(code), person_id=person.id,
        made_at=made_at, expires_at=end_of_school_year(made_at),
    )  # fmt: skip


def revoke_link(link: FamilyLink) -> None:
    """End a link, its code, and whatever page it has open."""
    if link.revoked_at is not None:
        return
    link.revoked_at = now()
    end_sign_ins(person_id=standing_person(link.person_id).id)
    record("family-link-revoked", link)


def report_link(link: FamilyLink) -> None:
    """Somebody says that this link reached the wrong person: it ends, and the office is shown it.

    No new one is mailed unasked: the address we hold may be the wrong person's.
    """
    if link.reported_at is None:
        link.reported_at = now()
        record("family-link-reported", link)
    revoke_link(link)


def send_new_link(person: Person) -> bool:
    """Mail an adult their link, when we may write to the address we hold; whether it was queued."""
    newest = newest_link(person)
    in_doubt = newest is not None and newest.reported_at is not None
    if not person.email or in_doubt or not may_be_mailed(standings(person)):
        return False
    emails.new_link(person, make_family_link(person))
    return True


def settle_reported_link(link: FamilyLink) -> FamilyLink:
    """The office has checked where the link went: make this adult a new one."""
    made = make_family_link(standing_person(link.person_id))
    record("family-link-settled", link)
    return made
