"""The pilot: one class is written to first, until the school ends it.

Asked by whatever writes to many adults, and named on every page from which letters are sent.
"""

from collections.abc import Iterable

from sqlalchemy import select

from parentcomms.communications.rules import HeldBack, Plan, Tie, outside_the_pilot, plan
from parentcomms.database import db
from parentcomms.people.models import SchoolClass
from parentcomms.school.queries import school

NO_SUCH_CLASS = 0


def pilot_class() -> SchoolClass | None:
    """The class the school begins with, while its pilot lasts."""
    reference = school().pilot
    if not reference:
        return None
    return db.session.scalar(select(SchoolClass).filter_by(reference=reference))


def plan_within_the_pilot(due: Iterable[Tie], everyone: Iterable[Tie]) -> Plan:
    """Who of those due is written to now: what every sender to many adults plans with."""
    return plan(due, later=adults_after_the_pilot(everyone))


def held_by_review(found: Plan) -> int:
    """How many are not written to for other reasons than the pilot, which each page names."""
    held = found.held_back
    return sum(held.values()) - held.get(HeldBack.AFTER_THE_PILOT, 0)


def adults_after_the_pilot(everyone: Iterable[Tie]) -> set[int]:
    """Ids of the adults who wait; nobody does without a pilot.

    A pilot whose class is no more lets nobody through: doubt never sends.
    """
    if not school().pilot:
        return set()
    found = pilot_class()
    return outside_the_pilot(everyone, class_id=found.id if found else NO_SUCH_CLASS)
