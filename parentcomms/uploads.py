"""Files people send us: judged by what they are, cleaned, and kept encrypted.

A name or a type that a browser claims is not believed. A picture is drawn afresh, so that where
and when it was taken stays behind; a document is opened once with limits, and only ever handed
back as a download (sealing.py keeps it). Nothing is held whole in this process, so that its memory
does not grow with what people send.
"""

import errno
import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from io import BufferedRandom
from pathlib import Path
from typing import BinaryIO, cast

import filetype
from werkzeug.datastructures import FileStorage

from parentcomms import drawing
from parentcomms.config import ROOT
from parentcomms.drawing import Outcome
from parentcomms.languages import gettext
from parentcomms.sealing import (
    KEY_FILE,
    Unreadable,
    held,
    is_stored,
    open_stored,
    remove_stored,
    seal,
    stored_before,
    unnamed,
)

__all__ = [
    "KEY_FILE",
    "Unreadable",
    "is_stored",
    "open_stored",
    "remove_stored",
    "stored_before",
]

LARGEST_BYTES = 15 * 1024 * 1024
PIECE = 64 * 1024
HEAD = 8192  # all that the type is told by
SMALL_BYTES = 1024 * 1024
SMALL_PIXELS = 2_000_000
SECONDS = 90
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
DRAWN_AS = {
    "image/jpeg": ("JPEG", "JPEG"),
    "image/heic": ("HEIF", "JPEG"),
    "image/heif": ("HEIF", "JPEG"),
    "image/webp": ("WEBP", "JPEG"),
    "image/png": ("PNG", "PNG"),
    "image/gif": ("GIF", "PNG"),
}
KEPT_AS = {"JPEG": "image/jpeg", "PNG": "image/png"}
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", PDF: "pdf", WORD: "docx"}
# One picture at a time: ten at once would take ten times the memory.
_drawing = threading.Lock()


class FileKind(StrEnum):
    """What a page may ask for."""

    PICTURE = "picture"
    DOCUMENT = "document"


class NotAccepted(Exception):
    """This file will not do; the message is a sentence for the person who chose it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Accepted:
    """A file that was judged and cleaned, ready to be kept. It lies on the disk without a name."""

    kind: FileKind
    media_type: str
    file: BinaryIO

    @classmethod
    def at(cls, path: Path, kind: FileKind, media_type: str) -> "Accepted":
        """One that a process of ours has made."""
        return cls(kind, media_type, held(path))

    @property
    def content(self) -> bytes:
        """The whole of it, for whoever draws it again; keeping it needs no such thing."""
        self.file.seek(0)
        return self.file.read()

    @property
    def size(self) -> int:
        return self.file.seek(0, os.SEEK_END)

    @cached_property
    def sha256(self) -> str:
        self.file.seek(0)
        return hashlib.file_digest(cast(BufferedRandom, self.file), "sha256").hexdigest()


def accept(
    file: FileStorage,
    kinds: Collection[FileKind] = (FileKind.PICTURE,),
    *,
    check: Callable[[BinaryIO], None] = lambda file: None,
) -> Accepted:
    """Judge and clean one uploaded file. Raises NotAccepted with a sentence for its sender.

    `check` sees it as it came, before anything here opens it. OSError: the disk is full.
    """
    copy = _copied(file)
    media_type = _type_of(copy)
    check(copy)
    copy.seek(0)
    if media_type in DRAWN_AS and FileKind.PICTURE in kinds:
        return _picture(copy, media_type)
    if media_type in {PDF, WORD} and FileKind.DOCUMENT in kinds:
        return _document(copy, media_type)
    raise NotAccepted(_wanted(kinds))


def _copied(file: FileStorage) -> BinaryIO:
    """Piece by piece, into our own folder; it has no name there and ends with this request."""
    copy = unnamed()
    while piece := file.stream.read(PIECE):
        copy.write(piece)
        if copy.tell() > LARGEST_BYTES:
            raise NotAccepted(gettext("This file is too big. Send one of at most 15 MB"))
    if not copy.tell():
        raise NotAccepted(gettext("This file is empty. Choose another one"))
    copy.flush()
    return copy


def _wanted(kinds: Collection[FileKind]) -> str:
    if FileKind.DOCUMENT in kinds:
        return gettext(
            "We cannot take this kind of file. Send a picture (JPEG, PNG, HEIC), a PDF or a Word "
            "document (.docx)"
        )
    return gettext("We cannot take this kind of file. Send a picture, such as JPEG, PNG or HEIC")


def _type_of(file: BinaryIO) -> str:
    """The type by content. A Word file passes for a plain archive when its parts are reordered."""
    file.seek(0)
    guessed = filetype.guess_mime(file.read(HEAD)) or ""
    file.seek(0)
    return WORD if guessed == "application/zip" else guessed


def _picture(copy: BinaryIO, media_type: str) -> Accepted:
    """The picture drawn afresh. A small one here: to start a process takes longer than to draw."""
    opens_as, keep_as = DRAWN_AS[media_type]
    drawn = unnamed()
    with _drawing:
        small = copy.seek(0, os.SEEK_END) <= SMALL_BYTES
        copy.seek(0)
        if small and drawing.pixels(copy, opens_as) <= SMALL_PIXELS:
            outcome = drawing.draw(copy, drawn, opens_as=opens_as, keep_as=keep_as)
        else:
            outcome = _elsewhere([opens_as, keep_as], copy, drawn)
    _refuse_unless_done(outcome)
    drawn.flush()
    return Accepted(FileKind.PICTURE, KEPT_AS[keep_as], drawn)


def _document(copy: BinaryIO, media_type: str) -> Accepted:
    if media_type == PDF:
        outcome = Outcome.DONE if _is_whole_pdf(copy) else Outcome.BROKEN
    else:
        outcome = _elsewhere(["word"], copy, None)
    _refuse_unless_done(outcome)
    return Accepted(FileKind.DOCUMENT, media_type, copy)


def _elsewhere(what: list[str], copy: BinaryIO, drawn: BinaryIO | None) -> Outcome:
    """In a limited process of its own. One that the system ended wanted more than it may have."""
    os.lseek(copy.fileno(), 0, os.SEEK_SET)  # the child reads from where we stand
    try:
        done = subprocess.run(
            [sys.executable, "-m", "parentcomms.drawing", *what],
            cwd=ROOT,
            stdin=copy,
            stdout=drawn or subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome.TOO_LARGE
    return Outcome(done.returncode) if done.returncode in set(Outcome) else Outcome.TOO_LARGE


def _refuse_unless_done(outcome: Outcome) -> None:
    if outcome is Outcome.NO_ROOM:
        raise OSError(errno.ENOSPC, "no room for a file that was sent")
    if outcome is Outcome.TOO_LARGE:
        raise NotAccepted(gettext("This picture is too large. Send a smaller one, or a screenshot"))
    if outcome is Outcome.BROKEN:
        raise NotAccepted(
            gettext("This file cannot be opened. It may be broken. Choose another one")
        )


def _is_whole_pdf(file: BinaryIO) -> bool:
    starts = file.read(5) == b"%PDF-"
    file.seek(max(0, file.seek(0, os.SEEK_END) - 2048))
    return starts and b"%%EOF" in file.read()


def store(accepted: Accepted, folder: str) -> str:
    """Keep a file, encrypted, in one folder of the instance's uploads; gives its stored name."""
    return seal(accepted.file, folder)
