"""Writing children by hand: added, corrected, moved to another class, gone and come back."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from parentcomms.audit.actions import record
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.people.corrections import keep_in_mind, keep_roll_in_mind
from parentcomms.people.models import Enrolment, Pupil, SchoolClass
from parentcomms.people.names import normalised_name
from parentcomms.people.roll import Span, roll_on
from parentcomms.people.upn import is_temporary

ONE_DAY = timedelta(days=1)


def twin_of(facts: Mapping[str, Any], *, but: Pupil | None = None) -> Pupil | None:
    """A child on our record, here or gone, whom an import would take for the one written."""
    born = Pupil.date_of_birth == facts["date_of_birth"]
    same_upn = Pupil.upn == facts["upn"] if facts["upn"] else born & (Pupil.id < 0)
    name = normalised_name(facts["forename"], facts["surname"])
    for pupil in db.session.scalars(select(Pupil).where(same_upn | born).order_by(Pupil.id)):
        if but is not None and pupil.id == but.id:
            continue
        if pupil.upn and pupil.upn == facts["upn"]:
            return pupil
        two_numbers = bool(pupil.upn and facts["upn"]) and not is_temporary(pupil.upn or "")
        if normalised_name(pupil.forename, pupil.surname) == name and not two_numbers:
            return pupil
    return None


def add_child(facts: Mapping[str, Any], *, class_name: str, first_day: date) -> Pupil:
    """A child no file has named yet."""
    pupil = Pupil(**facts, year_group_said_on=today() if facts["year_group"] else None)
    db.session.add(pupil)
    record("child-added", pupil)
    _enrol(pupil, class_name, first_day)
    keep_in_mind(pupil, dict.fromkeys(name for name, value in facts.items() if value))
    keep_in_mind(pupil, {"class_name": None})
    keep_roll_in_mind(pupil, was_on_roll=None)
    return pupil


def correct_child(pupil: Pupil, facts: Mapping[str, Any]) -> bool:
    """What our record says of a child, put right. Whether anything changed."""
    before = {name: old for name in facts if (old := getattr(pupil, name)) != facts[name]}
    if not before:
        return False
    for name in before:
        setattr(pupil, name, facts[name])
    if "year_group" in before:
        pupil.year_group_said_on = today()
    keep_in_mind(pupil, before)
    record("child-corrected", pupil)
    return True


def change_class(pupil: Pupil, class_name: str, *, first_day: date) -> None:
    """From this day in another class. Raises Refused where that day does not fit."""
    present = present_enrolment(pupil)
    if present is None:
        raise Refused(gettext("This child is not on roll."))
    if first_day < present.starts_on:
        raise Refused(gettext("The child was not in the present class before that day."))
    before = present.school_class.name if present.school_class else ""
    if before == class_name:
        return
    if first_day == present.starts_on:
        present.school_class = _class_called(class_name, pupil.year_group)
        record("class-corrected", present)
    else:
        last, present.ends_on = present.ends_on, first_day - ONE_DAY
        record("class-changed", _enrol(pupil, class_name, first_day, last_day=last))
    keep_in_mind(pupil, {"class_name": before})


def leave(pupil: Pupil, *, last_day: date) -> None:
    """The child has left, or will. Raises Refused for somebody not here on that day."""
    present = present_enrolment(pupil)
    if present is None:
        raise Refused(gettext("This child is not on roll."))
    if last_day < present.starts_on:
        raise Refused(gettext("The last day lies before the first day in the present class."))
    present.ends_on = last_day
    record("child-left", present)
    keep_roll_in_mind(pupil, was_on_roll=True)


def come_back(pupil: Pupil, class_name: str, *, first_day: date) -> None:
    """A child who left is here again. Raises Refused for one who is here."""
    spans = [Span(row.starts_on, row.ends_on) for row in pupil.enrolments]
    last = max((row.ends_on or date.max for row in pupil.enrolments), default=None)
    if roll_on(spans, today()).on_roll or (last is not None and first_day <= last):
        raise Refused(gettext("This child was on roll on that day already."))
    enrolment = _enrol(pupil, class_name, first_day)
    record("child-came-back", enrolment)
    keep_in_mind(pupil, {"class_name": None})
    keep_roll_in_mind(pupil, was_on_roll=False)


def present_enrolment(pupil: Pupil) -> Enrolment | None:
    """The one that holds today, or the next to come."""
    rows = [row for row in pupil.enrolments if row.ends_on is None or row.ends_on >= today()]
    return min(rows, key=lambda row: row.starts_on, default=None)


def _enrol(
    pupil: Pupil, class_name: str, first_day: date, *, last_day: date | None = None
) -> Enrolment:
    row = Enrolment(
        pupil=pupil,
        school_class=_class_called(class_name, pupil.year_group),
        starts_on=first_day,
        ends_on=last_day,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _class_called(name: str, year_group: str | None) -> SchoolClass | None:
    if not name:
        return None
    found = db.session.scalar(select(SchoolClass).where(SchoolClass.name == name))
    if found is None:
        found = SchoolClass(name=name, year_group=year_group)
        db.session.add(found)
        record("class-added", found)
    return found
