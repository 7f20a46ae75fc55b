"""The letter fonts: where they lie and which characters they can print.

PDF/UA forbids a character no font covers, and one such name would stop a whole block of
letters, so every value is looked up first. Only the `cmap` table of each TrueType file is read.
"""

import struct
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "fonts"
ALWAYS = frozenset(map(ord, "\n\u00a0\u200c\u200d"))


class FontsMissing(RuntimeError):
    """No letter fonts are installed on this machine."""


def uncovered(text: str, *, folder: Path | None = None) -> str:
    """The characters of `text` that no letter font can print, each once, in order."""
    known = coverage(folder or FOLDER)
    if known.issuperset(map(ord, text)):
        return ""
    return "".join(dict.fromkeys(c for c in text if ord(c) not in known))


@lru_cache(maxsize=4)
def coverage(folder: Path) -> frozenset[int]:
    """Every code point at least one font of the folder has a glyph for."""
    files = sorted(folder.rglob("*.ttf"))
    if not files:
        raise FontsMissing("the letter fonts are not installed: run make install")
    return ALWAYS.union(*(characters(file) for file in files))


def characters(file: Path) -> frozenset[int]:
    """The code points one TrueType file maps to a glyph."""
    data = file.read_bytes()
    start = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    offsets = {struct.unpack_from(">HHI", data, start + 4 + 8 * index)[2] for index in range(count)}
    found: set[int] = set()
    for offset in offsets:
        (shape,) = struct.unpack_from(">H", data, start + offset)
        if shape in _READERS:
            found |= _READERS[shape](data, start + offset)
    return frozenset(found)


def _table(data: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if tag == name:
            return int(offset)
    raise ValueError("the font has no cmap table")


def _segments(data: bytes, at: int) -> set[int]:
    """Format 4: the Basic Multilingual Plane in segments (OpenType, cmap)."""
    half = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{half}H", data, at + 14 + skip)
        for skip in (0, 2 * half + 2, 4 * half + 2, 6 * half + 2)
    )
    found: set[int] = set()
    for index in range(half):
        codes = range(starts[index], min(ends[index], 0xFFFE) + 1)
        if not offsets[index]:
            found.update(c for c in codes if (c + deltas[index]) & 0xFFFF)
            continue
        base = at + 14 + 6 * half + 2 + 2 * index + offsets[index]
        found.update(
            c for c in codes if struct.unpack_from(">H", data, base + 2 * (c - starts[index]))[0]
        )
    return found


def _groups(data: bytes, at: int) -> set[int]:
    """Format 12: any plane, in groups of consecutive glyphs."""
    (count,) = struct.unpack_from(">I", data, at + 12)
    found: set[int] = set()
    for index in range(count):
        first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * index)
        found.update(range(first, last + 1))
    return found


_READERS = {4: _segments, 12: _groups}
