"""XML read as a stream of small trees, keeping only the elements we ask for.

Python's own expat is driven directly: a document that declares anything (a DTD, an entity) is
refused at the declaration, before a single entity could be expanded or fetched; what we did not ask
for is never put into memory; depth and number are bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from parentcomms.people.importing.problems import UnreadableFile

DEEPEST = 64
MOST_ELEMENTS = 5_000_000
LONGEST_TEXT = 10_000
DECLARES = (
    "The file declares names of its own (a document type or entities), which a list of pupils "
    "never needs and which can do harm. It was not read. Please export it again."
)
BROKEN = "The XML of the file is broken near line %d. It may have been cut off: export it again."
ENCODING = "The letters of the file are not in the encoding it names. Please export it again."


@dataclass(slots=True)
class Element:
    """An element by its local name, with the text of its own."""

    name: str
    text: str = ""
    children: dict[str, list[Element]] = field(default_factory=dict)
    """By name, in the order of the file."""

    def find(self, name: str) -> Element | None:
        """The first child of this name."""
        found = self.children.get(name)
        return found[0] if found else None

    def value(self, name: str) -> str:
        """The text of the first child of this name, or nothing."""
        found = self.children.get(name)
        return found[0].text.strip() if found else ""

    def every(self, name: str) -> list[Element]:
        """Every child of this name."""
        return self.children.get(name, [])


class SmallTrees:
    """Hands over each element called `each`, whole, with only the wanted elements in it."""

    def __init__(
        self, *, each: str, wanted: Collection[str], take: Callable[[Element], None]
    ) -> None:
        self.each, self.wanted, self.take = each, frozenset(wanted), take
        self.root = ""
        self.open: list[Element] = []
        self.text: list[str] = []
        self.depth = self.count = self.skipping = 0
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
        parser.ExternalEntityRefHandler = _refuse
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text

    def read(self, stream: BinaryIO) -> None:
        """Raises UnreadableFile, with the line, where the file is not sound XML."""
        try:
            self.parser.ParseFile(stream)
        except expat.ExpatError as error:
            if error.code in (18, 19, 30):  # unknown or incorrect encoding
                raise UnreadableFile(ENCODING) from error
            if error.code == 4 and self.count:  # a byte that is no letter in this encoding
                raise UnreadableFile(ENCODING) from error
            raise UnreadableFile(BROKEN % error.lineno) from error
        except (LookupError, ValueError) as error:
            raise UnreadableFile(ENCODING) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
            raise UnreadableFile("The file is nested or repeated far beyond a list of pupils.")
        if self.skipping:
            self.skipping += 1
            return
        local = name.rpartition(":")[2] if ":" in name else name
        self.root = self.root or local
        if self.open:
            if local not in self.wanted:
                self.skipping = 1
                return
            element = Element(local)
            self.open[-1].children.setdefault(local, []).append(element)
            self.open.append(element)
        elif local == self.each:
            self.open.append(Element(local))
        self.text.clear()

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.skipping:
            self.skipping -= 1
            return
        if self.open:
            done = self.open.pop()
            if not done.children and self.text:
                done.text = "".join(self.text)[:LONGEST_TEXT]
            self.text.clear()
            if not self.open:
                self.take(done)

    def _text(self, text: str) -> None:
        if self.open and not self.skipping:
            self.text.append(text[:LONGEST_TEXT])


def _refuse(*_declaration: object) -> NoReturn:
    raise UnreadableFile(DECLARES)
