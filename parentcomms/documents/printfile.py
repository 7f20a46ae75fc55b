"""One tagged file for the office printer out of blocks of letters, one block in memory at a time.

Setting a thousand letters at once takes Typst over two gigabytes. Here the pages of each block,
and the tags that say what stands on them (PDF/UA-1), are copied behind one another as they come;
of what is written only places in the file are remembered. It reads no other PDF than Typst's own
with an ordinary cross-reference table.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

CATALOG, PAGES, TAGS, DOCUMENT = 1, 2, 3, 4  # objects of the file itself
ROLES = b"<</Datetime/Span/Terms/Part/Title/P/Strong/Span/Em/Span>>"  # Typst's names in PDF's
_ENTRY = re.compile(rb"(\d{10}) \d{5} n")
_KIDS = re.compile(rb"/Kids ?\[([^\]]*)\]")
_PARENTS = re.compile(rb"/Nums ?\[([^\]]*)\]")
_NUMBER = re.compile(rb"(\d+) 0 R")
_OUTLINES = re.compile(rb"/Outlines \d+ 0 R")
# Text in brackets is skipped first, so that words which look like a reference stay words.
_REFERENCE = re.compile(
    rb"\((?:\\.|[^()\\]|\((?:\\.|[^()\\])*\))*\)|\b(\d+) 0 R|/StructParents? (\d+)", re.DOTALL
)


def page_count(pdf: bytes) -> int:
    """How many pages one block has."""
    return len(_Block(pdf).pages)


class _Block:
    """What Typst made: its objects, and where its pages and its tags begin."""

    def __init__(self, pdf: bytes) -> None:
        self.objects = dict(_objects(pdf))
        self.catalog = self.objects[_trailer_root(pdf)]
        self.root = int(_trailer_value(self.catalog, b"Pages"))
        self.pages = _numbers(_KIDS.search(self.objects[self.root]))

    @property
    def tags(self) -> int:
        """The root of its tags."""
        return int(_trailer_value(self.catalog, b"StructTreeRoot"))

    @property
    def document(self) -> int:
        """The tag all others are in."""
        return int(_trailer_value(self.objects[self.tags].replace(b"[", b" "), b"K"))

    @property
    def parents(self) -> list[int]:
        """For each page, and each link: the list of the tags that are on it."""
        return _numbers(_PARENTS.search(self.objects[self.tags]))

    @property
    def metadata(self) -> int:
        """What says of which standard the file is."""
        return int(_trailer_value(self.catalog, b"Metadata"))


@contextmanager
def print_file(path: Path) -> Iterator["PrintFile"]:
    """A file to add blocks to; it is whole only when this ends well."""
    with path.open("wb") as out:
        file = PrintFile(out)
        yield file
        file.close()


class PrintFile:
    """Writes the pages of one PDF after another into an open file."""

    def __init__(self, out: BinaryIO) -> None:
        """Begin the file; page tree, tag tree and catalogue come at its end."""
        self._out = out
        self._places = array("Q", [0] * (DOCUMENT + 1))  # by the object's number
        self._pages, self._parts, self._parents = array("Q"), array("Q"), array("Q")
        self._written, self._language = 0, ""
        self._catalog = b"<</Type/Catalog/Pages %d 0 R>>" % PAGES
        self._write(b"%PDF-1.7\n%\x80\x80\x80\x80\n")

    @property
    def pages(self) -> int:
        """How many pages are in it so far."""
        return len(self._pages)

    def in_language(self, language: str) -> str:
        """The language of the whole file is its first sheet's; each sheet in another says so."""
        self._language = self._language or language
        return self._language

    def add(self, pdf: bytes) -> None:
        """Append every page of one block, and its tags."""
        block = _Block(pdf)
        first = not self._pages
        wanted = [*block.pages, *block.parents, block.document, *([block.metadata] * first)]
        own = {block.root: PAGES, block.tags: DOCUMENT}
        others = _reachable(wanted, block.objects, without=own)
        numbers = own | {old: len(self._places) + at for at, old in enumerate(others)}
        key = len(self._parents)
        for old in others:
            body = _renumbered(block.objects[old], numbers, key)
            if old == block.document:
                body = body.replace(b"/S/Document", b"/S/Part", 1)
            self._places.append(self._written)
            self._object(numbers[old], body)
        if first:
            catalog = _OUTLINES.sub(b"", block.catalog)
            self._catalog = _renumbered(catalog, numbers | {block.tags: TAGS}, 0)
        self._pages.extend(numbers[page] for page in block.pages)
        self._parents.extend(numbers[each] for each in block.parents)
        self._parts.append(numbers[block.document])

    def close(self) -> None:
        """Write the page tree, the tag tree, the catalogue and the table of places."""
        self._own(PAGES, b"<</Type/Pages/Count %d/Kids[%s]>>" % (self.pages, _refs(self._pages)))
        self._own(TAGS, self._tags())
        kids = _refs(self._parts)
        self._own(DOCUMENT, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (TAGS, kids))
        self._own(CATALOG, self._catalog)
        start, size = self._written, len(self._places)
        self._write(b"xref\n0 %d\n0000000000 65535 f\r\n" % size)
        for place in self._places[1:]:
            self._write(b"%010d 00000 n\r\n" % place)
        trailer = b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        self._write(trailer % (size, CATALOG, start))

    def _tags(self) -> bytes:
        nums = b" ".join(b"%d %d 0 R" % pair for pair in enumerate(self._parents))
        return (
            b"<</Type/StructTreeRoot/RoleMap%s/K[%d 0 R]/ParentTree<</Nums[%s]>>"
            b"/ParentTreeNextKey %d>>" % (ROLES, DOCUMENT, nums, len(self._parents))
        )

    def _own(self, number: int, body: bytes) -> None:
        self._places[number] = self._written
        self._object(number, body)

    def _object(self, number: int, body: bytes) -> None:
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._written += len(data)


def _refs(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _numbers(found: re.Match[bytes] | None) -> list[int]:
    return [int(number) for number in _NUMBER.findall(found[1])] if found else []


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


def _reachable(start: list[int], objects: dict[int, bytes], *, without: Iterable[int]) -> list[int]:
    """Every object the pages and tags use, once, in the order they are met."""
    found: dict[int, None] = {}
    left_out = set(without)
    waiting = list(start)
    while waiting:
        number = waiting.pop()
        if number in left_out or number in found:
            continue
        found[number] = None
        head, _ = _apart(objects[number])
        waiting += [int(match[1]) for match in _REFERENCE.finditer(head) if match[1]]
    return list(found)


def _renumbered(body: bytes, numbers: dict[int, int], first_key: int) -> bytes:
    """With the numbers of the whole file, and its keys into the lists of tags."""
    head, stream = _apart(body)

    def renumber(match: re.Match[bytes]) -> bytes:
        if match[1]:
            return b"%d 0 R" % numbers[int(match[1])]
        if match[2]:
            return match[0].split(b" ")[0] + b" %d" % (int(match[2]) + first_key)
        return match[0]

    return _REFERENCE.sub(renumber, head) + stream


def _apart(body: bytes) -> tuple[bytes, bytes]:
    """A body's dictionary, and its stream untouched."""
    at = body.find(b"\nstream")
    return (body, b"") if at < 0 else (body[:at], body[at:])
