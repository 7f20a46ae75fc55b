"""Reads one scanned file, in a process of its own: a bomb or a broken decoder ends that, not us.

`python -m parentcomms.paper.reading FILE MEDIA-TYPE FOLDER` draws each page afresh as a grey JPEG
in FOLDER, and prints per page the texts of the square codes on it. One page is in memory at a
time; memory and computing time are limited by the system, and whoever started it limits the time.
"""

import json
import resource
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps

from parentcomms.paper.rules import ScanProblem

MOST_PAGES = 200
LARGEST_PIXELS = 40_000_000  # a sheet of A4 at 600 dots an inch has 35 million
MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 120
KEPT_SIDE = 1754  # A4 at 150 dots an inch
CLOSER = 2 * KEPT_SIDE  # looked at again when no code was found
PDF = "application/pdf"
SQUARE = zxingcpp.barcode_formats_from_str("QRCode")
OPENS_AS = {"image/tiff": "TIFF", "image/jpeg": "JPEG", "image/png": "PNG"}


class CannotRead(Exception):
    """What is wrong with the file."""

    def __init__(self, problem: ScanProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def read(path: Path, media_type: str, folder: Path) -> list[list[str]]:
    """The texts on each page; the pages lie in the folder as 1.jpg, 2.jpg and so on."""
    sides = _pdf_sides(path) if media_type == PDF else _picture_sides(path, OPENS_AS[media_type])
    found = []
    for number, side in enumerate(sides, 1):
        kept = _no_larger(side, KEPT_SIDE)
        kept.save(folder / f"{number}.jpg", "JPEG", quality=75)
        found.append(_texts(kept) or _texts(_no_larger(side, CLOSER)))
    return found


def _pdf_sides(path: Path) -> Iterator[Image.Image]:
    pdf = _opened(path)
    if len(pdf) > MOST_PAGES:
        raise CannotRead(ScanProblem.TOO_MANY_PAGES)
    for number in range(len(pdf)):
        page = pdf[number]
        longest = max(1.0, *page.get_size())
        drawn = page.render(scale=CLOSER / longest, grayscale=True)
        yield drawn.to_pil().convert("L")
        drawn.close()
        page.close()


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as problem:
        locked = "password" in str(problem).lower() or "security" in str(problem).lower()
        raise CannotRead(ScanProblem.LOCKED if locked else ScanProblem.BROKEN) from problem


def _picture_sides(path: Path, opens_as: str) -> Iterator[Image.Image]:
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(path, formats=[opens_as]) as picture:
        for number in range(MOST_PAGES + 1):
            try:
                picture.seek(number)
            except EOFError:
                return
            if number == MOST_PAGES:
                raise CannotRead(ScanProblem.TOO_MANY_PAGES)
            width, height = picture.size  # from the header; nothing is unpacked yet
            if width * height > LARGEST_PIXELS:
                raise CannotRead(ScanProblem.TOO_LARGE)
            picture.draft("L", (CLOSER, CLOSER))
            yield _flat(ImageOps.exif_transpose(picture))


def _flat(picture: Image.Image) -> Image.Image:
    """Grey, on white where it was see-through."""
    if picture.mode in {"RGBA", "LA", "PA"}:
        seen = picture.convert("LA")
        ground = Image.new("L", seen.size, 255)
        ground.paste(seen.getchannel("L"), mask=seen.getchannel("A"))
        return ground
    return picture.convert("L")


def _no_larger(side: Image.Image, longest: int) -> Image.Image:
    factor = longest / max(side.size)
    if factor >= 1:
        return side
    return side.resize([max(1, round(length * factor)) for length in side.size])


def _texts(side: Image.Image) -> list[str]:
    found = zxingcpp.read_barcodes(side, formats=SQUARE)
    return [each.text for each in found]


def _limit_ourselves() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(path: Path, media_type: str, folder: Path) -> dict[str, object]:
    try:
        return {"pages": read(path, media_type, folder)}
    except CannotRead as known:
        return {"problem": known.problem}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return {"problem": ScanProblem.TOO_LARGE}
    except Exception:  # a decoder given rubbish fails in many ways
        return {"problem": ScanProblem.BROKEN}


def main(arguments: list[str]) -> int:
    """Read the file named on the command line; the answer is one line of JSON."""
    path, media_type, folder = arguments
    _limit_ourselves()
    sys.stdout.write(json.dumps(_answer(Path(path), media_type, Path(folder))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
