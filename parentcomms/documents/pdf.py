"""Letters as PDF: one accessible file each, or one file of all for the office printer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from parentcomms.documents.glyphs import printable
from parentcomms.documents.paper import Letter, Replacement
from parentcomms.documents.printfile import PrintFile
from parentcomms.documents.sheets import letters_data
from parentcomms.documents.typesetting import typeset

TEMPLATE = "letter.typ"
BLOCK = 20  # Typst keeps its last ten or so settings: 50 at once reach twice the memory of 20.


@dataclass(frozen=True)
class Printed:
    """What was written, and what could not be printed as it was."""

    letters: int
    pages: int
    replaced: tuple[Replacement, ...]


def render_letter(letter: Letter) -> bytes:
    """One letter as a tagged PDF (PDF/UA-1): the copy to put on a page or send by e-mail."""
    fitted, _ = printable(letter)
    return typeset(TEMPLATE, letters_data([fitted], title=letter.heading, duplex=False))


def render_letters(letters: Iterable[Letter]) -> Iterator[bytes]:
    """Each letter as a PDF of its own."""
    return map(render_letter, letters)


def write_letters(
    path: Path, letters: Iterable[Letter], *, title: str, duplex: bool = False
) -> Printed:
    """All letters in one file for the office printer, in the order they come.

    With `duplex` each letter starts on a sheet of its own. The letters are taken in blocks, so a
    generator of any length needs no more memory than one block.
    """
    count = 0
    replaced: list[Replacement] = []
    waiting = iter(letters)
    with path.open("wb") as out:
        file = PrintFile(out)
        while block := list(islice(waiting, BLOCK)):
            fitted = [_noting(letter, replaced) for letter in block]
            file.add(
                typeset(TEMPLATE, letters_data(fitted, title=title, duplex=duplex), tagged=False)
            )
            count += len(block)
        file.close()
    return Printed(count, file.pages, tuple(replaced))


def _noting(letter: Letter, replaced: list[Replacement]) -> Letter:
    fitted, changes = printable(letter)
    replaced += changes
    return fitted
