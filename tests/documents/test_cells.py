"""Cells of files that people open in a spreadsheet."""

from hypothesis import given
from hypothesis import strategies as st

from parentcomms.documents.cells import safe_cell


@given(text=st.text(max_size=30))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe_cell(text).endswith(text)
