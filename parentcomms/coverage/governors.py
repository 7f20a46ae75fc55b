"""The board for the governing board: one sheet, numbers and bars, nobody's name."""

from parentcomms.clock import today
from parentcomms.coverage.queries import Board
from parentcomms.coverage.rules import Part, Row
from parentcomms.coverage.staff_words import MARK_NAMES, PART_NAMES, columns, group_name
from parentcomms.documents.coverage import CoverageSheet, Line, render_coverage
from parentcomms.filters import day
from parentcomms.languages import gettext
from parentcomms.school.queries import school


def governors_pdf(found: Board) -> bytes:
    """A tagged PDF (PDF/UA-1) to put before governors."""
    shown = columns(found.whole)
    return render_coverage(
        CoverageSheet(
            title=gettext("Who was told: what the policy asks of us"),
            school=school().name,
            date=str(day(today())),
            note=gettext(
                "Sent is not told. Told is an adult who opened their page, acknowledged, or was "
                "handed the letter. Each adult counts once in each line."
            ),
            headings=(gettext("Adults"), *(str(MARK_NAMES[mark]) for mark in shown)),
            group_label=gettext("Year or class"),
            part_names=tuple(str(PART_NAMES[part]) for part in Part),
            chart_label=gettext("Adults by year"),
            table_label=gettext("The numbers"),
            bars=tuple(_line(row, ()) for row in [found.whole, *found.years]),
            rows=tuple(
                _line(row, (row.adults, *(row.of(mark) for mark in shown)))
                for row in [found.whole, *found.years, *found.classes]
            ),
            also=tuple(_also(found)),
        )
    )


def _line(row: Row, numbers: tuple[int, ...]) -> Line:
    return Line(group_name(row), numbers, tuple(row.parts[part] for part in Part))


def _also(found: Board) -> list[str]:
    lines = [
        gettext("The notice can be read on the website since %(day)s.", day=day(found.notice_since))
        if found.notice_since
        else gettext("There is no approved notice on the website."),
    ]
    if found.notice_seen:
        seen = day(found.notice_seen.checked_on)
        lines.append(gettext("Somebody last saw it there on %(day)s.", day=seen))
    used = "; ".join(f"{name} ({day(on)})" for name, on in found.inserts)
    lines.append(
        gettext("Newsletter inserts this school year: %(list)s.", list=used)
        if used
        else gettext("No newsletter insert was used this school year.")
    )
    return lines
