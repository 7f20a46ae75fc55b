"""Picking children: by class, by group, by name, and each once."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, or_, select

from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.people.models import Enrolment, GroupMember, Pupil, PupilGroup, SchoolClass
from parentcomms.people.pasted import Found, Known, in_order, match_names


def on_roll_today() -> ColumnElement[bool]:
    """The enrolments that hold today."""
    still = or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= today())
    return (Enrolment.starts_on <= today()) & still


def _known(*where: ColumnElement[bool]) -> list[Known]:
    rows = db.session.execute(
        select(Pupil.reference, Pupil.forename, Pupil.surname, SchoolClass.name)
        .join(Enrolment, Enrolment.pupil_id == Pupil.id)
        .outerjoin(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(on_roll_today(), *where)
        .order_by(Pupil.forename, Pupil.surname, Pupil.id)
    )
    found = (Known(reference, first, last, of or "") for reference, first, last, of in rows)
    return list({each.reference: each for each in found}.values())


def everybody_on_roll() -> list[Known]:
    """Every child in school today, by first name."""
    return _known()


def find_names(text: str) -> Found:
    """Which children a typed or pasted list means."""
    return match_names(text, everybody_on_roll()) if text.strip() else Found()


def known_by_reference(references: Collection[str]) -> list[Known]:
    """Those of these children who are in school today, by first name."""
    return _known(Pupil.reference.in_(references)) if references else []


def children_of_classes(references: Collection[str]) -> list[Known]:
    """Everybody in these classes today."""
    return _known(SchoolClass.reference.in_(references)) if references else []


def member_ids(group_references: Collection[str]) -> Select[int]:
    """The children put into these groups and not taken out, in school or not."""
    return (
        select(GroupMember.pupil_id)
        .join(PupilGroup, PupilGroup.id == GroupMember.group_id)
        .where(PupilGroup.reference.in_(group_references), GroupMember.removed_at.is_(None))
    )


def children_of_groups(references: Collection[str]) -> list[Known]:
    """Everybody in these groups who is in school today; a leaver is in none of them any more."""
    return _known(Pupil.id.in_(member_ids(references))) if references else []


def chosen(
    *, classes: Collection[str], groups: Collection[str], pupils: Collection[str]
) -> list[Known]:
    """Children picked by class, by group and one by one, each once."""
    found = [
        *children_of_classes(classes),
        *children_of_groups(groups),
        *known_by_reference(pupils),
    ]
    return in_order(dict.fromkeys(found))


def pupil_ids(references: Collection[str]) -> list[int]:
    """The children with these references."""
    return list(db.session.scalars(select(Pupil.id).where(Pupil.reference.in_(references))))
