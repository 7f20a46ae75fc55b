"""Is an unpacked backup the school it was? Asked after each backup, and when one is restored."""

import os
from pathlib import Path

from pyrage import DecryptError, decrypt_io, x25519
from sqlalchemy import Engine

from parentcomms.audit.queries import head_of_chain
from parentcomms.backups import databases
from parentcomms.backups.packing import DATABASE, Manifest
from parentcomms.database import db, reading
from parentcomms.sealing import KEY_FILE

OPENED_TO_TRY = 20  # the newest uploads: whether the key fits shows in any of them


class NotWhole(Exception):
    """A backup did not come out as it went in; the message is a sentence."""


def check_unpacked(folder: Path, manifest: Manifest) -> None:
    """Raise NotWhole unless files, keys, rows, guards and audit chain are as they were."""
    _check_files(folder, manifest)
    _check_key(folder)
    with databases.opened(f"sqlite:///{folder / DATABASE}") as engine:
        if databases.revision(engine) != manifest.revision:
            raise NotWhole("The database is not of the version the backup names.")
        _check_rows(engine, manifest)


def check_opened(engine: Engine, head: str) -> None:
    """The same of a database that is open already: sound, and the chain's head where it was."""
    if (wrong := databases.trouble(engine)) is not None:
        raise NotWhole(f"Something is wrong: {wrong}.")
    with reading():
        now = head_of_chain()
        db.session.rollback()
    if now != head:
        raise NotWhole("The audit chain ends elsewhere than it did.")


def _check_rows(engine: Engine, manifest: Manifest) -> None:
    with reading(), engine.connect() as connection:
        found = databases.counts(connection)
    for table, number in manifest.rows.items():
        if found.get(table) != number:
            raise NotWhole(f"The table {table} does not hold the rows it held.")
    check_opened(engine, manifest.head_of_chain)


def _check_files(folder: Path, manifest: Manifest) -> None:
    for name, size in manifest.files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise NotWhole(f"The file {name} is missing or cut off.")


def _check_key(folder: Path) -> None:
    kept = sorted(folder.glob("uploads/**/*.age"), key=lambda path: path.stat().st_mtime)
    if not kept:
        return
    try:
        key = x25519.Identity.from_str((folder / KEY_FILE).read_text().strip())
        for path in kept[-OPENED_TO_TRY:]:
            with path.open("rb") as sealed, Path(os.devnull).open("wb") as nowhere:
                decrypt_io(sealed, nowhere, [key])
    except (OSError, DecryptError) as problem:
        raise NotWhole("The uploads do not open with the key beside them.") from problem
