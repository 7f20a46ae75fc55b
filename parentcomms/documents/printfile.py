"""One file for the office printer out of many blocks of letters, a block in memory at a time.

Setting a thousand letters at once takes Typst over two gigabytes. Here the pages of each block
(plain PDF 1.4 of our own setting, without tags, so with an ordinary cross-reference table) are
copied behind one another as they come. It reads no other PDF. Whoever needs an accessible copy
gets the single letter, which keeps its tags.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

CATALOG, PAGES = 1, 2
_ENTRY = re.compile(rb"(\d{10}) \d{5} n")
_KIDS = re.compile(rb"/Kids ?\[([^\]]*)\]")
_NUMBER = re.compile(rb"(\d+) 0 R")
# Text in brackets is skipped first, so that words which look like a reference stay words.
_REFERENCE = re.compile(rb"\((?:\\.|[^()\\]|\((?:\\.|[^()\\])*\))*\)|\b(\d+) 0 R", re.DOTALL)


def page_count(pdf: bytes) -> int:
    """How many pages one block has."""
    objects = dict(_objects(pdf))
    root = int(_trailer_value(objects[_trailer_root(pdf)], b"Pages"))
    kids = _KIDS.search(objects[root])
    return len(_NUMBER.findall(kids[1])) if kids else 0


class PrintFile:
    """Writes the pages of one PDF after another into an open file."""

    def __init__(self, out: BinaryIO) -> None:
        """Begin the file; the page tree and the catalogue come at its end."""
        self._out = out
        self._places: dict[int, int] = {}
        self._pages: list[int] = []
        self._written = self._next = 0
        self._next = PAGES + 1
        self._write(b"%PDF-1.4\n%\x80\x80\x80\x80\n")

    @property
    def pages(self) -> int:
        """How many pages are in it so far."""
        return len(self._pages)

    def add(self, pdf: bytes) -> None:
        """Append every page of one block."""
        objects = dict(_objects(pdf))
        root = int(_trailer_value(objects[_trailer_root(pdf)], b"Pages"))
        kids = _KIDS.search(objects[root])
        pages = [int(number) for number in _NUMBER.findall(kids[1])] if kids else []
        numbers = {root: PAGES}
        for old in _reachable(pages, objects, without=root):
            numbers[old] = self._next
            self._next += 1
        for old, new in numbers.items():
            if old != root:
                self._object(new, _renumbered(objects[old], numbers))
        self._pages += [numbers[page] for page in pages]

    def close(self) -> None:
        """Write the page tree, the catalogue and the table of places."""
        kids = b" ".join(b"%d 0 R" % page for page in self._pages)
        self._object(PAGES, b"<</Type/Pages/Count %d/Kids[%s]>>" % (self.pages, kids))
        self._object(CATALOG, b"<</Type/Catalog/Pages %d 0 R>>" % PAGES)
        start = self._written
        self._write(b"xref\n0 %d\n0000000000 65535 f\r\n" % self._next)
        self._write(
            b"".join(b"%010d 00000 n\r\n" % place for _, place in sorted(self._places.items()))
        )
        trailer = b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        self._write(trailer % (self._next, CATALOG, start))

    def _object(self, number: int, body: bytes) -> None:
        self._places[number] = self._written
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._written += len(data)


def _objects(pdf: bytes) -> Iterator[tuple[int, bytes]]:
    """Each object's number and its body."""
    table = _table_start(pdf)
    places = sorted(int(place) for place in _ENTRY.findall(pdf, table))
    for place, end in zip(places, [*places[1:], table], strict=True):
        head, body = pdf[place:end].split(b" 0 obj", 1)
        yield int(head), body[: body.rindex(b"endobj")].strip(b"\r\n")


def _table_start(pdf: bytes) -> int:
    return int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])


def _trailer_root(pdf: bytes) -> int:
    return int(_trailer_value(pdf[pdf.rindex(b"trailer") :], b"Root"))


def _trailer_value(body: bytes, key: bytes) -> bytes:
    found = re.search(rb"/%s (\d+) 0 R" % key, body)
    if not found:
        raise ValueError(f"the block has no {key.decode()}")
    return found[1]


def _reachable(start: list[int], objects: dict[int, bytes], *, without: int) -> list[int]:
    """Every object the pages use, once, in the order they are met."""
    found: dict[int, None] = {}
    waiting = list(start)
    while waiting:
        number = waiting.pop()
        if number == without or number in found:
            continue
        found[number] = None
        head, _ = _apart(objects[number])
        waiting += [int(match[1]) for match in _REFERENCE.finditer(head) if match[1]]
    return list(found)


def _renumbered(body: bytes, numbers: dict[int, int]) -> bytes:
    head, stream = _apart(body)

    def renumber(match: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % numbers[int(match[1])] if match[1] else match[0]

    return _REFERENCE.sub(renumber, head) + stream


def _apart(body: bytes) -> tuple[bytes, bytes]:
    """A body's dictionary, and its stream untouched."""
    at = body.find(b"\nstream")
    return (body, b"") if at < 0 else (body[:at], body[at:])
