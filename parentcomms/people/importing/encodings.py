"""Which encoding a file's letters are in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from parentcomms.people.importing.problems import UnreadableFile

MAX_BYTES = 20 * 1024 * 1024
_CHUNK = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TAKEN_FOR_CSV = (
    (b"PK\x03\x04", "an Excel workbook or a zip file"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"{\\rtf", "a Word document"),
    (b"SQLite format 3", "a database"),
)
_MARKUP = re.compile(rb"\s*<\s*(!doctype|html|head|body|table|script|meta|\?xml|[a-z])", re.I)
_UTF8_PAIR = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
_HALF_A_PAIR = (b"\xc3", b"\xc4", b"\xc5")


class _NotThisCharset(Exception):
    pass


def find_charset(stream: BinaryIO) -> str:
    """The encoding the whole file obeys; whatever is no table of text is refused."""
    stream.seek(0)
    head = stream.read(4096)
    _refuse_other_kinds(head)
    marked = next((charset for mark, charset in _MARKS if head.startswith(mark)), None)
    for charset in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            looks_half_utf8 = _read_through(stream, charset)
        except _NotThisCharset:
            continue
        if charset == "cp1252" and looks_half_utf8:
            break
        return charset
    raise UnreadableFile(
        "Some letters in the file are damaged, so names could come out wrong. "
        "Please export it again and save it as “CSV UTF-8”."
    )


def _refuse_other_kinds(head: bytes) -> None:
    """Say what it is instead: "cannot be read" sends nobody back to the right button."""
    what = next((name for mark, name in _TAKEN_FOR_CSV if head.startswith(mark)), None)
    if what is None and _MARKUP.match(head.removeprefix(codecs.BOM_UTF8)):
        what = "a web page or an XML file"
    if what:
        raise UnreadableFile(
            f"This is {what}, not a CSV file, even if its name ends in .csv. Please export the "
            "list as CSV, or open it in your spreadsheet program and save it as CSV."
        )


def _read_through(stream: BinaryIO, charset: str) -> bool:
    """Go once through the file; True when it holds letters that only UTF-8 would write so."""
    decoder = codecs.getincrementaldecoder(charset)()
    stream.seek(0)
    size, anything, utf8_pairs, last = 0, False, False, b""
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > MAX_BYTES:
            raise UnreadableFile("The file is larger than 20 MB. A list of pupils is far smaller.")
        text = _decode(decoder, chunk)
        if "\0" in text:
            raise UnreadableFile(
                "The file holds bytes that a list of pupils never has. It may be damaged, or it "
                "is not a CSV file at all. Please export it again."
            )
        anything = anything or bool(text.strip("\ufeff \t\r\n,;"))
        utf8_pairs = utf8_pairs or bool(_UTF8_PAIR.search(last + chunk))
        last = chunk[-1:]
    _decode(decoder, b"", final=True)
    if not anything:
        raise UnreadableFile("The file is empty.")
    return utf8_pairs or last in _HALF_A_PAIR


def _decode(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> str:
    try:
        return decoder.decode(chunk, final)
    except UnicodeError as error:
        raise _NotThisCharset from error
