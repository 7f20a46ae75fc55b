"""A zip or a folder of CSV files. Nothing is ever unpacked to disk, so no name in it is a path."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from parentcomms.people.importing.encodings import MAX_BYTES
from parentcomms.people.importing.problems import UnreadableFile

LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_FILES = 200
READ_ALONE = (".csv", ".txt", ".tsv", ".xml", ".xlsx")
ENCRYPTED = (
    "The zip is protected with a password. Please unpack it, and choose the file inside or zip it "
    "again without a password."
)
DAMAGED = (
    "This is an Excel workbook or a zip file, not a CSV file, and it cannot be opened. It may be "
    "damaged: please export it again."
)


class Archive(Protocol):
    """Files by name: lower-case, without the folder they stand in."""

    def names(self) -> frozenset[str]: ...

    def open(self, name: str) -> BinaryIO: ...


class Folder:
    """A folder on this machine."""

    def __init__(self, folder: Path) -> None:
        self._files = {each.name.lower(): each for each in folder.iterdir() if each.is_file()}

    def names(self) -> frozenset[str]:
        return frozenset(self._files)

    def open(self, name: str) -> BinaryIO:
        """One file, refused by its size before it is read."""
        if self._files[name].stat().st_size > LARGEST_UNPACKED:
            raise UnreadableFile(f"{name} is far too large for a list of pupils.")
        return self._files[name].open("rb")


class Zip:
    """A zip, its promises checked before anything is unpacked."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise UnreadableFile(DAMAGED) from error
        members = [each for each in self._zip.infolist() if not each.is_dir()]
        _refuse_dangerous(members)
        self._members = {
            PurePosixPath(each.filename).name.lower(): each
            for each in members
            if not each.filename.startswith("__MACOSX/")
        }

    def names(self) -> frozenset[str]:
        return frozenset(self._members)

    def open(self, name: str) -> BinaryIO:
        """One file, unpacked into memory; it cannot grow past the size it was judged by."""
        try:
            return io.BytesIO(self._zip.read(self._members[name]))
        except Exception as error:  # a broken archive fails in many ways
            raise UnreadableFile(DAMAGED) from error

    def the_only_file(self) -> BinaryIO | None:
        """A single list that somebody zipped to send it."""
        names = [name for name in self._members if name.endswith(READ_ALONE)]
        if len(names) != 1 or len(self._members) != 1:
            return None
        if self._members[names[0]].file_size > MAX_BYTES:
            raise UnreadableFile("The file is larger than 20 MB. A list of pupils is far smaller.")
        return self.open(names[0])


def _refuse_dangerous(members: list[zipfile.ZipInfo]) -> None:
    if any(each.flag_bits & 1 for each in members):
        raise UnreadableFile(ENCRYPTED)
    if len(members) > MOST_FILES or sum(each.file_size for each in members) > LARGEST_UNPACKED:
        raise UnreadableFile(
            "The zip unpacks to far more than a list of pupils. It was not opened."
        )
    for each in members:
        name = each.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise UnreadableFile("A file in the zip has a name that leads out of it. Not opened.")
    if members and all(each.filename.lower().endswith(".zip") for each in members):
        raise UnreadableFile(
            "The zip only holds another zip. Please unpack it once, and choose that."
        )


def is_workbook(stream: BinaryIO) -> bool:
    """Whether a zip is a workbook; one that cannot be opened at all is left to its reader."""
    try:
        with zipfile.ZipFile(stream) as parts:
            names = _lower(parts)
            return any(name.startswith("xl/") for name in names)
    except zipfile.BadZipFile:
        return False
    finally:
        stream.seek(0)


def _lower(parts: zipfile.ZipFile) -> Iterator[str]:
    return (name.lower() for name in parts.namelist())
