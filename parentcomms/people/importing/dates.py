"""Dates written with numbers alone: which comes first, the day or the month?

Britain writes the day first, but a computer set up elsewhere writes 03/04/2019 for the 4th of
March. One value with a number over 12 decides for its file. Without one we ask and never guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.importing.words import NUMBERS, plain, read_date, unwrapped


class MonthFirst(Exception):
    """The dates can only be read with the month first: read the file again so."""


@dataclass(slots=True)
class DateReader:
    """Reads every date of one file, and remembers what decides. `month_first` None: not known."""

    month_first: bool | None = None
    decided_by: str = ""
    unclear: str = ""
    _known: dict[str, date | None] = field(default_factory=dict)

    def read(self, text: str, *, what: str, row: int) -> date | None:
        """One date, or None for an empty cell. Raises BadCell where it is none."""
        if not text:
            return None
        if text not in self._known:
            self._known[text] = self._read(text, what=what, row=row)
        return self._known[text]

    def question(self) -> str:
        """A date of the file that could be read two ways, where nothing says which; else ''."""
        return "" if self.month_first is not None or self.decided_by else self.unclear

    def _read(self, text: str, *, what: str, row: int) -> date | None:
        value = plain(unwrapped(text))
        if match := NUMBERS.fullmatch(value):
            self._look_at(int(match[1]), int(match[2]), value)
            if self.month_first:
                value = f"{match[2]}/{match[1]}/{match[3]}"
        return read_date(value, what=what, row=row)

    def _look_at(self, first: int, second: int, value: str) -> None:
        if first > 12 >= second:
            if self.month_first:
                raise _mixed(value)
            self.decided_by = self.decided_by or value
        elif second > 12 >= first:
            if self.decided_by or self.month_first is False:
                raise _mixed(value)
            if self.month_first is None:
                raise MonthFirst(value)
        elif first != second:
            self.unclear = self.unclear or value


def _mixed(value: str) -> UnreadableFile:
    return UnreadableFile(
        f"Some dates have the day first and others the month first, such as “{value}”. "
        "Please export the dates as day/month/year, or as 2018-12-31."
    )
