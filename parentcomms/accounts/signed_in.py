"""Who holds the token of a cookie now: staff, an adult, or somebody who is not quite in yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from parentcomms import links
from parentcomms.access import Permission, Role, permissions_of
from parentcomms.accounts.family_links import standing_person, standings
from parentcomms.accounts.models import SignIn, SignInKind, StaffMember
from parentcomms.accounts.queries import roles_of
from parentcomms.accounts.rules import may_be_shown
from parentcomms.accounts.waiting import SignInWaits
from parentcomms.clock import now
from parentcomms.database import db


@dataclass(frozen=True)
class SignedInStaff:
    """The member of staff behind a request (g.staff)."""

    id: int
    reference: str
    name: str
    sign_in_id: int
    roles: frozenset[Role]
    permissions: frozenset[Permission]
    made_at: datetime


@dataclass(frozen=True)
class StaffWaiting:
    """Somebody whose password was right, and who must still do something (g.staff_waiting)."""

    id: int
    name: str
    sign_in_id: int
    waits_for: SignInWaits
    made_at: datetime


@dataclass(frozen=True)
class SignedInFamily:
    """The adult behind a request (g.family)."""

    person_id: int
    sign_in_id: int
    language: str
    made_at: datetime
    opened_by: int | None = None  # on a shared tablet: the member of staff who opened it


def _open_sign_ins(kind: SignInKind) -> Select[SignIn]:
    return select(SignIn).where(
        SignIn.kind == kind, SignIn.ended_at.is_(None), SignIn.expires_at > now()
    )


def signed_in_staff(token: str) -> SignedInStaff | None:
    """Who holds this token now; nobody once they are signed out, expired or have left."""
    found = db.session.execute(
        _open_sign_ins(SignInKind.STAFF)
        .where(SignIn.token_hash == links.digest(token))
        .join(StaffMember, StaffMember.id == SignIn.staff_id)
        .where(StaffMember.ended_at.is_(None), SignIn.waits_for.is_(None))
        .with_only_columns(
            SignIn.id, StaffMember.id, StaffMember.reference, StaffMember.name, SignIn.made_at
        )
    ).one_or_none()
    if found is None:
        return None
    sign_in_id, staff_id, reference, name, made_at = found
    roles = roles_of(staff_id)
    acts = permissions_of(roles)
    return SignedInStaff(staff_id, reference, name, sign_in_id, roles, acts, made_at)


def staff_waiting(token: str) -> StaffWaiting | None:
    """Who holds this token and is not quite in yet."""
    found = db.session.execute(
        _open_sign_ins(SignInKind.STAFF)
        .where(SignIn.token_hash == links.digest(token))
        .join(StaffMember, StaffMember.id == SignIn.staff_id)
        .where(StaffMember.ended_at.is_(None), SignIn.waits_for.is_not(None))
        .with_only_columns(
            StaffMember.id, StaffMember.name, SignIn.id, SignIn.waits_for, SignIn.made_at
        )
    ).one_or_none()
    if found is None or (waits_for := found[3]) is None:
        return None
    staff_id, name, sign_in_id, _, made_at = found
    return StaffWaiting(staff_id, name, sign_in_id, waits_for, made_at)


def signed_in_family(token: str) -> SignedInFamily | None:
    """Which adult holds this token now; nobody once a hold means that they may see no child."""
    sign_in = db.session.scalar(
        _open_sign_ins(SignInKind.FAMILY).where(
            SignIn.token_hash == links.digest(token), SignIn.waits_for.is_(None)
        )
    )
    if sign_in is None or sign_in.person_id is None:
        return None
    person = standing_person(sign_in.person_id)
    if not may_be_shown(standings(person)):
        return None
    return SignedInFamily(
        person.id, sign_in.id, person.language, sign_in.made_at, sign_in.opened_by_id
    )


def sign_ins_of(staff_id: int) -> Sequence[SignIn]:
    """Where a member of staff is signed in now, newest first."""
    mine = _open_sign_ins(SignInKind.STAFF).where(
        SignIn.staff_id == staff_id, SignIn.waits_for.is_(None)
    )
    return db.session.scalars(mine.order_by(SignIn.id.desc())).all()
