"""A backup becomes a school again, on this machine or another."""

import sqlite3
from contextlib import closing
from pathlib import Path

from parentcomms.backups import databases
from parentcomms.backups.checking import NotWhole, check_opened, check_unpacked
from parentcomms.backups.folders import working_folder
from parentcomms.backups.packing import DATABASE, Manifest, read_manifest, unpack
from parentcomms.backups.rules import without_the_server
from parentcomms.backups.sealing import CannotOpen, unseal


class NotRestored(Exception):
    """Nothing was put in place; the message is a sentence."""


def restore(sealed: Path, into: Path, secret: str) -> Manifest:
    """Open, check, bring up to date, and only then put the whole folder in its place.

    What an instance without any row already held is kept beside it. Raises NotRestored.
    """
    into = into.resolve()
    _refuse_unless_empty(into)
    try:
        with working_folder(into.parent) as folder:
            school = folder / "school"
            school.mkdir(mode=0o700)
            manifest = _open(sealed, school, secret)
            _settle(school, manifest)
            _put_in_place(school, into, manifest)
    except (CannotOpen, NotWhole, ValueError) as problem:
        raise NotRestored(str(problem)) from problem
    except OSError as problem:
        raise NotRestored(f"It could not be written or read: {problem.strerror}.") from problem
    return manifest


def _open(sealed: Path, school: Path, secret: str) -> Manifest:
    with sealed.open("rb") as source:
        unseal(source, lambda stream: unpack(stream, school), secret)
    manifest = read_manifest(school)
    if manifest.revision not in databases.known_revisions():
        raise NotRestored("This backup was made by a newer version: install that version first.")
    return manifest


def _settle(school: Path, manifest: Manifest) -> None:
    """Check, after bringing an older version's database up to date in the working folder."""
    with databases.opened(f"sqlite:///{school / DATABASE}") as engine:
        before = databases.revision(engine)
        databases.bring_up_to_date()
        if before != databases.revision(engine):
            check_opened(engine, manifest.head_of_chain)
            return
    check_unpacked(school, manifest)


def _put_in_place(school: Path, into: Path, manifest: Manifest) -> None:
    for left in ("-wal", "-shm"):
        (school / f"{DATABASE}{left}").unlink(missing_ok=True)
    settings = school / "settings.toml"
    if manifest.came_from != "sqlite" and settings.exists():
        said = settings.read_text(encoding="utf-8")
        settings.write_text(without_the_server(said), encoding="utf-8")
    if into.exists() and any(into.iterdir()):
        into.rename(_free_name(into))
    school.rename(into)


def _free_name(into: Path) -> Path:
    """Where the empty instance goes that was there: nothing is thrown away."""
    number = 1
    while (beside := into.with_name(f"{into.name}.before-restore-{number}")).exists():
        number += 1
    return beside


def _refuse_unless_empty(into: Path) -> None:
    """A folder that does not exist, or a school in which nobody has done anything yet."""
    if not into.exists() or not any(into.iterdir()):
        return
    database = into / DATABASE
    if not database.is_file():
        raise NotRestored(f"{into} is not empty, and no school of this service: choose another.")
    uploads = into / "uploads"
    if _rows(database) or (uploads.exists() and any(uploads.rglob("*.age"))):
        raise NotRestored(f"{into} holds a school already: choose a folder without one.")


def _rows(database: Path) -> int:
    with closing(sqlite3.connect(database)) as raw:
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = {name for (name,) in raw.execute(query)} - {"alembic_version"}
        return sum(raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names)
