"""Making a backup while the service runs: copy, seal, open again, check, and only then name it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app

from parentcomms.audit.queries import head_of_chain
from parentcomms.backups import databases
from parentcomms.backups.carrying import carry
from parentcomms.backups.checking import check_unpacked
from parentcomms.backups.folders import held, keep, working_folder
from parentcomms.backups.packing import DATABASE, Manifest, pack, read_manifest, unpack
from parentcomms.backups.rules import expired, made_at, name_for
from parentcomms.backups.sealing import seal, unseal
from parentcomms.clock import now
from parentcomms.config import Settings
from parentcomms.database import db, reading


class BackupFailed(Exception):
    """No backup was made, and none was touched; the message is a sentence."""


@dataclass(frozen=True)
class Made:
    """A backup that was opened again and held."""

    path: Path
    rows: int
    files: int


def make_backup(secret: str, out: Path | None = None) -> Made:
    """Make one, in the instance's own folder unless told where. Raises BackupFailed."""
    settings: Settings = current_app.config["SETTINGS"]
    path = (out or settings.backup_folder / name_for(now())).resolve()
    with held(settings.instance / "backup.lock") as alone:
        if not alone:
            raise BackupFailed("A backup is being made already.")
        try:
            with working_folder(path.parent) as folder:
                return _make(settings, folder, path, secret)
        except OSError as problem:
            raise BackupFailed(f"The backup could not be written: {problem.strerror}.") from problem


def _make(settings: Settings, folder: Path, path: Path, secret: str) -> Made:
    sealed = folder / "sealed"
    manifest = _copy_database(folder / DATABASE)
    left_out = {
        settings.backup.passphrase_file,
        _top_of(settings.backup_folder, settings),
        *_made(),
    }
    with sealed.open("xb") as out:
        seal(
            lambda sink: pack(
                sink,
                instance=settings.instance,
                database=folder / DATABASE,
                manifest=manifest,
                left_out=left_out | {folder.name},
            ),
            out,
            secret,
        )
    (folder / DATABASE).unlink()
    check_sealed(sealed, folder / "opened", secret)
    keep(sealed, path)
    return Made(path, rows=sum(manifest.rows.values()), files=len(manifest.files))


def _made() -> set[str]:
    """Backups that somebody keeps in the instance folder itself do not go into each other."""
    instance: Path = current_app.config["SETTINGS"].instance
    return {path.name for path in instance.glob("*.parentcomms")}


def _top_of(folder: Path, settings: Settings) -> str:
    if not folder.is_relative_to(settings.instance):
        return ""
    return folder.relative_to(settings.instance).parts[0]


def check_sealed(sealed: Path, folder: Path, secret: str) -> None:
    """Open a sealed file as a restore would, into a folder of its own, and check everything."""
    folder.mkdir(mode=0o700)
    with sealed.open("rb") as source:
        unseal(source, lambda stream: unpack(stream, folder), secret)
    check_unpacked(folder, read_manifest(folder))


def _copy_database(copy: Path) -> Manifest:
    """The database of one moment as a file, whichever kind of database it lives in."""
    source = db.engine
    db.session.rollback()
    url = f"sqlite:///{copy}"
    if source.dialect.name == "sqlite":
        # VACUUM INTO reads one moment beside running writers, and leaves removed rows behind
        with closing(sqlite3.connect(str(source.url.database), timeout=30)) as raw:
            raw.execute("VACUUM INTO ?", (str(copy),))
        with databases.opened(url):
            return _manifest("sqlite")
    with databases.opened(url) as target:
        databases.bring_up_to_date()
        carry(source, target)
        return _manifest(source.dialect.name)


def _manifest(came_from: str) -> Manifest:
    with reading(), db.engine.connect() as connection:
        rows = databases.counts(connection)
        head = head_of_chain()
        db.session.rollback()
    at = databases.revision(db.engine) or ""
    return Manifest(now().isoformat(), at, came_from, rows=rows, head_of_chain=head)


def let_expire(folder: Path, keep_days: int) -> int:
    """Remove backups older than that, never the newest; gives how many went."""
    names = expired((path.name for path in folder.glob("*")), now=now(), keep_days=keep_days)
    for name in names:
        (folder / name).unlink(missing_ok=True)
    return len(names)


def let_old_copies_go(settings: Settings) -> int:
    """Remove copies made before an upgrade once they are as old as a backup may get.

    Such a copy holds everything of then in the clear, also what retention has removed since.
    """
    oldest = (now() - timedelta(days=settings.backup.keep_days)).timestamp()
    copies = (settings.instance / "before-upgrade").glob("*.sqlite")
    old = [path for path in copies if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def kept_in(folder: Path) -> list[tuple[datetime, int]]:
    """When each backup in the folder was made and its bytes, the newest first."""
    found = [
        (moment, path.stat().st_size)
        for path in folder.glob("*")
        if (moment := made_at(path.name)) is not None
    ]
    return sorted(found, reverse=True)
