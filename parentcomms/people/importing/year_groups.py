"""Year groups in the one spelling we keep: N1, N2, R, 1 to 14."""

from __future__ import annotations

import re
from functools import lru_cache

_NAMES = {
    "reception": "R",
    "yr": "R",
    "rec": "R",
    "foundation": "R",
    "0": "R",
    "nursery": "N2",
    "n": "N2",
}


@lru_cache(maxsize=1024)
def read_year_group(text: str) -> str:
    """`Year 4`, `Y4`, `Yr 04` and `4` are all `4`; what we do not know is kept as written."""
    value = text.strip()
    bare = re.sub(
        r"^(national curriculum|nc|curriculum)?\s*(year|yr|y)\s*(group)?\s*", "", value.casefold()
    )
    if re.fullmatch(r"\d{1,2}(\.0)?", bare):
        number = int(float(bare))
        return "R" if number == 0 else str(number)
    if bare in ("r", "n1", "n2", "e1", "e2", "m", "x"):
        return bare.upper()
    return _NAMES.get(value.casefold(), _NAMES.get(bare, value)) if value else ""
