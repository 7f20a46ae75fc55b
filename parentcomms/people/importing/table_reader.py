"""Every kind of table: shapes (a) to (e), from CSV and from workbooks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from parentcomms.people.importing.asking import read_asking
from parentcomms.people.importing.choices import Memory
from parentcomms.people.importing.columns import best_guess, find_columns, meanings_of
from parentcomms.people.importing.dates import DateReader
from parentcomms.people.importing.headings import Headings
from parentcomms.people.importing.problems import NO_ADULTS, Remark, UnclearHeadings, UnreadableFile
from parentcomms.people.importing.pupil_rows import RowReader
from parentcomms.people.importing.records import PupilRecord, Reading
from parentcomms.people.importing.synonyms import PupilField
from parentcomms.people.importing.tables import HEADING_ROWS, Row

Rows = Callable[[], Iterator[Row]]
SAMPLES = 4
SEVERAL_CLASSES = (
    "This child stands in several classes, and which is the registration class is not said: "
    "no class was read."
)
_PERHAPS_AN_ORDER = re.compile(r"(?i)court|restrict|injunction|prohibited|no contact")
SAY_WHAT_IT_HOLDS = (
    "this may say that somebody must not be written to, and was not read. Before you load the "
    "file, say under What the columns mean what it holds, or look at these children yourself."
)


def read_table(rows: Rows, memory: Memory, *, kind: str) -> Reading:
    """Every child of a table and their adults. Raises UnreadableFile with a sentence."""
    headings = find_columns(_first(rows), memory)
    reading = read_asking(
        lambda dates: _read(rows, headings, dates), memory, signature=headings.signature
    )
    reading.kind = headings.kind.replace("csv", kind)
    if not reading.pupils and not reading.refused:
        raise UnreadableFile("The file has headings, but no pupils below them.")
    _warn_about_columns(headings, reading)
    return reading


def _first(rows: Rows) -> list[Row]:
    return [row for row in islice(rows(), HEADING_ROWS) if row.number <= HEADING_ROWS]


def _read(rows: Rows, headings: Headings, dates: DateReader) -> Reading:
    reading = Reading(kind=headings.kind)
    reader = RowReader(headings, reading, dates)
    for row in rows():
        if row.number > headings.row:
            reader.read(row)
    if headings.classes_apart:
        reading.pupils = _without_doubtful_classes(reading)
    if reader.others:
        reading.warnings.append(
            Remark(0, f"{reader.others} rows are not about pupils, and were passed over.")
        )
    return reading


def _without_doubtful_classes(reading: Reading) -> list[PupilRecord]:
    """One row for each class a child is in: which of them is the registration class?"""
    classes: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for record in reading.pupils:
        classes[_who(record)].add(record.class_name)
    several = {who for who, names in classes.items() if len(names - {""}) > 1}
    rows = {
        who: record.row for record in reversed(reading.pupils) if (who := _who(record)) in several
    }
    reading.warnings.extend(Remark(row, SEVERAL_CLASSES) for row in sorted(rows.values()))
    return [
        replace(record, class_name="") if _who(record) in several else record
        for record in reading.pupils
    ]


def _who(record: PupilRecord) -> tuple[str, ...]:
    return record.upn, record.admission_number, record.forename, record.surname


def _warn_about_columns(headings: Headings, reading: Reading) -> None:
    if headings.unread:
        names = ", ".join(f"“{title[:40]}”" for title in headings.unread[:20])
        reading.warnings.append(Remark(0, f"These columns were not read: {names}."))
    if doubtful := [title for title in headings.unread if _PERHAPS_AN_ORDER.search(title)]:
        names = ", ".join(f"“{title[:40]}”" for title in doubtful)
        reading.warnings.append(Remark(0, f"{names}: {SAY_WHAT_IT_HOLDS}"))
    if not headings.contacts:
        reading.warnings.append(Remark(0, NO_ADULTS))
    if (mixed := headings.pupil.get(PupilField.CARE_MIXED_WITH_ADOPTED)) is not None:
        reading.warnings.append(
            Remark(
                0,
                f"“{headings.titles[mixed]}” mixes two things and was not read. The designated "
                "safeguarding lead is asked about it.",
            )
        )


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the office is shown it."""

    place: int
    title: str
    meaning: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table's columns, and the name under which what is said about them is remembered."""

    signature: str
    columns: tuple[Column, ...]


def show_columns(rows: Rows, memory: Memory) -> Shown:
    """What each column was taken for, with values beside it. Raises UnreadableFile."""
    first = _first(rows)
    try:
        headings = find_columns(first, memory)
    except UnclearHeadings:
        headings = best_guess(first)
    meanings = meanings_of(headings)
    below = list(islice((row for row in rows() if row.number > headings.row), 40))
    return Shown(
        headings.signature,
        tuple(
            Column(place, title, meanings.get(place, ""), _samples(below, place))
            for place, title in enumerate(headings.titles)
        ),
    )


def _samples(rows: list[Row], place: int) -> tuple[str, ...]:
    values = (row.cells[place][:60] for row in rows if place < len(row.cells))
    return tuple(islice(dict.fromkeys(value for value in values if value), SAMPLES))
