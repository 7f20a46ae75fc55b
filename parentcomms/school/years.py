"""Academic years, year groups and the phases in which photo consent is asked afresh.

Year groups are short strings as management systems export them: "N1", "N2", "R", "1" to "14".
"""

import re
from collections.abc import Collection
from datetime import date
from enum import StrEnum


class Phase(StrEnum):
    """Where photo consent is asked afresh, where the school has that year."""

    RECEPTION = "reception"
    YEAR_3 = "year_3"
    YEAR_7 = "year_7"
    YEAR_12 = "year_12"


YEAR_GROUPS = ("N1", "N2", "R", *(str(number) for number in range(1, 15)))
FIRST_YEAR_GROUP = {
    Phase.RECEPTION: "R",
    Phase.YEAR_3: "3",
    Phase.YEAR_7: "7",
    Phase.YEAR_12: "12",
}

_POSITION = {group: place for place, group in enumerate(YEAR_GROUPS)}
_OTHER_NAMES = {
    "RECEPTION": "R",
    "REC": "R",
    "YR": "R",
    "0": "R",
    "FS2": "R",
    "E1": "N1",
    "E2": "N2",
    "FS1": "N2",
    "NURSERY": "N2",
    "NURSERY1": "N1",
    "NURSERY2": "N2",
}
_HEADING_WORDS = re.compile(r"\A(?:NATIONALCURRICULUM|CURRICULUM|NC)?(?:YEAR|YR|Y)?0*(?=.)")


def academic_year_start(day: date) -> date:
    """The first of September that this day's school year began on."""
    return date(day.year if day.month >= 9 else day.year - 1, 9, 1)


def academic_year_name(day: date) -> str:
    """As schools write it: 2026/27."""
    start = academic_year_start(day).year
    return f"{start}/{(start + 1) % 100:02d}"


def year_group_from(text: str) -> str | None:
    """The year group a heading's cell means; None for mixed years, class names and the rest."""
    tidy = re.sub(r"[\s._-]+", "", text).upper()
    for name in (tidy, _HEADING_WORDS.sub("", tidy)):
        group = _OTHER_NAMES.get(name, name)
        if group in _POSITION:
            return group
    return None


def year_group_after(year_group: str, years: int) -> str | None:
    """The year group so many years on (or back); None before the first or after the last."""
    place = _POSITION[year_group] + years
    return YEAR_GROUPS[place] if 0 <= place < len(YEAR_GROUPS) else None


def has_reached(year_group: str | None, first: str) -> bool:
    """Whether a child is in that year or above; a child whose year is not known is not."""
    return year_group in _POSITION and _POSITION[year_group] >= _POSITION[first]


def expected_year_group(born_on: date, day: date) -> str | None:
    """The year group a child of this birthday is in by age; None before nursery or after."""
    start = academic_year_start(day)
    age = start.year - born_on.year - (1 if (born_on.month, born_on.day) >= (9, 1) else 0)
    place = age - 4 + _POSITION["R"]
    return YEAR_GROUPS[place] if 0 <= place < len(YEAR_GROUPS) else None


def moved_on(year_group: str, *, said_on: date | None, by_age: str | None, day: date) -> str:
    """The year group a child is in today, whose record last said one on an earlier day.

    Each September since moves them on, so that a file nobody brought in leaves no child behind;
    never past the year of their age: some systems write the coming year in the summer already.
    """
    if said_on is None or by_age not in _POSITION or year_group not in _POSITION:
        return year_group
    passed = academic_year_start(day).year - academic_year_start(said_on).year
    place = min(_POSITION[year_group] + passed, _POSITION[by_age])
    return YEAR_GROUPS[max(place, _POSITION[year_group])]


def phases_of(school_years: Collection[str]) -> tuple[Phase, ...]:
    """The phases that begin at this school: those whose first year it has."""
    return tuple(phase for phase, first in FIRST_YEAR_GROUP.items() if first in school_years)


def phase_of(year_group: str | None, school_years: Collection[str]) -> Phase | None:
    """The phase a child is in, or None in nursery and before the school's first new phase."""
    begun = [p for p in phases_of(school_years) if has_reached(year_group, FIRST_YEAR_GROUP[p])]
    return begun[-1] if begun else None


def phase_started_on(
    year_group: str | None, day: date, *, school_years: Collection[str]
) -> date | None:
    """The first of September on which a child's present phase began; older answers have lapsed.

    None where no phase of the school has begun for the child: their answers stand as they are.
    """
    phase = phase_of(year_group, school_years)
    if phase is None or year_group is None:
        return None
    years = _POSITION[year_group] - _POSITION[FIRST_YEAR_GROUP[phase]]
    start = academic_year_start(day)
    return start.replace(year=start.year - years)
