"""The kinds of file we can read, each recognised by its content, never by its name.

A new kind (a transfer file, OneRoster, a workbook) is a module with a `recognises` and a `read`,
and one entry in READERS, before the CSV reader, which takes everything that is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from parentcomms.people.importing.headings import Headings, find_headings
from parentcomms.people.importing.problems import Remark, UnreadableFile
from parentcomms.people.importing.pupil_rows import RowReader
from parentcomms.people.importing.records import Reading
from parentcomms.people.importing.synonyms import PupilField
from parentcomms.people.importing.tables import HEADING_ROWS, open_source, read_rows


@dataclass(frozen=True, slots=True)
class FileReader:
    """One kind of file."""

    recognises: Callable[[bytes], bool]
    read: Callable[[BinaryIO], Reading]


def read_file(source: bytes | Path | BinaryIO) -> Reading:
    """Every pupil and adult in the file, or UnreadableFile with a sentence for the office."""
    stream = open_source(source)
    try:
        stream.seek(0)
        head = stream.read(4096)
        reader = next(reader for reader in READERS if reader.recognises(head))
        return reader.read(stream)
    finally:
        if stream is not source:
            stream.close()


def read_csv(stream: BinaryIO) -> Reading:
    """Shapes (a) and (b): one row per pupil, with or without numbered contacts."""
    headings = find_headings(
        row for row in islice(read_rows(stream), HEADING_ROWS) if row.number <= HEADING_ROWS
    )
    reading = Reading(kind=headings.kind)
    reader = RowReader(headings, reading)
    for row in read_rows(stream):
        if row.number > headings.row:
            reader.read(row)
    if not reading.pupils and not reading.refused:
        raise UnreadableFile("The file has headings, but no pupils below them.")
    _warn_about_columns(headings, reading)
    return reading


def _warn_about_columns(headings: Headings, reading: Reading) -> None:
    if headings.unread:
        names = ", ".join(f"“{title[:40]}”" for title in headings.unread[:20])
        reading.warnings.append(Remark(0, f"These columns were not read: {names}."))
    if not headings.contacts:
        reading.warnings.append(
            Remark(0, "The file names no parents or carers, so nobody can be written to from it.")
        )
    if (mixed := headings.pupil.get(PupilField.CARE_MIXED_WITH_ADOPTED)) is not None:
        reading.warnings.append(
            Remark(
                0,
                f"“{headings.titles[mixed]}” mixes two things and was not read. The designated "
                "safeguarding lead is asked about it.",
            )
        )


READERS = (FileReader(recognises=lambda head: True, read=read_csv),)
