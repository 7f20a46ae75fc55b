"""Scanned files as they are dropped in: judged by what they are, read page by page elsewhere."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import filetype
from flask import current_app
from werkzeug.datastructures import FileStorage

from parentcomms import uploads
from parentcomms.config import ROOT
from parentcomms.links import tidy_code
from parentcomms.paper.rules import ScanProblem
from parentcomms.uploads import Accepted, FileKind

FOLDER = "scans"
SECONDS = 150
MEDIA_TYPES = frozenset({"application/pdf", "image/tiff", "image/jpeg", "image/png"})


class NotRead(Exception):
    """This file will not do; the problem has a sentence for the person who chose it."""

    def __init__(self, problem: ScanProblem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Scan:
    """One file on its way in: where it lies for now, what it is, and its digest."""

    path: Path
    media_type: str
    sha256: str


@dataclass(frozen=True)
class Side:
    """One page, drawn afresh and kept encrypted, and the texts of its square codes."""

    number: int
    stored_name: str
    texts: tuple[str, ...]

    @property
    def codes(self) -> set[str]:
        """The texts, tidied as a typed code is."""
        return {tidy_code(text) for text in self.texts}


@contextmanager
def desk() -> Iterator[Path]:
    """A folder for the time of reading, emptied afterwards whatever happens."""
    instance = Path(current_app.config["SETTINGS"].instance)
    with TemporaryDirectory(dir=instance / "uploads", prefix="scan-") as folder:
        yield Path(folder)


def take(file: FileStorage, folder: Path) -> Scan:
    """Lay one dropped file down and judge it by its content. Raises NotRead."""
    path = folder / f"file-{len(list(folder.iterdir()))}"
    file.save(path)
    if not path.stat().st_size:
        raise NotRead(ScanProblem.EMPTY)
    media_type = filetype.guess_mime(str(path))
    if media_type not in MEDIA_TYPES:
        raise NotRead(ScanProblem.WRONG_KIND)
    with path.open("rb") as kept:
        digest = hashlib.file_digest(kept, "sha256").hexdigest()
    return Scan(path, media_type, digest)


def read_and_keep(scan: Scan) -> list[Side]:
    """Every page of a scan, kept encrypted. Raises NotRead, and then nothing was kept."""
    with TemporaryDirectory(dir=scan.path.parent) as drawn:
        pages = _read(scan, Path(drawn))
        return [
            Side(number, _keep(Path(drawn) / f"{number}.jpg"), tuple(texts))
            for number, texts in enumerate(pages, 1)
        ]


def _keep(drawn: Path) -> str:
    return uploads.store(Accepted.at(drawn, FileKind.PICTURE, "image/jpeg"), FOLDER)


def _read(scan: Scan, folder: Path) -> list[list[str]]:
    command = [sys.executable, "-m", "parentcomms.paper.reading"]
    try:
        done = subprocess.run(
            [*command, str(scan.path), scan.media_type, str(folder)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise NotRead(ScanProblem.TOO_SLOW) from late
    # ended by the system: it wanted more memory or time than a scan of sheets ever needs
    answer: dict[str, Any] = (
        json.loads(done.stdout) if done.stdout else {"problem": ScanProblem.TOO_LARGE}
    )
    if "problem" in answer:
        raise NotRead(ScanProblem(answer["problem"]))
    pages: list[list[str]] = answer["pages"]
    return pages
