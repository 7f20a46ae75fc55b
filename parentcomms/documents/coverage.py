"""How many adults were told, on one sheet for governors: bars, and the numbers under them."""

from dataclasses import dataclass
from typing import Any

from parentcomms.documents.glyphs import Replacing
from parentcomms.documents.typesetting import typeset

TEMPLATE = "coverage.typ"


@dataclass(frozen=True)
class Line:
    """A year or a class: its numbers in the order of the headings, and the parts of its bar."""

    name: str
    numbers: tuple[int, ...]
    parts: tuple[int, ...]


@dataclass(frozen=True)
class CoverageSheet:
    """The whole sheet; all words come from the caller."""

    title: str
    school: str
    date: str
    note: str
    headings: tuple[str, ...]
    group_label: str
    part_names: tuple[str, ...]
    chart_label: str
    table_label: str
    bars: tuple[Line, ...]
    rows: tuple[Line, ...]
    also: tuple[str, ...]


def render_coverage(sheet: CoverageSheet) -> bytes:
    """The sheet as a tagged PDF (PDF/UA-1); its bars say their numbers in words too."""
    fit = Replacing("").fit
    data: dict[str, Any] = {
        "title": sheet.title,
        "school": fit("school", sheet.school) or "…",
        "date": sheet.date,
        "note": sheet.note,
        "headings": sheet.headings,
        "group-label": sheet.group_label,
        "part-names": sheet.part_names,
        "chart-label": sheet.chart_label,
        "table-label": sheet.table_label,
        "bars": [
            {"name": fit("name", each.name) or "…", "parts": each.parts, "alt": _alt(each, sheet)}
            for each in sheet.bars
        ],
        "rows": [
            {"name": fit("name", each.name) or "…", "numbers": each.numbers} for each in sheet.rows
        ],
        "also": [fit("also", each) or "…" for each in sheet.also],
    }
    return typeset(TEMPLATE, data)


def _alt(line: Line, sheet: CoverageSheet) -> str:
    said = (f"{name}: {number}" for name, number in zip(sheet.part_names, line.parts, strict=True))
    return ", ".join(said)
