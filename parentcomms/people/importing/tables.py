"""A file of separated values as rows of cells, whatever program saved it.

Only the shape is looked at here, not the meaning. The file is read as a stream, once to find its
encoding and once for its rows, so that memory stays bounded by the longest row.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from parentcomms.people.importing.encodings import find_charset
from parentcomms.people.importing.problems import UnreadableFile

MAX_COLUMNS = 200
MAX_ROWS = 50_000
MAX_CELL = 10_000
HEADING_ROWS = 15
"""Titles, dates and blank rows may stand above the headings; we look this far down."""

_DELIMITERS = (",", ";", "\t")
_BLANKS = " \t\r\n\xa0\ufeff"


class Row(NamedTuple):
    """One row; `number` is what the office sees at the left edge of its spreadsheet."""

    number: int
    cells: list[str]


def open_source(source: bytes | Path | BinaryIO) -> BinaryIO:
    """Whatever was handed over, as a stream that can be read twice."""
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if not isinstance(source, Path):
        return source
    try:
        return source.open("rb")
    except OSError as error:
        raise UnreadableFile(f"The file {source.name} could not be opened.") from error


def read_rows(stream: BinaryIO, *, most: int = 0) -> Iterator[Row]:
    """Every row that holds anything, with the blanks round each cell taken off."""
    charset = find_charset(stream)
    delimiter = _find_delimiter(stream, charset)
    most = most or MAX_ROWS
    for number, cells in enumerate(_parse(stream, charset, delimiter), start=1):
        if (
            len(cells) > MAX_COLUMNS
            or number > most
            or len(max(cells, key=len, default="")) > MAX_CELL
        ):
            _refuse(number, cells, most)
        tidy = [cell.strip(_BLANKS) for cell in cells]
        if any(tidy):
            yield Row(number, tidy)


def _find_delimiter(stream: BinaryIO, charset: str) -> str:
    """The one that cuts most rows into the same number of cells, and into most cells."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(stream, charset, delimiter))


def _evenness(stream: BinaryIO, charset: str, delimiter: str) -> int:
    """Cells in the first rows that are as wide as their neighbours. Damage is reported later."""
    widths: Counter[int] = Counter()
    with closing(_parse(stream, charset, delimiter)) as rows, suppress(UnreadableFile):
        for cells in islice(rows, 2 * HEADING_ROWS):
            widths[len(cells)] += 1
    return max((width * rows for width, rows in widths.items() if width > 1), default=0)


def _parse(stream: BinaryIO, charset: str, delimiter: str) -> Generator[list[str], None, None]:
    """Rows as the csv module reads them; a quotation mark out of place is damage, not text."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=charset, newline="")
    number = 0
    try:
        for cells in csv.reader(text, delimiter=delimiter, strict=True):
            number += 1
            yield cells
    except csv.Error as error:
        raise UnreadableFile(
            f"The file is damaged near row {number + 1}: a quotation mark is out of place, "
            "or the file stops half way. Please export it again."
        ) from error
    finally:
        text.detach()  # the stream belongs to whoever opened it and must stay open


def _refuse(number: int, cells: list[str], most: int) -> None:
    if number > most:
        raise UnreadableFile(f"The file has more than {most:,} rows.")
    if len(cells) > MAX_COLUMNS:
        raise UnreadableFile(f"Row {number} has more than {MAX_COLUMNS} columns.")
    raise UnreadableFile(
        f"Row {number} has a cell with more than {MAX_CELL:,} characters. "
        "A quotation mark may be missing: please export the file again."
    )
