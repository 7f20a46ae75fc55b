"""Files kept encrypted in the instance's folder, opened and closed piece by piece.

On the disk lies ciphertext: a stolen backup of the folder opens nothing without the key beside the
settings. A file in the clear lies there only without a name, while a request has it open.
"""

import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import BufferedRandom, FileIO
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

from flask import current_app
from pyrage import DecryptError, decrypt_io, encrypt_io, x25519

KEY_FILE = "uploads-key"
KEYS_MARK = "of-these-keys"


class Unreadable(Exception):
    """A kept file is gone, or is not what was kept."""


class _Bare(FileIO):
    """What lies below a file that is held."""

    def __del__(self) -> None:
        self.close()


class _Held(BufferedRandom):
    """A file that is closed, and if it has no name is gone, once nobody holds it any more."""

    def __del__(self) -> None:
        self.close()


def held(path: Path) -> BinaryIO:
    """An existing file, open as long as somebody holds it."""
    return _Held(_Bare(path, "rb+"))


def unnamed() -> BinaryIO:
    """A fresh file in our own folder, which has no name there."""
    descriptor, name = mkstemp(dir=_root())
    Path(name).unlink()
    return _Held(_Bare(descriptor, "rb+"))


def seal(content: BinaryIO, folder: str) -> str:
    """Keep a file, encrypted, in one folder of the instance's uploads; gives its stored name."""
    name = f"{folder}/{secrets.token_hex(16)}.age"
    path = _root() / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    content.seek(0)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            encrypt_io(content, file, [_key().to_public()])
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)  # half a file opens for nobody
        raise
    return name


def open_stored(stored_name: str) -> BinaryIO:
    """A kept file, opened to its end: tampering shows only there, so nothing is served before."""
    opened = unnamed()
    try:
        with _inside(stored_name).open("rb") as sealed:
            decrypt_io(sealed, opened, [_key()])
    except (OSError, DecryptError) as problem:
        raise Unreadable(stored_name) from problem
    opened.seek(0)
    return opened


def is_stored(stored_name: str) -> bool:
    return _inside(stored_name).is_file()


def stored_before(folder: str, moment: datetime) -> Iterator[str]:
    """Names in a folder kept before a moment, for those who clear up what nobody sent."""
    for path in sorted((_root() / folder).glob("*.age")):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment:
            yield f"{folder}/{path.name}"


def remove_stored(stored_name: str) -> None:
    _inside(stored_name).unlink(missing_ok=True)


def are_the_keys_of_these_uploads() -> bool:
    """Whether this folder's keys are those the (shared) uploads began with; the first time: yes.

    A second machine that made keys of its own would open no file and no family's link, and
    nobody would know why.
    """
    settings = current_app.config["SETTINGS"]
    ours = hmac.digest(settings.secret_key.encode(), str(_key().to_public()).encode(), "sha256")
    path = _root() / KEYS_MARK
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(FileExistsError), path.open("x", encoding="ascii") as file:
        file.write(ours.hex())
    return hmac.compare_digest(path.read_text(encoding="ascii"), ours.hex())


def _root() -> Path:
    return Path(current_app.config["SETTINGS"].instance) / "uploads"


def _inside(stored_name: str) -> Path:
    path = (_root() / stored_name).resolve()
    if not path.is_relative_to(_root().resolve()):
        raise Unreadable(stored_name)
    return path


def _key() -> x25519.Identity:
    """The instance's key for files, made on first use; without it no kept file opens again."""
    path = Path(current_app.config["SETTINGS"].instance) / KEY_FILE
    if not path.exists():
        fresh = path.with_name(f"{KEY_FILE}.{secrets.token_hex(4)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(str(x25519.Identity.generate()))
        with suppress(FileExistsError):
            os.link(fresh, path)  # the first of two at once wins; neither sees half a key
        fresh.unlink()
    return x25519.Identity.from_str(path.read_text().strip())
