"""Which lists somebody may open, who is on them, and what stands for each child today."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select

from parentcomms.clock import today
from parentcomms.consent.queries import standing_answers, uses_in_force, wordings
from parentcomms.consent.rules import Standing
from parentcomms.database import db
from parentcomms.people.class_order import school_order
from parentcomms.people.models import (
    Enrolment,
    GroupMember,
    InCharge,
    Pupil,
    PupilGroup,
    SchoolClass,
)
from parentcomms.people.rules import GroupKind

LANGUAGE_OF_STAFF = "en"


class ListKind(StrEnum):
    """What a list is of, as its address says it."""

    CLASS = "classes"
    GROUP = "groups"


@dataclass(frozen=True)
class Reader:
    """Whoever asks for a list: a member of staff, and whether every list is theirs to see."""

    staff_id: int
    sees_every_list: bool


@dataclass(frozen=True)
class OpenList:
    """A class, club or trip whose list somebody may open."""

    kind: ListKind
    id: int
    reference: str
    name: str
    group_kind: GroupKind | None = None


@dataclass(frozen=True)
class Child:
    """A child as lists show one."""

    id: int
    reference: str
    forename: str
    surname: str
    class_name: str

    @property
    def name(self) -> str:
        """Forename and surname, for staff only."""
        return f"{self.forename} {self.surname}"


@dataclass(frozen=True)
class Question:
    """A use as the head of a column."""

    key: str
    name: str


@dataclass(frozen=True)
class Grid:
    """Children down, questions across: standing answers, and nothing of how they came about."""

    children: Sequence[Child]
    questions: Sequence[Question]
    standings: Mapping[tuple[int, str], Standing]

    def said(self) -> dict[str, dict[str, str]]:
        """What a print of it says, as the table keeps it."""
        return {
            str(child.id): {
                each.key: self.standings[child.id, each.key].value for each in self.questions
            }
            for child in self.children
        }


def lists_open_to(reader: Reader) -> list[OpenList]:
    """Classes with children in them today, then clubs and trips."""
    return [*_classes(reader), *_groups(reader)]


def find_list(reader: Reader, kind: str, reference: str) -> OpenList | None:
    """One list, through whoever asks: another teacher's class is not there."""
    return next(
        (
            each
            for each in lists_open_to(reader)
            if each.kind == kind and each.reference == reference
        ),
        None,
    )


def _classes(reader: Reader) -> list[OpenList]:
    filled = select(Enrolment.class_id).where(on_roll(today()))
    query = select(SchoolClass).where(SchoolClass.id.in_(filled)).order_by(*school_order())
    if not reader.sees_every_list:
        mine = select(InCharge.class_id).where(*_given_to(reader), InCharge.class_id.is_not(None))
        query = query.where(SchoolClass.id.in_(mine))
    return [
        OpenList(ListKind.CLASS, row.id, row.reference, row.name)
        for row in db.session.scalars(query)
    ]


def _groups(reader: Reader) -> list[OpenList]:
    query = select(PupilGroup).where(PupilGroup.ended_at.is_(None)).order_by(PupilGroup.name)
    if not reader.sees_every_list:
        given = select(InCharge.group_id).where(*_given_to(reader), InCharge.group_id.is_not(None))
        query = query.where(PupilGroup.id.in_(given))
    return [
        OpenList(ListKind.GROUP, row.id, row.reference, row.name, row.kind)
        for row in db.session.scalars(query)
    ]


def _given_to(reader: Reader) -> tuple[ColumnElement[bool], ...]:
    return InCharge.staff_id == reader.staff_id, InCharge.ended_at.is_(None)


def on_roll(day: date) -> ColumnElement[bool]:
    """Enrolments that hold on this day."""
    still = or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= day)
    return (Enrolment.starts_on <= day) & still


def children_of(found: OpenList) -> list[Child]:
    """The children of one list who are on roll today, by surname."""
    if found.kind is ListKind.CLASS:
        return children_on_roll(SchoolClass.id == found.id)
    members = select(GroupMember.pupil_id).where(
        GroupMember.group_id == found.id, GroupMember.removed_at.is_(None)
    )
    return children_on_roll(Pupil.id.in_(members))


def children_on_roll(*where: ColumnElement[bool]) -> list[Child]:
    """Everybody on roll today of whom this is so, by surname."""
    rows = db.session.execute(
        select(Pupil.id, Pupil.reference, Pupil.forename, Pupil.surname, SchoolClass.name)
        .join(Enrolment, Enrolment.pupil_id == Pupil.id)
        .outerjoin(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(on_roll(today()), *where)
        .order_by(Pupil.surname, Pupil.forename, Pupil.id)
    )
    found = {row.id: Child(row[0], row[1], row[2], row[3], row[4] or "") for row in rows}
    return list(found.values())


def questions_now() -> list[Question]:
    """The questions asked of every family and the school's own tasks, by names staff read."""
    uses = uses_in_force()
    words = wordings([use.version_id for use in uses], LANGUAGE_OF_STAFF)
    return [Question(use.key, words[use.version_id].name) for use in uses]


def grid_of(children: Sequence[Child]) -> Grid:
    """What stands for these children, read in one pass whatever their number."""
    questions = questions_now()
    keys = [each.key for each in questions]
    standings = standing_answers([child.id for child in children], use_keys=keys)
    return Grid(children, questions, standings)


def children_named(pupil_ids: Collection[int]) -> dict[int, Child]:
    """These children, on roll or not, with the class they are in today."""
    present = {child.id: child for child in children_on_roll(Pupil.id.in_(pupil_ids))}
    gone = select(Pupil).where(Pupil.id.in_(set(pupil_ids) - present.keys()))
    for row in db.session.scalars(gone):
        present[row.id] = Child(row.id, row.reference, row.forename, row.surname, "")
    return present
