"""What time it is: the only module that asks the machine.

Times are kept in UTC; days are the school's, in Europe/London.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date on the school's wall."""
    return now().astimezone(LONDON).date()


def in_london(moment: datetime) -> datetime:
    """The same moment as a clock in school shows it."""
    return moment.astimezone(LONDON)
