"""Which insert a half-term gets, and when somebody looks for the notice (policy 10.1). Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

YEARLY = timedelta(days=365)
NEVER = 1_000_000
# Shipped inserts that belong to a time of year, by month; the others suit any day.
SEASONS: dict[str, frozenset[int]] = {
    "insert_september": frozenset({9, 10}),
    "insert_christmas": frozenset({11, 12}),
    "insert_spring": frozenset({1, 2, 3}),
    "insert_sports_day": frozenset({5, 6, 7}),
}


@dataclass(frozen=True)
class HalfTerm:
    """A run of weeks in school, as the school entered it."""

    name: str
    starts_on: date
    ends_on: date

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    @property
    def months(self) -> frozenset[int]:
        """The months it lies in."""
        days = range((self.ends_on - self.starts_on).days + 1)
        return frozenset((self.starts_on + timedelta(days=day)).month for day in days)


@dataclass(frozen=True)
class Variant:
    """One insert: the shipped text it began as, and the days it was used on or is planned for."""

    reference: str
    key: str | None = None
    days: tuple[date, ...] = ()

    def days_away(self, half_term: HalfTerm) -> int:
        """How far its nearest other use is, before or after; a long way when there is none."""
        others = (day for day in self.days if not half_term.holds(day))
        return min((abs((day - half_term.starts_on).days) for day in others), default=NEVER)


def half_term_on(day: date, half_terms: Iterable[HalfTerm]) -> HalfTerm | None:
    """The half-term this day is in, or in the holidays the next one."""
    ahead = [each for each in half_terms if each.ends_on >= day]
    return min(ahead, key=lambda each: each.starts_on, default=None)


def offered(half_term: HalfTerm, variants: Sequence[Variant]) -> Variant | None:
    """The one not used longest, among those that suit the time of year.

    Of two never used the one that belongs to this time of year goes first: the other can wait
    for any half-term. What is planned for the next half-term is not offered for this one too.
    """
    suiting = [each for each in variants if _suits(each, half_term)] or list(variants)
    return max(
        suiting,
        key=lambda each: (each.days_away(half_term), each.key in SEASONS),
        default=None,
    )


def _suits(variant: Variant, half_term: HalfTerm) -> bool:
    season = SEASONS.get(variant.key or "")
    return season is None or bool(season & half_term.months)


def has_insert(
    half_term: HalfTerm, *, planned: Collection[date], used_on: Collection[date]
) -> bool:
    """Whether an insert is planned for it, or was used in it already."""
    return any(half_term.holds(day) for day in (*planned, *used_on))


@dataclass(frozen=True)
class Seen:
    """One answer to “is the notice still on our website?”."""

    still_there: bool
    on: date


def notice_to_check(live: bool, newest: Seen | None, *, today: date) -> bool:
    """Once a year; at once where nobody ever looked, or it was not there when somebody did."""
    if not live:
        return False
    return newest is None or not newest.still_there or today - newest.on >= YEARLY
