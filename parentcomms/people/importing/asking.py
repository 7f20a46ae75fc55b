"""Reading a file again where its own dates say that the month comes first."""

from __future__ import annotations

from collections.abc import Callable

from parentcomms.people.importing.choices import Choices, Memory
from parentcomms.people.importing.dates import DateReader, MonthFirst
from parentcomms.people.importing.records import Reading


def read_asking(
    read: Callable[[DateReader], Reading], memory: Memory, *, signature: str
) -> Reading:
    """The reading, with the question about its dates where only the office can answer it."""
    dates = DateReader(memory.get(signature, Choices()).month_first)
    try:
        reading = read(dates)
        reading.asks_dates = dates.question()
    except MonthFirst as found:
        reading = read(DateReader(month_first=True))
        reading.asks_dates, reading.month_first = str(found), True
    reading.signature = signature
    return reading
