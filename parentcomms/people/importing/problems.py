"""What can be wrong with a file, in sentences an office manager understands."""

from __future__ import annotations

from dataclasses import dataclass

NO_ADULTS = "The file names no parents or carers, so nobody can be written to from it."


class UnreadableFile(Exception):
    """The file as a whole is refused; nothing of it is loaded."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UnclearHeadings(UnreadableFile):
    """The columns could not be told; the office can say what each of them means."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about one row; row 0 is the file as a whole."""

    row: int
    reason: str
