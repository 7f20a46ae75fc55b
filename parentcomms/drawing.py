"""Draws one picture afresh, or opens one Word file: what could swell happens here.

`python -m parentcomms.drawing WHAT …` does it in a process of its own, from its input to its
output: a bomb or a broken decoder ends that process, and the memory of a large picture goes with
it. Memory and computing time are limited by the system.
"""

import resource
import sys
import warnings
import zipfile
from enum import IntEnum
from typing import BinaryIO

import pillow_heif
from docx import Document
from PIL import Image, ImageOps

LARGEST_PIXELS = 60_000_000  # a telephone's picture has 12 to 50 million
LONGEST_SIDE = 65_000  # what a JPEG can hold
KEPT_PIXELS = 16_000_000  # enough to read a long screenshot
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2000
MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 60
WITH_ALPHA = {"RGBA", "LA", "PA", "La", "RGBa"}
pillow_heif.register_heif_opener()


class Outcome(IntEnum):
    """What came of it; as a process, its exit code."""

    DONE = 0
    TOO_LARGE = 3
    BROKEN = 4
    NO_ROOM = 5


class _TooLarge(Exception):
    """It would swell beyond what we unpack."""


def draw(source: BinaryIO, target: BinaryIO, *, opens_as: str, keep_as: str) -> Outcome:
    """The picture drawn afresh, so that only what is seen is kept."""
    try:
        drawn = _drawn(source, opens_as, keep_as)
    except (_TooLarge, Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return Outcome.TOO_LARGE
    except Exception:  # a decoder given rubbish fails in many ways
        return Outcome.BROKEN
    try:
        drawn.save(target, keep_as, **({"quality": 88} if keep_as == "JPEG" else {}))
    except OSError:
        return Outcome.NO_ROOM
    return Outcome.DONE


def pixels(source: BinaryIO, opens_as: str) -> int:
    """How large a picture says it is; nothing is unpacked for this. None that can be read: 0."""
    try:
        with Image.open(source, formats=[opens_as]) as image:
            return image.width * image.height
    except Exception:
        return 0
    finally:
        source.seek(0)


def _drawn(source: BinaryIO, opens_as: str, keep_as: str) -> Image.Image:
    with Image.open(source, formats=[opens_as]) as image:
        width, height = image.size  # read from the header; nothing is unpacked yet
        if width * height > LARGEST_PIXELS or max(width, height) > LONGEST_SIDE:
            raise _TooLarge
        image.draft("RGB", (4000, 4000))
        mode = "RGBA" if keep_as == "PNG" and _has_alpha(image) else "RGB"
        upright = ImageOps.exif_transpose(_shrunk(image, mode))
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    return bare


def _has_alpha(image: Image.Image) -> bool:
    return image.mode in WITH_ALPHA or "transparency" in image.info


def _shrunk(image: Image.Image, mode: str) -> Image.Image:
    """In its colours and at the size that is kept; made small before it is turned upright."""
    width, height = image.size
    coloured = image if image.mode == mode else image.convert(mode)
    if width * height <= KEPT_PIXELS:
        return coloured
    factor = (KEPT_PIXELS / (width * height)) ** 0.5
    smaller = coloured.resize([max(1, int(side * factor)) for side in (width, height)])
    smaller.info.update(image.info)  # a picture that was made smaller has forgotten which way up
    smaller.getexif().update(image.getexif())
    return smaller


def open_word(source: BinaryIO) -> Outcome:
    """A Word file without macros that does not swell beyond reason; its text is really opened."""
    try:
        with zipfile.ZipFile(source) as archive:
            parts = archive.infolist()
            swollen = sum(part.file_size for part in parts) > LARGEST_UNPACKED
            macros = any(part.filename.lower().endswith("vbaproject.bin") for part in parts)
        if swollen or macros or len(parts) > MOST_PARTS:
            return Outcome.BROKEN
        Document(source)
    except Exception:  # a reader given rubbish fails in many ways
        return Outcome.BROKEN
    return Outcome.DONE


def limit_ourselves() -> None:
    """By the system, so that no decoder can talk itself out of it."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def main(arguments: list[str]) -> int:
    """From input to output, as the command line says."""
    limit_ourselves()
    if arguments == ["word"]:
        return open_word(sys.stdin.buffer)
    opens_as, keep_as = arguments
    return draw(sys.stdin.buffer, sys.stdout.buffer, opens_as=opens_as, keep_as=keep_as)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
