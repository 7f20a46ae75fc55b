"""What lies in a backup: a tar of the instance folder, the database of one moment, a manifest."""

import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from parentcomms.backups.rules import belongs_in

MANIFEST = "backup-manifest.json"
DATABASE = "school.sqlite"


@dataclass
class Manifest:
    """What a backup holds, written last; it is compared with what comes out again."""

    made_at: str
    revision: str
    came_from: str  # "sqlite" or "postgresql"
    rows: dict[str, int]
    head_of_chain: str
    files: dict[str, int] = field(default_factory=dict)  # name → bytes

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()


def pack(
    sink: IO[bytes], *, instance: Path, database: Path, manifest: Manifest, left_out: set[str]
) -> None:
    """Write the tar; the manifest notes each file as it goes in."""
    with tarfile.open(fileobj=sink, mode="w|") as archive:
        _add(archive, database, DATABASE, manifest)
        for path in sorted(instance.iterdir()):
            if belongs_in(path.name, left_out):
                for file in _files(path):
                    _add(archive, file, file.relative_to(instance).as_posix(), manifest)
        said = manifest.as_json()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(said)
        archive.addfile(entry, io.BytesIO(said))


def _files(path: Path) -> Iterator[Path]:
    """Ordinary files; a folder that is a link, such as shared uploads, is followed."""
    if path.is_file():
        yield path
    for folder, _, names in os.walk(path, followlinks=True):
        yield from (file for name in sorted(names) if (file := Path(folder, name)).is_file())


def _add(archive: tarfile.TarFile, path: Path, name: str, manifest: Manifest) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return  # removed since, as retention does, in step with its row
    with file:
        entry = archive.gettarinfo(arcname=name, fileobj=file)
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.type, entry.linkname = tarfile.REGTYPE, ""
        entry.size = os.fstat(file.fileno()).st_size
        archive.addfile(entry, file)
        manifest.files[name] = entry.size


def unpack(source: IO[bytes], folder: Path) -> None:
    """Put everything into an empty folder, private to its owner; nothing can leave the folder."""
    with tarfile.open(fileobj=source, mode="r|") as archive:
        for entry in archive:
            if not entry.isreg():
                continue
            entry.mode = 0o600
            archive.extract(entry, folder, filter="data")
    for inside, _, _ in os.walk(folder):
        Path(inside).chmod(0o700)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an unpacked backup, which is taken out of the folder. Raises ValueError."""
    path = folder / MANIFEST
    try:
        found = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, TypeError, json.JSONDecodeError) as problem:
        raise ValueError("The backup has no manifest.") from problem
    path.unlink()
    return found
