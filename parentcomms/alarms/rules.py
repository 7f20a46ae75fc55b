"""How long a report of a risk has lain unread, in school hours, and to whom it goes then. Pure.

After one school hour to the deputies, after two to the head; where the case passes those by, to
the next in line of its own row. Never to whom it is about.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from parentcomms.concerns.hours import OFFICE_CLOSES, OFFICE_OPENS
from parentcomms.concerns.rules import (
    NEXT_IN_LINE,
    Ids,
    Raised,
    Recipient,
    RoleHolders,
    Row,
    route,
)
from parentcomms.school.rules import SchoolCalendar, counts_as_school_day

HOUR = timedelta(hours=1)
STEPS = 2
LONGEST_LOOKED_AT = timedelta(days=120)


def school_time_between(
    first: datetime,
    last: datetime,
    calendar: SchoolCalendar,
    covered: Collection[tuple[date, date]] = (),
) -> timedelta:
    """Time in which somebody reads: office hours of school days, and of days with cover.

    Both moments by the clock in school.
    """
    total, day = timedelta(), max(first, last - LONGEST_LOOKED_AT).date()
    while day <= last.date():
        if counts_as_school_day(day, calendar) or any(a <= day <= b for a, b in covered):
            opens = datetime.combine(day, OFFICE_OPENS, first.tzinfo)
            closes = datetime.combine(day, OFFICE_CLOSES, first.tzinfo)
            total += max(min(last, closes) - max(first, opens), timedelta())
        day += timedelta(days=1)
    return total


def raised_to(
    raised: Raised, holders: RoleHolders, unread: timedelta
) -> list[tuple[Recipient, Ids]]:
    """Step by step, the post it is taken to and who holds it; nobody it is about."""
    steps = min(int(unread / HOUR), STEPS)
    found = route(raised, holders)
    line = []
    if found.row is Row.AT_RISK:
        line.append((Recipient.DSL, holders.deputy_dsls))
    behind = NEXT_IN_LINE[found.row]
    after = behind[behind.index(found.post) + 1 :] if found.post else ()
    line += [(post, _plain(post, holders)) for post in after]
    free = [(post, ids - found.hidden_from) for post, ids in line]
    return [(post, ids) for post, ids in free if ids][:steps]


def _plain(post: Recipient, holders: RoleHolders) -> Ids:
    return {
        Recipient.DSL: holders.dsl_group,
        Recipient.HEAD: holders.heads,
        Recipient.CHAIR: holders.chairs,
        Recipient.VICE_CHAIR: holders.vice_chairs,
        Recipient.CLERK: holders.clerks,
    }.get(post, frozenset()) | holders.covering.get(post, frozenset())
