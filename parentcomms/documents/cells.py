"""Cells of tables that people open in a spreadsheet. Pure."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """A cell no spreadsheet reads as a formula, however a name was typed (`=cmd|…`)."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
