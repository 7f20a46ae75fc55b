"""The office's own PDF: its pages, and behind them the page with the insert.

Only pages are taken over, so that scripts, attached files and forms stay behind. It is opened by a
process of its own with little memory and time, since a PDF from anywhere can be anything.
"""

import io
import json
import resource
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from werkzeug.datastructures import FileStorage

from parentcomms.languages import gettext
from parentcomms.uploads import PDF, Accepted, FileKind, NotAccepted, accept

MOST_PAGES = 40
MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 30


class PdfProblem(StrEnum):
    """Why this PDF will not do."""

    LOCKED = "locked"
    BROKEN = "broken"
    TOO_MANY_PAGES = "too_many_pages"
    EMPTY = "empty"


class CannotRead(Exception):
    """The PDF will not do; pages word it from `problem`."""

    def __init__(self, problem: PdfProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def with_insert(file: FileStorage, insert_page: bytes | None) -> Accepted:
    """The uploaded PDF with the insert behind it. Raises NotAccepted with a sentence."""
    accepted = accept(file, (FileKind.DOCUMENT,))
    if accepted.media_type != PDF:
        raise NotAccepted(gettext("This is not a PDF. Save it as PDF in your program first"))
    with TemporaryDirectory() as folder:
        own, insert, joined = (Path(folder, name) for name in ("own", "insert", "joined"))
        own.write_bytes(accepted.content)
        insert.write_bytes(insert_page or b"")
        problem = _in_a_process_of_its_own(own, insert, joined)
        if problem is not None:
            raise NotAccepted(_sentence(problem))
        return Accepted.at(joined, FileKind.DOCUMENT, PDF)


def _in_a_process_of_its_own(own: Path, insert: Path, joined: Path) -> PdfProblem | None:
    command = [sys.executable, "-m", "parentcomms.newsletters.own_pdf", str(own)]
    try:
        done = subprocess.run(
            [*command, str(insert), str(joined)],
            capture_output=True,
            timeout=MOST_SECONDS * 2,
            check=True,
        )
        problem = json.loads(done.stdout)["problem"]
    except (subprocess.SubprocessError, ValueError, KeyError):
        return PdfProblem.BROKEN
    return PdfProblem(problem) if problem else None


def _sentence(problem: PdfProblem) -> str:
    return {
        PdfProblem.LOCKED: gettext("This PDF is locked with a password. Save it without one"),
        PdfProblem.BROKEN: gettext("This PDF cannot be opened. It may be broken. Save it again"),
        PdfProblem.TOO_MANY_PAGES: gettext(
            "This PDF has more than %(most)s pages. Send a shorter one", most=MOST_PAGES
        ),
        PdfProblem.EMPTY: gettext("This PDF has no pages"),
    }[problem]


def joined(own: bytes, insert: bytes) -> bytes:
    """The pages of the first, then those of the second."""
    with _opened(own) as first, pypdfium2.PdfDocument.new() as out:
        if not len(first):
            raise CannotRead(PdfProblem.EMPTY)
        if len(first) > MOST_PAGES:
            raise CannotRead(PdfProblem.TOO_MANY_PAGES)
        out.import_pages(first)
        if insert:
            with _opened(insert) as second:
                out.import_pages(second)
        kept = io.BytesIO()
        out.save(kept)
    return kept.getvalue()


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        locked = "password" in str(problem).lower() or "security" in str(problem).lower()
        raise CannotRead(PdfProblem.LOCKED if locked else PdfProblem.BROKEN) from problem


def main(arguments: list[str]) -> int:
    """Join the two files named on the command line into the third; the answer is JSON."""
    own, insert, out = (Path(each) for each in arguments)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    problem = ""
    try:
        out.write_bytes(joined(own.read_bytes(), insert.read_bytes()))
    except CannotRead as known:
        problem = known.problem.value
    except Exception:  # a reader given rubbish fails in many ways
        problem = PdfProblem.BROKEN.value
    sys.stdout.write(json.dumps({"problem": problem}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
