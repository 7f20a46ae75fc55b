"""The places a backup is made in: a lock, a working folder that never outlives it, a last name."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_WORKING = ".backup-being-made-"


@contextmanager
def held(lock: Path) -> Iterator[bool]:
    """Hold a lock file; False when somebody else does. A killed process lets go by itself."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def working_folder(beside: Path) -> Iterator[Path]:
    """A private folder on the same disk. What a killed backup left there is swept first."""
    beside.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in beside.glob(f"{_WORKING}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_WORKING, dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep(finished: Path, name: Path) -> None:
    """Give a finished file its name at last; until then the previous one is whole under its own."""
    with finished.open("rb") as file:
        os.fsync(file.fileno())
    finished.replace(name)
    directory = os.open(name.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
