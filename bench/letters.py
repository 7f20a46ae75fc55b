"""PDF letters for 1,000 adults, beside bare Typst on data prepared beforehand, in the same run.

Ours starts from the letters as the rest of the house hands them over: it fills in values, tests
every glyph, draws the QR codes, sets the blocks and joins them into one file. Bare Typst gets the
finished data of the same blocks and throws its pages away. Each runs in a process of its own, so
that the memory shown is its own; every letter has its own name, child, code and QR code.

    python -m bench.letters [how many]
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from parentcomms.documents import pdf
from parentcomms.documents.glyphs import printable
from parentcomms.documents.paper import Letter
from parentcomms.documents.sheets import letters_data
from parentcomms.documents.typesetting import typeset
from tests.documents.samples import LETTER, SLIP

NAMES = ("Ana Nowak", "Łukasz Żak", "Fatima Khan", "Ştefan Ionescu", "Олена Шевченко", "李明")


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


Seconds = tuple[float, float]


def spent() -> Seconds:
    """Now, by the clock on the wall and by the processor's own."""
    return time.perf_counter(), time.process_time()


def since(started: Seconds) -> Seconds:
    """Both since then; processor seconds tell a busy machine from a slow program."""
    wall, processor = spent()
    return wall - started[0], processor - started[1]


def ours(count: int) -> Seconds:
    """From letters to one file."""
    with tempfile.TemporaryDirectory() as folder:
        started = spent()
        pdf.write_letters(Path(folder) / "letters.pdf", adults(count), title="Letters")
        return since(started)


def bare(count: int) -> Seconds:
    """What Typst alone takes for the same blocks."""
    waiting = (printable(letter)[0] for letter in adults(count))
    blocks = []
    while some := list(islice(waiting, pdf.BLOCK)):
        blocks.append(letters_data(some, title="Letters", duplex=False))
    started = spent()
    for block in blocks:
        typeset(pdf.LETTER, block, tagged=False)
    return since(started)


def measured(which: str, count: int) -> tuple[float, float, float]:
    """Seconds, processor seconds and megabytes of one of the two, in a process of its own."""
    command = [sys.executable, "-m", "bench.letters", which, str(count)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    seconds, processor, megabytes = map(float, done.stdout.split())
    return seconds, processor, megabytes


def main(arguments: list[str]) -> None:
    """Print the table, or be one of the two measured processes."""
    if arguments[:1] in (["ours"], ["bare"]):
        run = ours if arguments[0] == "ours" else bare
        wall, processor = run(int(arguments[1]))
        print(wall, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    count = int(arguments[0]) if arguments else 1000
    print(f"PDF letters for {count:,} adults, one page each, in blocks of {pdf.BLOCK}")
    mine, typst = measured("ours", count), measured("bare", count)
    row = "  {:<34}{:7.2f} s  {:7.2f} s of processor  {:5.0f} MB"
    print(row.format("ours, from letters to one file", *mine))
    print(row.format("bare Typst on prepared data", *typst))
    ratios = mine[0] / typst[0], mine[1] / typst[1]
    print("  {:<34}{:7.2f}    {:7.2f}".format("ratio", *ratios))


if __name__ == "__main__":
    main(sys.argv[1:])
