"""What may be said of a newsletter without asking anybody: its audience and its time. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from parentcomms.school.rules import SchoolCalendar, counts_as_school_day

LONGEST_AHEAD = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Whom it is for, by reference; `saved` is the name of the list it was chosen by."""

    whole_school: bool = False
    year_groups: Sequence[str] = ()
    classes: Sequence[str] = ()
    groups: Sequence[str] = ()
    saved: str = ""

    @property
    def nobody(self) -> bool:
        """Nothing was chosen, which never means everybody."""
        return not (self.whole_school or self.year_groups or self.classes or self.groups)

    def rule(self) -> dict[str, Any]:
        """The rule as a version keeps it and an approval covers it: in one order, always.

        The whole school names nothing else: what is in everybody anyway is no part of the rule.
        """
        named: dict[str, Any] = {"saved": self.saved} if self.saved else {}
        if self.whole_school:
            return {**named, "whole_school": True}
        parts = {
            "year_groups": sorted(set(self.year_groups)),
            "classes": sorted(set(self.classes)),
            "groups": sorted(set(self.groups)),
        }
        return {**named, **{name: values for name, values in parts.items() if values}}


def audience_of(rule: dict[str, Any]) -> Audience:
    """A kept rule, to change it."""
    return Audience(
        whole_school=rule.get("whole_school") is True,
        year_groups=tuple(rule.get("year_groups", ())),
        classes=tuple(rule.get("classes", ())),
        groups=tuple(rule.get("groups", ())),
        saved=str(rule.get("saved", "")),
    )


class BadTime(StrEnum):
    """Why a newsletter cannot go out then."""

    PAST = "past"
    TOO_FAR = "too_far"


class Remark(StrEnum):
    """What is said of a time, and stops nothing."""

    NO_SCHOOL = "no_school"
    NIGHT = "night"


def bad_time(at: datetime, *, now: datetime) -> BadTime | None:
    """None where something may be sent then."""
    if at <= now:
        return BadTime.PAST
    return BadTime.TOO_FAR if at > now + LONGEST_AHEAD else None


def remarks(at_school: datetime, calendar: SchoolCalendar) -> tuple[Remark, ...]:
    """What whoever sets this time on the school's clock should know: a holiday, or the night."""
    found = [] if counts_as_school_day(at_school.date(), calendar) else [Remark.NO_SCHOOL]
    if not 7 <= at_school.hour < 21:
        found.append(Remark.NIGHT)
    return tuple(found)
