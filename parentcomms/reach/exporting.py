"""The file itself, for whichever service the school sends texts with."""

import csv
import io
from collections.abc import Sequence

import tablib

from parentcomms.documents.cells import safe_cell
from parentcomms.reach.queries import Line

HEADS = ("Forename", "Surname", "Phone", "Link", "Text")


def _row(line: Line) -> list[str]:
    return [safe_cell(each) for each in (line.forename, line.surname)] + [
        line.phone if line.phone.lstrip("+").replace(" ", "").isdigit() else safe_cell(line.phone),
        line.link,
        safe_cell(line.text),
    ]


def as_csv(lines: Sequence[Line]) -> bytes:
    """In UTF-8 with its mark, which is how spreadsheets open it rightly."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEADS, *map(_row, lines)])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Sequence[Line]) -> bytes:
    """The same as a workbook; a telephone number stays text, its first 0 with it."""
    data = tablib.Dataset(title="Links")
    data.headers = list(HEADS)
    data.extend([_row(line) for line in lines])
    written: bytes = data.export("xlsx", escape=True)
    return written
