"""When a child is on roll, from dated enrolments. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Span:
    """From a first day to a last day on roll; no last day while it goes on."""

    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Roll:
    """A child's standing on one day: on roll or not, since when, and any earlier time here."""

    on_roll: bool
    joined: date | None
    left_before: date | None


def roll_on(spans: Iterable[Span], day: date) -> Roll:
    """The latest time at this school up to `day`, or else the one still to come.

    A change of class is no break: the old enrolment ends the day before the new one starts.
    """
    times = _joined_up(sorted(spans, key=lambda span: span.starts_on))
    begun = [time for time in times if time.starts_on <= day]
    present = begun[-1] if begun else (times[0] if times else None)
    if present is None:
        return Roll(on_roll=False, joined=None, left_before=None)
    before = begun[-2].ends_on if len(begun) > 1 else None
    on_roll = bool(begun) and (present.ends_on is None or day <= present.ends_on)
    return Roll(on_roll=on_roll, joined=present.starts_on, left_before=before)


def _joined_up(spans: list[Span]) -> list[Span]:
    times: list[Span] = []
    for span in spans:
        last = times[-1] if times else None
        if last is not None and (
            last.ends_on is None or span.starts_on <= last.ends_on + timedelta(days=1)
        ):
            times[-1] = Span(last.starts_on, _later(last.ends_on, span.ends_on))
        else:
            times.append(span)
    return times


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
