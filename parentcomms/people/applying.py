"""Writing a plan into the school's record: in bulk, a fixed number of statements per table."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from parentcomms.people import queries
from parentcomms.people.applying_adults import reopen_decisions, write_adults, write_links
from parentcomms.people.bulk import filled, insert_all, insert_plain, update_all
from parentcomms.people.corrections import settle
from parentcomms.people.importing.plan import Outcome, Plan
from parentcomms.people.importing.snapshot import School
from parentcomms.people.models import Enrolment, Pupil, SchoolClass
from parentcomms.people.rules import Care
from parentcomms.school.years import academic_year_start

_COMES = (Outcome.JOINER, Outcome.RETURNER)
_LEAVES = Outcome.LEAVER
_NOT_IN_CARE = Care.NONE


def write_plan(
    plan: Plan, school: School, *, day: date, actor: str, whole_roll: bool = False
) -> list[int]:
    """Every step of the plan, which must have been made from this very school.

    Returns the ids of the plan's children, in order.
    """
    pupil_ids = _write_pupils(plan, day=day)
    _note_years(plan, pupil_ids, day=day)
    _write_enrolments(plan, pupil_ids, day=day, leavers=plan.missing if whole_roll else ())
    person_ids = write_adults(plan)
    write_links(plan, school, pupil_ids, person_ids, day=day, actor=actor)
    reopen_decisions(plan, school)
    settle(plan.by_hand.settled)
    return pupil_ids


def _write_pupils(plan: Plan, *, day: date) -> list[int]:
    new = [step.record for step in plan.pupils if step.pupil_id is None]
    columns: dict[str, list[Any]] = {
        "upn": [record.upn or None for record in new],
        "admission_number": [record.admission_number or None for record in new],
        "forename": [record.forename for record in new],
        "surname": [record.surname for record in new],
        "date_of_birth": [record.date_of_birth for record in new],
        "year_group": [record.year_group or None for record in new],
        "care": [record.care or _NOT_IN_CARE for record in new],
        "year_group_said_on": [day if record.year_group else None for record in new],
    }
    added = insert_all(Pupil, columns, count=len(new))
    changed = []
    for step in plan.pupils:
        columns = {key: value for key, value in step.changes.items() if key != "class_name"}
        if columns and step.pupil_id is not None:
            changed.append({"id": step.pupil_id, **columns})
    update_all(Pupil, changed)
    return filled((step.pupil_id for step in plan.pupils), added)


def _note_years(plan: Plan, pupil_ids: list[int], *, day: date) -> None:
    """That the file said which year each child is in, where nothing said so this school year."""
    said_before = queries.years_last_said_before(academic_year_start(day))
    said = (
        pupil_id
        for step, pupil_id in zip(plan.pupils, pupil_ids, strict=True)
        if step.record.year_group and (pupil_id in said_before or "year_group" in step.changes)
    )
    update_all(Pupil, [{"id": pupil_id, "year_group_said_on": day} for pupil_id in said])


def _write_enrolments(
    plan: Plan, pupil_ids: list[int], *, day: date, leavers: Iterable[int]
) -> None:
    """Who joins starts today, who leaves ends, and who changes class does both."""
    classes = _classes_for(plan)
    present = queries.open_enrolments(day)
    begun: list[int] = []  # places in the plan
    ended: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    for place, (step, pupil_id) in enumerate(zip(plan.pupils, pupil_ids, strict=True)):
        if step.outcome in _COMES:
            begun.append(place)
        elif pupil_id in present:
            key, since = present[pupil_id]
            if step.outcome is _LEAVES:
                last = step.record.leaving_date or day - timedelta(days=1)
                ended.append({"id": key, "ends_on": max(last, since)})
            elif "class_name" in step.changes and since == day:
                moved.append({"id": key, "class_id": classes.get(step.record.class_name)})
            elif "class_name" in step.changes:
                ended.append({"id": key, "ends_on": day - timedelta(days=1)})
                begun.append(place)
    yesterday = day - timedelta(days=1)
    for key, since in (present[pupil_id] for pupil_id in leavers if pupil_id in present):
        ended.append({"id": key, "ends_on": max(yesterday, since)})
    update_all(Enrolment, ended)
    update_all(Enrolment, moved)
    columns: dict[str, list[Any]] = {
        "pupil_id": [pupil_ids[place] for place in begun],
        "class_id": [classes.get(plan.pupils[place].record.class_name) for place in begun],
        "starts_on": [day] * len(begun),
    }
    insert_plain(Enrolment, columns, count=len(begun))


def _classes_for(plan: Plan) -> dict[str, int]:
    """The classes the file names, with the new ones made."""
    known = queries.class_ids()
    new: dict[str, str] = {}
    for step in plan.pupils:
        name = step.record.class_name
        if name and name not in known and step.outcome is not _LEAVES:
            new.setdefault(name, step.record.year_group)
    columns: dict[str, list[Any]] = {
        "name": list(new),
        "year_group": [year or None for year in new.values()],
    }
    return known | dict(zip(new, insert_all(SchoolClass, columns, count=len(new)), strict=True))
