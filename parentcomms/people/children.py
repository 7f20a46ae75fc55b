"""Finding children: by reference, by class, by part of a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.people.class_order import school_order
from parentcomms.people.models import (
    Enrolment,
    Pupil,
    Relationship,
    SchoolClass,
)
from parentcomms.people.names import normalised_name

MOST_FOUND = 50
LONGEST_NAME = 60  # what is typed beyond is left out, so that a pasted page costs no time


@dataclass(frozen=True)
class Listed:
    """A child on roll as lists show them."""

    reference: str
    forename: str
    surname: str
    year_group: str | None
    class_name: str | None

    @property
    def full_name(self) -> str:
        """Forename and surname, for staff pages only."""
        return f"{self.forename} {self.surname}"


def child_by_reference(reference: str) -> Pupil | None:
    """One child with the classes they were in."""
    return db.session.scalar(
        select(Pupil)
        .where(Pupil.reference == reference)
        .options(selectinload(Pupil.enrolments).joinedload(Enrolment.school_class))
    )


def relationship_of(pupil_id: int, reference: str) -> Relationship | None:
    """One adult's relationship to this child, and to no other."""
    return db.session.scalar(
        select(Relationship)
        .where(Relationship.pupil_id == pupil_id, Relationship.reference == reference)
        .options(
            joinedload(Relationship.person),
            joinedload(Relationship.pupil),
            selectinload(Relationship.decisions),
            selectinload(Relationship.holds),
        )
    )


def _present(day: date) -> Select[*tuple[Any, ...]]:
    return (
        select(Pupil.reference, Pupil.forename, Pupil.surname, Pupil.year_group, SchoolClass.name)
        .join(Enrolment, Enrolment.pupil_id == Pupil.id)
        .outerjoin(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(Enrolment.starts_on <= day)
        .where(Enrolment.ends_on.is_(None) | (Enrolment.ends_on >= day))
        .order_by(Pupil.surname, Pupil.forename, Pupil.id)
    )


def classes_now(day: date | None = None) -> Sequence[SchoolClass]:
    """The classes that have a child in them today."""
    on_day = day or today()
    filled = select(Enrolment.class_id).where(
        Enrolment.starts_on <= on_day,
        Enrolment.ends_on.is_(None) | (Enrolment.ends_on >= on_day),
    )
    query = select(SchoolClass).where(SchoolClass.id.in_(filled)).order_by(*school_order())
    return db.session.scalars(query).all()


def class_by_reference(reference: str) -> SchoolClass | None:
    """One class."""
    return db.session.scalar(select(SchoolClass).where(SchoolClass.reference == reference))


def children_in(school_class: SchoolClass, day: date | None = None) -> list[Listed]:
    """The children of one class today, by surname."""
    rows = db.session.execute(_present(day or today()).where(SchoolClass.id == school_class.id))
    return [Listed(*row) for row in rows]


def find_children(typed: str, day: date | None = None) -> list[Listed]:
    """Children on roll of whom every word typed begins a word of the name."""
    wanted = _words(typed[:LONGEST_NAME])
    if not wanted:
        return []
    rows = (Listed(*row) for row in db.session.execute(_present(day or today())))
    return [child for child in rows if _all_begin(wanted, _words(child.full_name))][:MOST_FOUND]


def _words(text: str) -> list[str]:
    """Without case and accents; either half of Smith-Jones is a word."""
    return [word for part in text.replace("-", " ").split() if (word := normalised_name(part))]


def _all_begin(wanted: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(each) for word in words) for each in wanted)


def anybody_on_roll(day: date | None = None) -> bool:
    """Whether there is a child in school at all."""
    return db.session.execute(_present(day or today()).limit(1)).first() is not None
