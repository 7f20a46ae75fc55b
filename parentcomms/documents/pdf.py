"""Letters and consent forms as PDF: single accessible files, or one file for the printer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from parentcomms.documents.fitting import fitted_data
from parentcomms.documents.forms import FORM, ConsentForm, forms_data, printable_form
from parentcomms.documents.glyphs import printable
from parentcomms.documents.paper import Letter, Replacement
from parentcomms.documents.printfile import PrintFile, print_file
from parentcomms.documents.sheets import Data
from parentcomms.documents.typesetting import typeset

Sheet = TypeVar("Sheet")
LETTER = "letter.typ"
BLOCK = 20  # Typst keeps its last ten or so settings: 50 at once reach twice the memory of 20.


@dataclass(frozen=True)
class Printed:
    """What was written, and what could not be printed as it was."""

    sheets: int
    pages: int
    replaced: tuple[Replacement, ...]


def render_letter(letter: Letter) -> bytes:
    """One letter as a tagged PDF (PDF/UA-1): the copy to put on a page or send by e-mail."""
    fitted, _ = printable(letter)
    return typeset(LETTER, fitted_data([fitted], title=letter.heading, duplex=False))


def render_letters(letters: Iterable[Letter]) -> Iterator[bytes]:
    """Each letter as a PDF of its own."""
    return map(render_letter, letters)


def render_form(form: ConsentForm) -> bytes:
    """One consent form as a tagged PDF (PDF/UA-1)."""
    fitted, _ = printable_form(form)
    return typeset(FORM, forms_data([fitted], title=form.title, duplex=False))


def write_letters(
    path: Path, letters: Iterable[Letter], *, title: str, duplex: bool = False
) -> Printed:
    """All letters in one file for the office printer, in the order they come."""
    with print_file(path) as file:
        return add_letters(file, letters, title=title, duplex=duplex)


def write_forms(
    path: Path, forms: Iterable[ConsentForm], *, title: str, duplex: bool = False
) -> Printed:
    """All consent forms in one file for the office printer."""
    with print_file(path) as file:
        return add_forms(file, forms, title=title, duplex=duplex)


def add_letters(
    file: PrintFile, letters: Iterable[Letter], *, title: str, duplex: bool = False
) -> Printed:
    """Letters behind what is in the file; with `duplex` each starts on a sheet of its own.

    They are taken in blocks, so a generator of any length needs no more memory than a few blocks.
    """

    def block(some: Sequence[Letter]) -> Data:
        return fitted_data(some, title=title, duplex=duplex)

    return _add(file, LETTER, map(printable, letters), block)


def add_forms(
    file: PrintFile, forms: Iterable[ConsentForm], *, title: str, duplex: bool = False
) -> Printed:
    """Consent forms, in the same way."""

    def block(some: Sequence[ConsentForm]) -> Data:
        return forms_data(some, title=title, duplex=duplex)

    return _add(file, FORM, map(printable_form, forms), block)


def _add(
    file: PrintFile,
    template: str,
    fitted: Iterator[tuple[Sheet, tuple[Replacement, ...]]],
    block: Callable[[Sequence[Sheet]], Data],
) -> Printed:
    before, count = file.pages, 0
    replaced: list[Replacement] = []
    while some := list(islice(fitted, BLOCK)):
        data = block([sheet for sheet, _ in some])
        file.add(typeset(template, data | {"language": file.in_language(data["language"])}))
        replaced += (change for _, changes in some for change in changes)
        count += len(some)
    return Printed(count, file.pages - before, tuple(replaced))
