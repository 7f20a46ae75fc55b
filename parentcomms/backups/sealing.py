"""The sealed file: age encryption, streamed, opened by a passphrase.

age takes a passphrase only for data held in memory. So each backup has a key of its own, which
the passphrase opens, and the key opens the stream:

    parentcomms-backup 1 LENGTH\n    LENGTH bytes: the key, sealed by the passphrase    the stream
"""

import os
import threading
from collections.abc import Callable
from typing import IO, BinaryIO

from pyrage import DecryptError, decrypt_io, encrypt_io, passphrase, x25519

MAGIC = b"parentcomms-backup 1 "
_LONGEST_HEADER = 4096


class CannotOpen(Exception):
    """The passphrase is wrong, or the file is not a whole backup; says which in a sentence."""


def seal(write: Callable[[IO[bytes]], None], out: BinaryIO, secret: str) -> None:
    """Seal what `write` writes, block by block, into `out`."""
    key = x25519.Identity.generate()
    header = passphrase.encrypt(str(key).encode(), secret)
    out.write(MAGIC + f"{len(header)}\n".encode() + header)
    _piped(write, lambda source: encrypt_io(source, out, [key.to_public()]))


def unseal(sealed: BinaryIO, read: Callable[[IO[bytes]], None], secret: str) -> None:
    """Give `read` what was sealed. What it wrote counts only when this returns.

    Raises CannotOpen; the end of a cut-off file is noticed only at the end.
    """
    key = _key(sealed, secret)

    def decrypted(sink: IO[bytes]) -> None:
        decrypt_io(sealed, sink, [key])

    try:
        _piped(decrypted, read)
    except (DecryptError, OSError, EOFError) as problem:
        raise CannotOpen("The backup is damaged or was cut off.") from problem


def _key(sealed: BinaryIO, secret: str) -> x25519.Identity:
    line = sealed.readline(len(MAGIC) + 8)
    length = line.removeprefix(MAGIC).strip()
    if not line.startswith(MAGIC) or not length.isdigit() or int(length) > _LONGEST_HEADER:
        raise CannotOpen("This file is not a backup of this service.")
    try:
        return x25519.Identity.from_str(
            passphrase.decrypt(sealed.read(int(length)), secret).decode()
        )
    except DecryptError as problem:
        raise CannotOpen("The passphrase does not open this backup.") from problem


def _piped(write: Callable[[IO[bytes]], None], read: Callable[[IO[bytes]], None]) -> None:
    """One writes while the other reads, with a pipe's length of bytes between them.

    A failure on either side closes the pipe, so neither waits for ever; the writer's comes first,
    because the reader's is usually its echo.
    """
    reading, writing = os.pipe()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with os.fdopen(writing, "wb") as sink:
                write(sink)
        except BaseException as problem:
            failed.append(problem)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        with os.fdopen(reading, "rb") as source:
            read(source)
            while source.read(1 << 20):  # tar leaves its padding; age checks only a whole stream
                pass
    except BaseException:
        thread.join()
        if failed and not isinstance(failed[0], BrokenPipeError):
            raise failed[0] from None
        raise
    thread.join()
    if failed:
        raise failed[0]
