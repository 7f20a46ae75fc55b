"""The kinds of file we can read, each recognised by its content, never by its name.

Transfer file, OneRoster or School Data Sync (a zip or a folder), workbook; a CSV file is whatever
is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from parentcomms.people.importing import archives, rosters, transfer_files
from parentcomms.people.importing.choices import Memory
from parentcomms.people.importing.encodings import MAX_BYTES
from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.importing.records import Reading
from parentcomms.people.importing.table_reader import Rows, Shown, read_table, show_columns
from parentcomms.people.importing.tables import open_source, read_rows
from parentcomms.people.importing.workbooks import ZIP, read_workbook

Source = bytes | Path | BinaryIO
TOO_LARGE = "The file is larger than 20 MB. A list of pupils is far smaller."
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml|(?:\xef\xbb\xbf)?\s*<(?:\w+:)?(?:CT|AT)file\b")
_XML_IN_16_BITS = ("<?".encode("utf-16-le"), "<?".encode("utf-16-be"))
_NO_MEMORY: Memory = {}


def read_file(source: Source, memory: Memory = _NO_MEMORY) -> Reading:
    """Every pupil and adult in the file, or UnreadableFile with a sentence for the office."""
    if isinstance(source, Path) and source.is_dir():
        return rosters.read_roster(archives.Folder(source), memory)
    with _opened(source) as stream:
        head = _head(stream)
        if is_xml(head):
            return transfer_files.read_transfer_file(stream)
        if head.startswith(ZIP) and not archives.is_workbook(stream):
            archive = archives.Zip(stream)
            inside = None if rosters.is_roster(archive) else archive.the_only_file()
            return read_file(inside, memory) if inside else rosters.read_roster(archive, memory)
        rows, kind = _table(stream, head)
        return read_table(rows, memory, kind=kind)


def columns_of(source: Source, memory: Memory = _NO_MEMORY) -> Shown | None:
    """The columns of a table for the office to look at; None for a kind that has none to choose."""
    if isinstance(source, Path) and source.is_dir():
        return None
    with _opened(source) as stream:
        head = _head(stream)
        if is_xml(head) or (head.startswith(ZIP) and not archives.is_workbook(stream)):
            return None
        return show_columns(_table(stream, head)[0], memory)


def is_xml(head: bytes) -> bool:
    """A web page saved under another name is none."""
    head = head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return bool(_XML.match(head)) or head.startswith(_XML_IN_16_BITS)


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO]:
    stream = open_source(source)
    try:
        yield stream
    finally:
        if stream is not source:
            stream.close()


def _head(stream: BinaryIO) -> bytes:
    """The first bytes, once the size is known to be bearable: nothing large is ever read."""
    if stream.seek(0, 2) > MAX_BYTES:
        raise UnreadableFile(TOO_LARGE)
    stream.seek(0)
    head = stream.read(4096)
    stream.seek(0)
    return head


def _table(stream: BinaryIO, head: bytes) -> tuple[Rows, str]:
    if not head.startswith(ZIP):
        return lambda: read_rows(stream), "csv"
    rows = list(read_workbook(stream))  # a workbook is slow to open: once is enough
    return lambda: iter(rows), "xlsx"
