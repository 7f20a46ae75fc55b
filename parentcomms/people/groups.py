"""Clubs, trips and saved lists of children, and which staff are given a class or a group."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record, record_many
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.people.class_order import school_order
from parentcomms.people.models import (
    Enrolment,
    GroupMember,
    InCharge,
    PupilGroup,
    SchoolClass,
)
from parentcomms.people.pasted import Known
from parentcomms.people.picking import children_of_groups, on_roll_today
from parentcomms.people.rules import GroupKind


@dataclass(frozen=True)
class GroupLine:
    """A group as lists show it: how many of its children are on roll today."""

    group: PupilGroup
    number: int


def _open_groups() -> Select[PupilGroup]:
    order = PupilGroup.kind, PupilGroup.name, PupilGroup.id
    return select(PupilGroup).where(PupilGroup.ended_at.is_(None)).order_by(*order)


def groups_to_pick(actor: str) -> Sequence[PupilGroup]:
    """Every club and trip, and the lists this person saved."""
    mine = or_(PupilGroup.kind != GroupKind.LIST, PupilGroup.made_by == actor)
    return db.session.scalars(_open_groups().where(mine)).all()


def groups_seen_by(staff_id: int, *, everything: bool) -> list[GroupLine]:
    """The groups somebody made or was given; all of them for those who look after the register."""
    query = _open_groups()
    if not everything:
        given = select(InCharge.group_id).where(
            InCharge.staff_id == staff_id, InCharge.ended_at.is_(None)
        )
        query = query.where(
            or_(PupilGroup.made_by == f"staff:{staff_id}", PupilGroup.id.in_(given))
        )
    rows = db.session.scalars(query).all()
    numbers = _numbers([row.id for row in rows])
    return [GroupLine(row, numbers.get(row.id, 0)) for row in rows]


def _numbers(group_ids: Collection[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(GroupMember.group_id, func.count(func.distinct(GroupMember.pupil_id)))
        .join(Enrolment, Enrolment.pupil_id == GroupMember.pupil_id)
        .where(GroupMember.group_id.in_(group_ids), GroupMember.removed_at.is_(None))
        .where(on_roll_today())
        .group_by(GroupMember.group_id)
    )
    return {group_id: number for group_id, number in rows}


def group_by_reference(
    reference: str, *, staff_id: int, everything: bool = False
) -> PupilGroup | None:
    """One open group of those this person may see."""
    lines = groups_seen_by(staff_id, everything=everything)
    return next((line.group for line in lines if line.group.reference == reference), None)


def make_group(kind: GroupKind, name: str, pupil_ids: Iterable[int] = ()) -> PupilGroup:
    """Begin a club, a trip or a saved list."""
    row = PupilGroup(kind=kind, name=name, made_by=acting(), made_at=now())
    db.session.add(row)
    record("group-made", row)
    add_to_group(row, pupil_ids)
    return row


def add_to_group(group: PupilGroup, pupil_ids: Iterable[int]) -> list[GroupMember]:
    """Put children in; one who is in already stays once."""
    inside = set(
        db.session.scalars(
            select(GroupMember.pupil_id).where(
                GroupMember.group_id == group.id, GroupMember.removed_at.is_(None)
            )
        )
    )
    rows = [
        GroupMember(group_id=group.id, pupil_id=pupil_id, added_at=now())
        for pupil_id in dict.fromkeys(pupil_ids)
        if pupil_id not in inside
    ]
    db.session.add_all(rows)
    record_many("group-joined", rows)
    return rows


def take_out(group: PupilGroup, pupil_ids: Collection[int]) -> None:
    """Take children out; the row stays with its end."""
    rows = db.session.scalars(
        select(GroupMember).where(
            GroupMember.group_id == group.id,
            GroupMember.pupil_id.in_(pupil_ids),
            GroupMember.removed_at.is_(None),
        )
    ).all()
    for row in rows:
        row.removed_at = now()
    record_many("group-left", rows)


def end_group(group: PupilGroup) -> None:
    """The club is over, the trip is done: nobody picks it any more."""
    group.ended_at = now()
    record("group-ended", group)


def in_charge_of(*, class_id: int | None = None, group_id: int | None = None) -> Sequence[InCharge]:
    """Who is given this class or this group now."""
    where = InCharge.class_id == class_id if class_id else InCharge.group_id == group_id
    query = select(InCharge).where(where, InCharge.ended_at.is_(None))
    return db.session.scalars(query.order_by(InCharge.id)).all()


def given_to(staff_id: int) -> tuple[list[SchoolClass], list[PupilGroup]]:
    """The classes and the groups a member of staff is given: theirs are the lists of these."""
    mine = InCharge.staff_id == staff_id, InCharge.ended_at.is_(None)
    classes = select(SchoolClass).where(SchoolClass.id.in_(select(InCharge.class_id).where(*mine)))
    groups = _open_groups().where(PupilGroup.id.in_(select(InCharge.group_id).where(*mine)))
    return (
        list(db.session.scalars(classes.order_by(*school_order()))),
        list(db.session.scalars(groups)),
    )


def put_in_charge(
    staff_id: int, *, class_id: int | None = None, group_id: int | None = None
) -> InCharge:
    """Give somebody a class or a group; once is enough."""
    for row in in_charge_of(class_id=class_id, group_id=group_id):
        if row.staff_id == staff_id:
            return row
    row = InCharge(
        staff_id=staff_id,
        class_id=class_id,
        group_id=group_id,
        given_by=acting(),
        given_at=now(),
    )
    db.session.add(row)
    record("put-in-charge", row)
    return row


def end_charge(row: InCharge) -> None:
    """It is somebody else's from today."""
    if row.ended_at is None:
        row.ended_at = now()
        record("charge-ended", row)


def members_of(group: PupilGroup) -> list[Known]:
    """Who is in it and in school today, by first name."""
    return children_of_groups([group.reference])


@dataclass(frozen=True)
class Charge:
    """Somebody's class or group, by its name and its public reference."""

    row: InCharge
    of: str
    reference: str


def charges() -> list[Charge]:
    """Everything given to somebody now, classes first."""
    rows = db.session.execute(
        select(InCharge, SchoolClass, PupilGroup)
        .outerjoin(SchoolClass, SchoolClass.id == InCharge.class_id)
        .outerjoin(PupilGroup, PupilGroup.id == InCharge.group_id)
        .where(InCharge.ended_at.is_(None), PupilGroup.ended_at.is_(None))
        .order_by(InCharge.class_id.is_(None), SchoolClass.name, PupilGroup.name, InCharge.id)
    )
    return [
        Charge(row, of.name, of.reference)
        for row, school_class, group in rows
        if (of := school_class or group) is not None
    ]


def charge(staff_id: int, reference: str) -> InCharge | None:
    """What this member of staff is given now, by the reference of the class or group."""
    own = (each.row for each in charges() if each.reference == reference)
    return next((row for row in own if row.staff_id == staff_id), None)
