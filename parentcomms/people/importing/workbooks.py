"""An Excel workbook's sheet as rows of cells, with the limits of every other file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from openpyxl import load_workbook

from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.importing.tables import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Row, read_rows

LARGEST_UNPACKED = 100 * 1024 * 1024
ZIP = b"PK\x03\x04"
DAMAGED = "The workbook cannot be opened. Please save it again, or save it as CSV."


def rows_of(stream: BinaryIO) -> Iterator[Row]:
    """The rows of a workbook or of a CSV file, whichever it is by its content."""
    stream.seek(0)
    head = stream.read(4)
    return read_workbook(stream) if head == ZIP else read_rows(stream)


def read_workbook(stream: BinaryIO) -> Iterator[Row]:
    """Every row of the first sheet to be seen that holds anything, as text.

    Of a formula the value that the workbook last showed is read; nothing is ever computed.
    """
    _refuse_what_we_do_not_open(stream)
    try:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
        if sheet is None:
            raise UnreadableFile(
                "Every sheet of the workbook is hidden. Please show the right one."
            )
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > MAX_ROWS:
                raise UnreadableFile(f"The file has more than {MAX_ROWS:,} rows.")
            tidy = _without_end([_text(cell) for cell in cells])
            if len(tidy) > MAX_COLUMNS:
                raise UnreadableFile(f"Row {number} has more than {MAX_COLUMNS} columns.")
            if tidy:
                yield Row(number, tidy)
    except UnreadableFile:
        raise
    except Exception as error:  # a reader given rubbish fails in many ways
        raise UnreadableFile(DAMAGED) from error


def _refuse_what_we_do_not_open(stream: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(stream) as parts:
            members = parts.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableFile(DAMAGED) from error
    if sum(part.file_size for part in members) > LARGEST_UNPACKED:
        raise UnreadableFile("The workbook is too large. A list of pupils is far smaller.")
    if any(part.filename.lower().endswith("vbaproject.bin") for part in members):
        raise UnreadableFile(
            "The workbook holds macros (small programs), which we do not open. Please save it as "
            "an ordinary workbook (.xlsx) or as CSV."
        )


def _text(cell: Any) -> str:
    """A cell as it would stand in a CSV file; a date with its year first can be read one way."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    return str(cell).strip()[:MAX_CELL]


def _without_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells
