"""A backup holds the school, or there is none; a restored school is the school."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from parentcomms.audit.verifying import breaks
from parentcomms.backups import making, tasks
from parentcomms.backups.checking import NotWhole
from parentcomms.backups.databases import opened
from parentcomms.backups.making import BackupFailed, make_backup
from parentcomms.backups.queries import last_good_backup
from parentcomms.backups.restoring import NotRestored, restore
from parentcomms.backups.rules import name_for
from parentcomms.clock import now
from parentcomms.config import ROOT, Settings
from parentcomms.consent.models import Answer
from parentcomms.database import db
from tests.backups.conftest import SECRET


def answers() -> list[tuple[int, str]]:
    return [(each.id, each.decision) for each in db.session.scalars(select(Answer))]


def test_a_restored_school_has_its_rows_keys_files_and_chain(
    school: Settings, tmp_path: Path
) -> None:
    """With age's own passphrase, as on two machines."""
    before = answers()
    made = make_backup(SECRET)
    into = tmp_path / "second machine"
    restore(made.path, into, SECRET)
    with opened(f"sqlite:///{into / 'school.sqlite'}"):
        assert answers() == before
        assert list(breaks()) == []
    for name in ("secret-key", "uploads-key", "settings.toml"):
        assert (into / name).read_bytes() == (school.instance / name).read_bytes()
    kept = next(school.instance.glob("uploads/concerns/*.age"))
    assert (into / "uploads/concerns" / kept.name).read_bytes() == kept.read_bytes()
    assert b"Grace" not in made.path.read_bytes()
    assert not list(into.parent.glob(".backup-being-made-*"))


@pytest.mark.usefixtures("quick")
def test_a_school_is_never_restored_over_another(school: Settings, tmp_path: Path) -> None:
    made = make_backup(SECRET)
    whole = tmp_path / "whole"
    restore(made.path, whole, SECRET)
    with pytest.raises(NotRestored, match="holds a school already"):
        restore(made.path, whole, SECRET)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"cat")
    with pytest.raises(NotRestored, match="not empty"):
        restore(made.path, tmp_path / "photos", SECRET)


@pytest.mark.usefixtures("quick")
def test_an_instance_nobody_used_makes_way_and_is_kept(
    school: Settings, template_database: Path, tmp_path: Path
) -> None:
    made = make_backup(SECRET)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "school.sqlite").write_bytes(template_database.read_bytes())
    (fresh / "secret-key").write_text("another key")
    restore(made.path, fresh, SECRET)
    assert (fresh / "secret-key").read_bytes() == (school.instance / "secret-key").read_bytes()
    assert (tmp_path / "fresh.before-restore-1" / "secret-key").read_text() == "another key"


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("harm", ["cut off", "changed", "another passphrase", "another file"])
def test_what_is_not_a_whole_backup_restores_nothing(
    school: Settings, tmp_path: Path, harm: str
) -> None:
    path, into = make_backup(SECRET).path, tmp_path / "into"
    content, secret = bytearray(path.read_bytes()), SECRET
    if harm == "cut off":
        del content[-100:]
    elif harm == "changed":
        content[len(content) // 2] ^= 1
    elif harm == "another passphrase":
        secret = "wrong horse battery"
    else:
        content[:10] = b"PK\3\4" + b"\0" * 6
    path.write_bytes(content)
    with pytest.raises(NotRestored):
        restore(path, into, secret)
    assert not into.exists()


@pytest.mark.usefixtures("quick")
def test_a_backup_shows_nothing_without_its_passphrase(school: Settings) -> None:
    """Neither a name of a file nor one of a person; and its name says only when it was made."""
    made = make_backup(SECRET).path
    content = made.read_bytes()
    for inside in ("school.sqlite", "secret-key", "uploads-key", "settings.toml", "SQLite format"):
        assert inside.encode() not in content, inside
    assert (school.instance / "secret-key").read_bytes() not in content
    assert made.name.startswith("backup-2")


@pytest.mark.usefixtures("quick")
def test_a_backup_whose_uploads_do_not_open_is_none(school: Settings) -> None:
    kept = next(school.instance.glob("uploads/concerns/*.age"))
    kept.write_bytes(kept.read_bytes()[:-5])
    with pytest.raises(NotWhole, match="do not open"):
        make_backup(SECRET)
    assert not list(school.backup_folder.glob("backup-*"))


@pytest.mark.usefixtures("quick")
def test_a_backup_of_a_broken_chain_is_none(
    school: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows lost between the copy and the file are noticed as well as a changed one."""
    whole = making._manifest

    def one_more(came_from: str) -> making.Manifest:
        found = whole(came_from)
        found.rows["answer"] += 1
        return found

    monkeypatch.setattr(making, "_manifest", one_more)
    with pytest.raises(NotWhole, match="answer"):
        make_backup(SECRET)


@pytest.mark.usefixtures("quick")
def test_the_disk_being_full_leaves_the_previous_one(
    school: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_backup(SECRET).path
    before = first.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "keep", full)
    with pytest.raises(BackupFailed, match="No space left"):
        make_backup(SECRET, first)
    assert first.read_bytes() == before
    assert [path.name for path in school.backup_folder.iterdir()] == [first.name]


@pytest.mark.usefixtures("quick")
def test_the_nightly_one_lets_old_ones_go_and_is_remembered(school: Settings) -> None:
    school.backup_folder.mkdir()
    for days in (34, 36, 300):
        (school.backup_folder / name_for(now() - timedelta(days=days))).write_bytes(b"old")
    tasks.back_up_each_night.call_local()
    assert len(list(school.backup_folder.iterdir())) == 3  # no passphrase: nothing happens
    assert last_good_backup() is None
    db.session.rollback()
    (school.instance / "backup-passphrase").write_text(SECRET)
    tasks.back_up_each_night.call_local()
    assert len(list(school.backup_folder.iterdir())) == 2
    last = last_good_backup()
    assert last is not None
    assert now() - last < timedelta(minutes=1)


# The command itself, which stands still in the middle of the file it writes, and says so.
STANDS_STILL = """
import sys, time
from parentcomms.backups import packing
plain = packing._add
def and_stand_still(archive, path, name, manifest):
    plain(archive, path, name, manifest)
    if name.startswith("uploads/"):
        print("in the middle", flush=True)
        time.sleep(600)
packing._add = and_stand_still
from flask.cli import main
main()
"""


@pytest.mark.usefixtures("quick")
def test_a_killed_backup_leaves_the_previous_one_whole(school: Settings) -> None:
    """Killed while it writes the file itself; the next one sweeps what it left."""
    db.session.remove()
    path = school.backup_folder / "weekly.parentcomms"
    path.parent.mkdir()
    path.write_bytes(b"the previous one")
    (school.instance / "uploads" / "big").write_bytes(os.urandom(3_000_000))
    child = _start(school, path)
    assert child.stdout is not None
    assert child.stdout.readline() == b"in the middle\n"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    (working,) = path.parent.glob(".backup-being-made-*/sealed")
    assert working.stat().st_size > 1_000_000
    assert path.read_bytes() == b"the previous one"
    (school.instance / "uploads" / "big").unlink()
    make_backup(SECRET, path)
    assert not working.exists()
    assert path.read_bytes() != b"the previous one"


def _start(settings: Settings, path: Path) -> subprocess.Popen[bytes]:
    environment = {
        "PARENTCOMMS_INSTANCE": str(settings.instance),
        "PARENTCOMMS_BACKUP_PASSPHRASE": SECRET,
        "PATH": "/usr/bin:/bin",
    }
    if settings.database_url:
        environment["DATABASE_URL"] = settings.database_url
    command = [sys.executable, "-c", STANDS_STILL, "--app", "app", "backup", "--out", str(path)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
