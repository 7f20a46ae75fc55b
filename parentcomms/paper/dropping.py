"""What happens to files dropped in together: new ones are read, known ones are recognised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import FileStorage

from parentcomms.database import db
from parentcomms.paper.files import NotRead, Scan, Side, desk, read_and_keep, take
from parentcomms.paper.models import ScanBatch
from parentcomms.paper.rules import ScanProblem
from parentcomms.paper.scan_queries import batches_with
from parentcomms.paper.scanning import keep_batch
from parentcomms.uploads import remove_stored


@dataclass
class Dropped:
    """Name by name what became of the files."""

    read: dict[str, tuple[Scan, list[Side]]] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    problems: dict[str, ScanProblem] = field(default_factory=dict)

    def forget(self) -> None:
        """Remove what was kept, because nothing of it was recorded."""
        for _, sides in self.read.values():
            for side in sides:
                remove_stored(side.stored_name)


def read_files(files: Iterable[FileStorage]) -> Dropped:
    """Judge, recognise and read; writes nothing to the database, and lets go of it meanwhile."""
    dropped = Dropped()
    with desk() as folder:
        taken: dict[str, Scan] = {}
        for file in files:
            name = file.filename or ""
            try:
                scan = take(file, folder)
            except NotRead as wrong:
                dropped.problems[name] = wrong.problem
            else:
                taken.setdefault(scan.sha256, scan)
                dropped.known[name] = scan.sha256
        before = batches_with(list(taken))
        db.session.rollback()  # reading takes a while; nobody waits for us to write
        for name, digest in list(dropped.known.items()):
            if digest in taken and digest not in before:
                del dropped.known[name]
                _read(dropped, name, taken.pop(digest))
    return dropped


def _read(dropped: Dropped, name: str, scan: Scan) -> None:
    try:
        dropped.read[name] = scan, read_and_keep(scan)
    except NotRead as wrong:
        dropped.problems[name] = wrong.problem


def keep_files(dropped: Dropped) -> Sequence[ScanBatch]:
    """Record what was read, unless a colleague dropped in the same file a moment ago."""
    before = batches_with([scan.sha256 for scan, _ in dropped.read.values()])
    made = []
    for name, (scan, sides) in list(dropped.read.items()):
        if scan.sha256 in before:
            dropped.known[name] = scan.sha256
        else:
            made.append(keep_batch(scan, sides))
    return made
