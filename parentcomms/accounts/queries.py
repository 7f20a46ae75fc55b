"""Reading who may come in: staff, sign-ins, and each adult's own link."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from flask import current_app
from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from parentcomms.access import ROLE_PERMISSIONS, Permission, Role
from parentcomms.accounts.models import (
    FamilyLink,
    OutsideIdentity,
    StaffMember,
    StaffRole,
)
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.people.models import Person


def roles_of(staff_id: int) -> frozenset[Role]:
    """The roles a member of staff holds now."""
    held = select(StaffRole.role).where(
        StaffRole.staff_id == staff_id, StaffRole.ended_at.is_(None)
    )
    return frozenset(db.session.scalars(held))


def roles_of_those_who_can_sign_in() -> dict[int, frozenset[Role]]:
    """Staff id → roles held, of those who are here and have a password or a sign-on."""
    known_outside = exists().where(OutsideIdentity.staff_id == StaffMember.id)
    here = select(StaffMember.id).where(
        StaffMember.ended_at.is_(None), StaffMember.password_hash.is_not(None) | known_outside
    )
    rows = db.session.execute(
        select(StaffRole.staff_id, StaffRole.role).where(
            StaffRole.staff_id.in_(here), StaffRole.ended_at.is_(None)
        )
    )
    roles: dict[int, set[Role]] = defaultdict(set)
    for staff_id, role in rows:
        roles[staff_id].add(role)
    return {staff_id: frozenset(held) for staff_id, held in roles.items()}


def waiting_for_a_password() -> dict[Role, list[str]]:
    """Role → the names of those who hold it and have not chosen a password yet."""
    rows = db.session.execute(
        select(StaffRole.role, StaffMember.name)
        .join(StaffMember, StaffMember.id == StaffRole.staff_id)
        .where(StaffMember.ended_at.is_(None), StaffMember.password_hash.is_(None))
        .where(~exists().where(OutsideIdentity.staff_id == StaffMember.id))
        .where(StaffRole.ended_at.is_(None))
        .order_by(StaffMember.name)
    )
    names: dict[Role, list[str]] = defaultdict(list)
    for role, name in rows:
        names[role].append(name)
    return dict(names)


def nobody_yet() -> bool:
    """Whether this is a new school, in which nobody can sign in because nobody is there."""
    return db.session.scalar(select(StaffMember.id).limit(1)) is None


def all_staff() -> Sequence[StaffMember]:
    """Everyone, those still here first, with their roles."""
    return db.session.scalars(
        select(StaffMember)
        .options(selectinload(StaffMember.roles))
        .order_by(StaffMember.ended_at.is_not(None), StaffMember.name)
    ).all()


def staff_by_reference(reference: str) -> StaffMember | None:
    """The member of staff a page is about."""
    return db.session.scalar(select(StaffMember).where(StaffMember.reference == reference))


def staff_by_email(email: str) -> StaffMember | None:
    """The member of staff who has this address."""
    tidy = email.strip().lower()
    return db.session.scalar(select(StaffMember).where(StaffMember.email == tidy))


def staff_with_any_role(roles: Collection[Role]) -> Sequence[StaffMember]:
    """Those who hold at least one of these roles now, by name."""
    holds = exists().where(
        StaffRole.staff_id == StaffMember.id,
        StaffRole.role.in_(roles),
        StaffRole.ended_at.is_(None),
    )
    return db.session.scalars(
        select(StaffMember)
        .where(holds, StaffMember.ended_at.is_(None))
        .order_by(StaffMember.name, StaffMember.id)
    ).all()


def staff_with_role(role: Role) -> Sequence[StaffMember]:
    """Those who hold a role now, by name."""
    return staff_with_any_role({role})


def staff_with_permission(permission: Permission) -> Sequence[StaffMember]:
    """Those who may do an act now, by name."""
    roles = {role for role, acts in ROLE_PERMISSIONS.items() if permission in acts}
    return staff_with_any_role(roles)


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Actor strings (`staff:12`, `pass:5`, `public`, …) as staff pages show them."""
    wanted = set(actors)
    ids: dict[str, set[int]] = defaultdict(set)
    for actor in wanted:
        kind, _, number = actor.partition(":")
        if number.isdigit():
            ids[kind].add(int(number))
    names = {actor: actor for actor in wanted}
    names |= {"public": gettext("Somebody without an account"), "system": gettext("The service")}
    names |= {"single-sign-on": gettext("A group of the sign-on service")}
    names |= _staff_names(ids["staff"]) | _person_names(ids["person"])
    if ids["pass"]:
        names |= current_app.extensions["names_of_passes"](ids["pass"])
    return {actor: names[actor] for actor in wanted}


def _staff_names(ids: Collection[int]) -> dict[str, str]:
    if not ids:
        return {}
    rows = db.session.execute(
        select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_(ids))
    )
    return {f"staff:{staff_id}": name for staff_id, name in rows}


def _person_names(ids: Collection[int]) -> dict[str, str]:
    if not ids:
        return {}
    people = db.session.scalars(select(Person).where(Person.id.in_(ids)))
    return {f"person:{person.id}": person.full_name for person in people}


def current_link(person: Person) -> FamilyLink | None:
    """The adult's link for this school year, neither revoked nor expired."""
    return current_links([person.id]).get(person.id)


def current_links(person_ids: Collection[int]) -> dict[int, FamilyLink]:
    """Person id → link for this school year, for those who have one."""
    found = db.session.scalars(
        select(FamilyLink)
        .where(FamilyLink.person_id.in_(person_ids))
        .where(FamilyLink.revoked_at.is_(None), FamilyLink.expires_at > now())
        .order_by(FamilyLink.id)
    )
    return {link.person_id: link for link in found}


def reported_links() -> Sequence[FamilyLink]:
    """Links said to have reached the wrong person, until the office makes that adult a new one."""
    newest = select(func.max(FamilyLink.id)).group_by(FamilyLink.person_id)
    return db.session.scalars(
        select(FamilyLink)
        .where(FamilyLink.id.in_(newest), FamilyLink.reported_at.is_not(None))
        .options(joinedload(FamilyLink.person))
        .order_by(FamilyLink.reported_at)
    ).all()
