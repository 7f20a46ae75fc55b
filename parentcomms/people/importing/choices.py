"""What the office said about a file that the file does not say itself, remembered for next time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Choices:
    """What each column means (by its place), and which way round the dates are."""

    columns: Mapping[int, str] = field(default_factory=dict)
    month_first: bool | None = None

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Choices:
        """As they were kept with an import."""
        columns = {int(place): meaning for place, meaning in (kept.get("columns") or {}).items()}
        return cls(columns, kept.get("month_first"))

    def as_json(self) -> dict[str, Any]:
        """As they are kept."""
        columns = {str(place): meaning for place, meaning in self.columns.items()}
        return {"columns": columns, "month_first": self.month_first}


Memory = Mapping[str, Choices]
"""By the signature of a row of headings."""
