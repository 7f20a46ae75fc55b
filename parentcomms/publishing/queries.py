"""Reading for the check: who can be ticked, what the rule is told, and earlier checks."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask_babel import format_date
from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import selectinload

from parentcomms.clock import today
from parentcomms.consent.queries import standing_answers
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.people.class_order import school_order
from parentcomms.people.models import Enrolment, Pupil, SchoolClass
from parentcomms.publishing.finding import best_matches
from parentcomms.publishing.models import PostCheck, PostCheckPupil
from parentcomms.publishing.rules import InPicture


@dataclass(frozen=True)
class ClassToPick:
    """A class with children in it today."""

    reference: str
    name: str


@dataclass(frozen=True)
class PupilToTick:
    """A child as the check shows one: by name and class, and nothing else."""

    reference: str
    name: str
    class_reference: str
    class_name: str


def told_apart(children: Sequence[PupilToTick]) -> list[PupilToTick]:
    """Two of one name in one list get the day they were born beside it: no more than is needed."""
    same = Counter((child.name, child.class_name) for child in children)
    alike = [each.reference for each in children if same[each.name, each.class_name] > 1]
    if not alike:
        return list(children)
    born = db.session.execute(
        select(Pupil.reference, Pupil.date_of_birth).where(Pupil.reference.in_(alike))
    )
    days = {reference: format_date(when, "d MMMM") for reference, when in born if when}
    return [
        replace(each, name=gettext("%(name)s, born %(day)s", name=each.name, day=day))
        if (day := days.get(each.reference)) else each
        for each in children
    ]  # fmt: skip


def _today(day: date) -> ColumnElement[bool]:
    still = or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= day)
    return (Enrolment.starts_on <= day) & still


def classes() -> list[ClassToPick]:
    """Every class that has children today, youngest first."""
    rows = db.session.execute(
        select(SchoolClass.reference, SchoolClass.name)
        .where(SchoolClass.id.in_(select(Enrolment.class_id).where(_today(today()))))
        .order_by(*school_order())
    )
    return [ClassToPick(row.reference, row.name) for row in rows]


def _pupils(*where: ColumnElement[bool]) -> Select[str, str, str, str, str]:
    return (
        select(
            Pupil.reference,
            Pupil.forename,
            Pupil.surname,
            SchoolClass.reference,
            SchoolClass.name,
        )
        .join(Enrolment, Enrolment.pupil_id == Pupil.id)
        .outerjoin(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(_today(today()), *where)
        .order_by(Pupil.forename, Pupil.surname, Pupil.id)
    )


def _to_tick(row: Row[str, str, str, str, str]) -> PupilToTick:
    reference, forename, surname, class_reference, class_name = row
    return PupilToTick(reference, f"{forename} {surname}", class_reference or "", class_name or "")


def _once(rows: Iterable[Row[str, str, str, str, str]]) -> list[PupilToTick]:
    return told_apart(list({row[0]: _to_tick(row) for row in rows}.values()))


def pupils_of_class(reference: str) -> list[PupilToTick]:
    """The children of one class today, by first name."""
    return _once(db.session.execute(_pupils(SchoolClass.reference == reference)))


def pupils_by_class() -> dict[str, list[PupilToTick]]:
    """Class reference → its children today; those in no class under an empty one."""
    found: dict[str, list[PupilToTick]] = {}
    for pupil in _once(db.session.execute(_pupils())):
        found.setdefault(pupil.class_reference, []).append(pupil)
    return found


def find_pupils(part_of_name: str) -> list[PupilToTick]:
    """Children on roll today whose name begins so; else those whose name is nearly so."""
    if not part_of_name.strip():
        return []
    everybody = _once(db.session.execute(_pupils()))
    # Ada of Oak is found by both words
    return best_matches(
        part_of_name, {each: f"{each.name} {each.class_name}" for each in everybody}
    )


def named_pupils(references: Collection[str]) -> list[PupilToTick]:
    """The children with these references, by first name; those who left today included."""
    rows = db.session.execute(
        select(Pupil.reference, Pupil.forename, Pupil.surname)
        .where(Pupil.reference.in_(references))
        .order_by(Pupil.forename, Pupil.surname, Pupil.id)
    )
    classes_now = {
        pupil.reference: pupil
        for pupil in _once(db.session.execute(_pupils(Pupil.reference.in_(references))))
    }
    return [
        classes_now.get(reference) or PupilToTick(reference, f"{forename} {surname}", "", "")
        for reference, forename, surname in rows
    ]


def ids_by_reference(references: Collection[str]) -> dict[str, int]:
    """Reference → pupil, on roll or not: the answers say whether a leaver passes."""
    rows = db.session.execute(
        select(Pupil.reference, Pupil.id).where(Pupil.reference.in_(references))
    )
    return {reference: pupil_id for reference, pupil_id in rows}


def ids_by_upn(upns: Collection[str]) -> dict[str, int]:
    """UPN → pupil."""
    rows = db.session.execute(
        select(Pupil.upn, Pupil.id).where(Pupil.upn.in_(upns), Pupil.upn.is_not(None))
    )
    return {upn or "": pupil_id for upn, pupil_id in rows}


def children_in_picture(
    recognisable: dict[int, bool],
    *,
    uses: Collection[str],
    not_today: Collection[int] = (),
    never_asked: Collection[int] = (),
    as_of: datetime | None = None,
) -> tuple[InPicture, ...]:
    """Each child with a standing answer for each use, asked once for all of them.

    Of a child whom an occasion was not about there is none: missing is not answered.
    """
    found = standing_answers(list(recognisable), use_keys=uses, as_of=as_of)
    return tuple(
        InPicture(
            pupil=pupil_id,
            standings={
                use: found[pupil_id, use]
                for use in uses
                if (pupil_id, use) in found and pupil_id not in never_asked
            },
            unrecognisable=not seen,
            not_today=pupil_id in not_today,
        )
        for pupil_id, seen in recognisable.items()
    )


def _own_or_decided_on(actor: str) -> ColumnElement[bool]:
    own = select(PostCheck.id).where(PostCheck.checked_by == actor)
    return (PostCheck.checked_by == actor) | PostCheck.decides_on_id.in_(own)


def check_for(actor: str, reference: str, *, whoever_asked: bool = False) -> PostCheck | None:
    """A saved check by who asked it; the head, who decides, may open anybody's."""
    query = (
        select(PostCheck)
        .options(
            selectinload(PostCheck.channel),
            selectinload(PostCheck.pupils).selectinload(PostCheckPupil.pupil),
        )
        .where(PostCheck.reference == reference)
    )
    return db.session.scalar(query if whoever_asked else query.where(_own_or_decided_on(actor)))


def checks_of(actor: str, *, limit: int = 50) -> Sequence[PostCheck]:
    """Somebody's own checks, newest first, with what the head decided on them."""
    query = select(PostCheck).options(selectinload(PostCheck.channel))
    newest = query.where(_own_or_decided_on(actor)).order_by(PostCheck.id.desc()).limit(limit)
    return db.session.scalars(newest).all()


def children_counted(checks: Sequence[PostCheck]) -> dict[int, int]:
    """Check → how many children were in the picture."""
    rows = db.session.execute(
        select(PostCheckPupil.check_id, func.count())
        .where(PostCheckPupil.check_id.in_([check.id for check in checks]))
        .group_by(PostCheckPupil.check_id)
    )
    return {check_id: number for check_id, number in rows}


def last_check(actor: str) -> PostCheck | None:
    """What somebody checked last from a page: where to begin the next time."""
    query = select(PostCheck).options(selectinload(PostCheck.channel))
    mine = query.where(PostCheck.checked_by == actor, PostCheck.channel_id.is_not(None))
    return db.session.scalar(mine.order_by(PostCheck.id.desc()).limit(1))


def no_longer_here(check: PostCheck) -> list[str]:
    """Children in the picture who are not on roll today, by name."""
    here = select(Enrolment.pupil_id).where(_today(today()))
    gone = [each.pupil_id for each in check.pupils if not each.allowed]
    rows = db.session.scalars(select(Pupil).where(Pupil.id.in_(gone), Pupil.id.not_in(here)))
    return sorted(each.full_name for each in rows)


def class_of(check: PostCheck) -> str:
    """The class most of its children are in today; empty where there is none."""
    found = db.session.scalar(
        select(SchoolClass.reference)
        .join(Enrolment, Enrolment.class_id == SchoolClass.id)
        .join(PostCheckPupil, PostCheckPupil.pupil_id == Enrolment.pupil_id)
        .where(PostCheckPupil.check_id == check.id, _today(today()))
        .group_by(SchoolClass.reference)
        .order_by(func.count().desc(), SchoolClass.reference)
        .limit(1)
    )
    return found or ""
