"""What people typed as a cell of a spreadsheet: no formula, and no sign that turns its row."""

from parentcomms.concerns.typed import shown, tidy_story
from parentcomms.documents.cells import safe_cell

FIRST_STRONG, POP = "\u2068", "\u2069"
LONGEST_CELL = 32_000  # a workbook holds 32,767 signs in one


def typed_cell(text: str | None) -> str:
    """The words in their order, isolated from the cells beside them, and never computed."""
    said = shown(tidy_story(text))[:LONGEST_CELL]
    if not said:
        return ""
    quoted = safe_cell(said)
    return quoted if quoted.isascii() else f"{FIRST_STRONG}{quoted}{POP}"
