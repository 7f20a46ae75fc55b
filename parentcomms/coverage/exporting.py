"""The board as a workbook with names, for the office."""

from collections.abc import Iterable, Sequence

import tablib

from parentcomms.coverage.queries import EVERYONE, Adult, Board, adults_of
from parentcomms.coverage.rules import Mark, Row
from parentcomms.coverage.staff_words import MARK_NAMES, group_name
from parentcomms.languages import gettext


def as_xlsx(found: Board) -> bytes:
    """Years, classes, and every adult by name; nothing in a cell runs as a formula."""
    named = adults_of(EVERYONE)
    book = tablib.Databook(
        [
            _numbers(gettext("Years"), [found.whole, *found.years]),
            _numbers(gettext("Classes"), found.classes),
            _names(named[1] if named else []),
        ]
    )
    written: bytes = book.export("xlsx", escape=True)
    return written


def _numbers(title: str, rows: Iterable[Row]) -> tablib.Dataset:
    data = tablib.Dataset(title=title)
    data.headers = ["", gettext("Adults"), *(str(MARK_NAMES[mark]) for mark in Mark)]
    data.extend([[group_name(row), row.adults, *(row.of(mark) for mark in Mark)] for row in rows])
    return data


def _names(adults: Sequence[Adult]) -> tablib.Dataset:
    data = tablib.Dataset(title=gettext("Adults"))
    data.headers = [
        gettext("Surname"), gettext("Forename"), gettext("Children"),
        *(str(MARK_NAMES[mark]) for mark in Mark),
    ]  # fmt: skip
    data.extend([_line(each) for each in adults])
    return data


def _line(adult: Adult) -> list[str]:
    return [
        adult.person.surname,
        adult.person.forename,
        ", ".join(child.full_name for child in adult.children),
        *(gettext("Yes") if mark in adult.marks else "" for mark in Mark),
    ]
