"""Reading pupils and adults: the whole school as an import compares it, and import runs."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.people.corrections import SaidBefore, said_before
from parentcomms.people.importing.choices import Choices
from parentcomms.people.importing.snapshot import AdultNow, LinkNow, PupilNow, School
from parentcomms.people.models import (
    ContactReview,
    Enrolment,
    ImportChoice,
    ImportRun,
    Person,
    Pupil,
    Relationship,
    SchoolClass,
)
from parentcomms.people.roll import Span, roll_on
from parentcomms.people.rules import ContactDecision, RelationshipKind

OLD_LIST_KIND = "old-list"  # an import run that brings answers and no people


def school_now(day: date | None = None) -> School:
    """Everybody a file could be about, in five queries whatever the size of the school."""
    day = day or today()
    before = said_before()
    return School(pupils=_pupils(day, before), adults=_adults(before), links=_links(day, before))


def _enrolled(day: date) -> tuple[dict[int, list[Span]], dict[int, str]]:
    """Every child's times at this school, and the class each is in on this day."""
    spans: dict[int, list[Span]] = defaultdict(list)
    classes: dict[int, str] = {}
    enrolments = (
        select(Enrolment.pupil_id, Enrolment.starts_on, Enrolment.ends_on, SchoolClass.name)
        .outerjoin(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .order_by(Enrolment.starts_on)
    )
    for pupil_id, starts_on, ends_on, class_name in db.session.execute(enrolments):
        spans[pupil_id].append(Span(starts_on, ends_on))
        if starts_on <= day and (ends_on is None or day <= ends_on):
            classes[pupil_id] = class_name or ""
    return spans, classes


def _pupils(day: date, before: SaidBefore) -> tuple[PupilNow, ...]:
    spans, classes = _enrolled(day)
    columns = (
        Pupil.id,
        Pupil.upn,
        Pupil.admission_number,
        Pupil.forename,
        Pupil.surname,
        Pupil.date_of_birth,
        Pupil.year_group,
        Pupil.care,
    )
    return tuple(
        PupilNow(
            id=row.id,
            upn=row.upn or "",
            admission_number=row.admission_number or "",
            forename=row.forename,
            surname=row.surname,
            date_of_birth=row.date_of_birth,
            year_group=row.year_group or "",
            class_name=classes.get(row.id, ""),
            care=row.care,
            on_roll=roll_on(spans[row.id], day).on_roll,
            before=before.get(("pupil", row.id)),
        )
        for row in db.session.execute(select(*columns).order_by(Pupil.id))
    )


def _adults(before: SaidBefore) -> tuple[AdultNow, ...]:
    columns = (
        Person.id,
        Person.contact_id,
        Person.title,
        Person.forename,
        Person.surname,
        Person.email,
        Person.phone,
        Person.address,
        Person.postcode,
        Person.merged_into_id,
    )
    return tuple(
        AdultNow(
            id=row.id,
            contact_id=row.contact_id or "",
            title=row.title or "",
            forename=row.forename,
            surname=row.surname,
            email=row.email or "",
            phone=row.phone or "",
            address=row.address or "",
            postcode=row.postcode or "",
            merged_into_id=row.merged_into_id,
            before=before.get(("person", row.id)),
        )
        for row in db.session.execute(select(*columns).order_by(Person.id))
    )


def _links(day: date, before: SaidBefore) -> tuple[LinkNow, ...]:
    columns = (
        Relationship.id,
        Relationship.pupil_id,
        Relationship.person_id,
        Relationship.kind,
        Relationship.pr,
        Relationship.lives_with,
        Relationship.court_order,
        Relationship.contact_order,
        Relationship.ends_on,
    )
    everybody = select(*columns).where(
        Relationship.person_id.is_not(None),
        Relationship.kind != RelationshipKind.SELF,  # no file names a pupil among the adults
    )
    return tuple(
        LinkNow(
            id=row.id,
            pupil_id=row.pupil_id,
            person_id=row.person_id,
            kind=row.kind,
            pr=row.pr,
            lives_with=row.lives_with,
            court_order=row.court_order,
            contact_order=row.contact_order,
            ended=row.ends_on is not None and row.ends_on < day,
            before=before.get(("relationship", row.id)),
        )
        for row in db.session.execute(everybody.order_by(Relationship.id))
    )


def years_last_said_before(day: date) -> set[int]:
    """Children whose year group was last said before this day, or never."""
    said = Pupil.year_group_said_on
    return set(db.session.scalars(select(Pupil.id).where(said.is_(None) | (said < day))))


def class_ids() -> dict[str, int]:
    """Every class by its name."""
    return {name: key for name, key in db.session.execute(select(SchoolClass.name, SchoolClass.id))}


def open_enrolments(day: date) -> dict[int, tuple[int, date]]:
    """For each child on roll: the enrolment that holds on this day, and its first day."""
    present = select(Enrolment.pupil_id, Enrolment.id, Enrolment.starts_on).where(
        Enrolment.starts_on <= day, or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= day)
    )
    return {pupil: (key, starts) for pupil, key, starts in db.session.execute(present)}


def decisions_now() -> dict[int, ContactDecision]:
    """The newest contact decision about each relationship that has one."""
    newest = select(func.max(ContactReview.id)).group_by(ContactReview.relationship_id)
    found = select(ContactReview.relationship_id, ContactReview.decision).where(
        ContactReview.id.in_(newest)
    )
    return {key: decision for key, decision in db.session.execute(found)}


def _runs(*, old_list: bool) -> Select[ImportRun]:
    """Files with people in them, or the old lists of answers: each has pages of its own."""
    is_one = ImportRun.kind == OLD_LIST_KIND
    return select(ImportRun).where(is_one if old_list else ~is_one)


def import_runs(limit: int = 20, *, old_list: bool = False) -> Sequence[ImportRun]:
    """The latest files brought in, newest first."""
    newest = _runs(old_list=old_list).order_by(ImportRun.id.desc()).limit(limit)
    return db.session.scalars(newest).all()


def import_run(reference: str, *, old_list: bool = False) -> ImportRun | None:
    """One file brought in."""
    return db.session.scalar(_runs(old_list=old_list).where(ImportRun.reference == reference))


def short(signature: str) -> str:
    """Headings can be longer than an index takes."""
    return hashlib.sha256(signature.encode()).hexdigest()


class ImportMemory(dict[str, Choices]):
    """What the office said about headings, found by their full text."""

    def get(self, signature: str, default: Any = None) -> Any:
        """By the digest the database keeps, unless this file has an answer of its own."""
        return dict.get(self, signature) or dict.get(self, short(signature), default)


def import_memory() -> ImportMemory:
    """The newest choices for each kind of headings."""
    newest = select(func.max(ImportChoice.id)).group_by(ImportChoice.signature)
    rows = db.session.scalars(select(ImportChoice).where(ImportChoice.id.in_(newest)))
    return ImportMemory((row.signature, Choices.from_json(row.choices)) for row in rows)
