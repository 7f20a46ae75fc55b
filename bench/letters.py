"""1,000 joining letters as tagged PDFs (PDF/UA-1), fonts embedded, beside WeasyPrint's of the same.

Every letter has its own name, child, code and QR code. First the office's print job: one tagged
file, set in blocks and joined as it grows; WeasyPrint gets the same letters in the same blocks, and
need not join them. Then a file for each letter. Ours starts from the letters as the rest of the
house hands them over: it fills in values, tests every glyph, fits the type to the page, draws the
QR codes. WeasyPrint sets the same words in the same fonts; it sets fewer, and its time is
multiplied, after a first file that is not counted because it reads the fonts. Last the memory of
the print job for four times as many letters. Each runs in a process of its own, for the sake of its
memory. Fails when ours is less than eight times as fast by the wall and by the processor, or when
its memory grows with the letters.

    python -m bench.letters [how many [of them by WeasyPrint]]
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import metadata
from io import BytesIO
from itertools import islice
from pathlib import Path

import pikepdf

from bench import _weasyprint
from bench._memory import peak_mb
from parentcomms.documents import pdf
from parentcomms.documents.glyphs import printable
from parentcomms.documents.paper import Letter
from parentcomms.documents.sheets import letters_data
from parentcomms.documents.typesetting import typeset
from tests.documents.samples import LETTER, SLIP

NAMES = ("Ana Nowak", "Łukasz Żak", "Fatima Khan", "Ştefan Ionescu", "Олена Шевченко", "李明")
FASTER = 8  # at least so many times as fast as WeasyPrint
MORE_LETTERS, MORE_MEMORY = 4, 1.1  # so many times the letters, at most so many times the memory
BY_WEASYPRINT = 10  # one letter in so many
ROW = "  {:<46}{:8.2f} s {:8.2f} s of processor {:5.0f} MB"


def adults(count: int) -> Iterator[Letter]:
    """As many letters, no two alike."""
    for number in range(count):
        name = NAMES[number % len(NAMES)]
        yield replace(
            LETTER,
            recipient=(name, f"{number} Mill Road", "Cheltenham", "GL50 1AA"),
            salutation=f"Dear {name}",
            reference=f"Our ref: J-{number:05}",
            values={"child": name.split()[0], "telephone": "01452 555 0100"},
            slip=replace(SLIP, url=f"https://oakfield.example.org/c/{number:022}"),
        )


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock on the wall and of the processor, and the most memory."""

    wall: float
    processor: float
    memory: float

    def times(self, factor: float) -> "Spent":
        return Spent(self.wall * factor, self.processor * factor, self.memory)

    def row(self, name: str) -> None:
        print(ROW.format(name, self.wall, self.processor, self.memory), flush=True)


def spent(work: Callable[[], object]) -> Spent:
    """Processor seconds tell a busy machine from a slow program."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return Spent(wall, processor, peak_mb(os.getpid()))


def each_looked_at(pdfs: Iterator[bytes]) -> None:
    """Take one after the other, as a page that hands them out does; the first and last are read."""
    first = next(pdfs)
    for each in (first, *deque(pdfs, maxlen=1)):
        _looked_at(BytesIO(each))


def _looked_at(file: BytesIO | Path) -> None:
    with pikepdf.open(file) as document:
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert all(map(_is_embedded, document.objects))


def _is_embedded(thing: object) -> bool:
    """Whether it is no font's description, or brings the font."""
    if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/FontDescriptor":
        return True
    return any(name in thing for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def ours(count: int) -> Spent:
    """A tagged PDF for each letter."""
    return spent(lambda: each_looked_at(pdf.render_letters(adults(count))))


def print_job(count: int) -> Spent:
    """From letters to the one file for the printer, which is looked at afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letters.pdf"
        found = spent(lambda: pdf.write_letters(path, adults(count), title="Letters"))
        _looked_at(path)
    return found


def in_blocks(letters: Iterator[Letter]) -> Iterator[list[Letter]]:
    while some := list(islice(letters, pdf.BLOCK)):
        yield some


def weasyprint(count: int) -> Spent:
    """A tagged PDF for each letter by WeasyPrint, warm."""
    pdfs = _weasyprint.tagged_pdfs([letter] for letter in adults(count + 1))
    next(pdfs)
    return spent(lambda: each_looked_at(pdfs))


def weasyprint_blocks(count: int) -> Spent:
    """Tagged PDFs of a block each by WeasyPrint, warm."""
    pdfs = _weasyprint.tagged_pdfs(in_blocks(adults(count + pdf.BLOCK)))
    next(pdfs)
    return spent(lambda: each_looked_at(pdfs))


def bare(count: int) -> Spent:
    """What Typst alone takes for the same blocks."""
    waiting = (printable(letter)[0] for letter in adults(count))
    data = [letters_data(some, title="Letters", duplex=False) for some in in_blocks(waiting)]
    return spent(lambda: [typeset(pdf.LETTER, block) for block in data])


WORK = (ours, print_job, weasyprint, weasyprint_blocks, bare)
MEASURED = {each.__name__: each for each in WORK}


def measured(which: Callable[[int], Spent], count: int) -> Spent:
    """One of them in a process of its own."""
    command = [sys.executable, "-m", "bench.letters", which.__name__, str(count)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return Spent(*map(float, done.stdout.split()))


def is_faster(mine: Spent, theirs: Spent) -> bool:
    """Its row and how many times as fast ours is; a busy machine alone makes nobody fail."""
    theirs.row(f"WeasyPrint {metadata.version('weasyprint')}")
    wall, processor = theirs.wall / mine.wall, theirs.processor / mine.processor
    print(
        f"  ours is {wall:.1f} times as fast, {processor:.1f} times by the processor"
        f" (at least {FASTER})"
    )
    return max(wall, processor) >= FASTER


def compared(count: int, theirs: int) -> tuple[Spent, bool]:
    """The print job, then a file for each letter; gives the job, and whether both are faster."""
    why = _weasyprint.missing()
    factor = count / theirs
    print(why or f"WeasyPrint set {theirs:,} letters, its time is multiplied by {factor:g}.")
    print(f"{count:,} letters in one tagged PDF, in blocks of {pdf.BLOCK}")
    job = measured(print_job, count)
    job.row("ours, from letters to one file")
    measured(bare, count).row("bare Typst on prepared data, not joined")
    well = bool(why) or is_faster(job, measured(weasyprint_blocks, theirs).times(factor))
    print(f"{count:,} tagged PDFs of one letter")
    single = measured(ours, count)
    single.row("ours, from letters to PDFs")
    if not why:
        well &= is_faster(single, measured(weasyprint, theirs).times(factor))
    return job, well


def main(arguments: list[str]) -> int:
    """Print the table, or be one of the measured processes."""
    if arguments and arguments[0] in MEASURED:
        found = MEASURED[arguments[0]](int(arguments[1]))
        print(found.wall, found.processor, found.memory)
        return 0
    count = int(arguments[0]) if arguments else 1000
    theirs = int(arguments[1]) if arguments[1:] else max(1, count // BY_WEASYPRINT)
    print("Joining letters of one page as tagged PDFs, fonts embedded, no two alike")
    job, well = compared(count, theirs)
    many = measured(print_job, count * MORE_LETTERS)
    many.row(f"ours, {count * MORE_LETTERS:,} letters in one file")
    growth = many.memory / job.memory
    print(f"  memory for {MORE_LETTERS} times as many: {growth:.2f} times (at most {MORE_MEMORY})")
    return int(not well or growth > MORE_MEMORY)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
