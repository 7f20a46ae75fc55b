"""The one order in which classes are listed: youngest year first, by name within a year."""

from typing import Any

from sqlalchemy import case

from parentcomms.people.models import SchoolClass
from parentcomms.school.years import YEAR_GROUPS


def school_order() -> tuple[Any, ...]:
    """To order classes by; those without a year group come last."""
    place = {group: number for number, group in enumerate(YEAR_GROUPS)}
    youngest_first = case(place, value=SchoolClass.year_group, else_=len(YEAR_GROUPS))
    return youngest_first, SchoolClass.name, SchoolClass.id
