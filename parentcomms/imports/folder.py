"""Looking into `instance/imports/`: each file once it is whole, then off to done/ or refused/."""

import secrets
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import current_app

from parentcomms.clock import now
from parentcomms.config import Settings
from parentcomms.imports.emails import tell_the_office
from parentcomms.people import actions, uploaded
from parentcomms.people.importing.encodings import MAX_BYTES
from parentcomms.people.importing.plan import Plan
from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.importing.readers import TOO_LARGE
from parentcomms.people.models import ImportRun

STABLE_AFTER = timedelta(minutes=2)
DONE, REFUSED = "done", "refused"


def folder() -> Path:
    """Where the management system drops files; made on first use, for us alone."""
    root = _settings().instance / "imports"
    for each in (root, root / DONE, root / REFUSED):
        each.mkdir(mode=0o700, exist_ok=True)
    return root


def whole_files() -> Iterator[Path]:
    """What lies there and has not changed for a while: a file half written is left alone."""
    for path in sorted(folder().iterdir()):
        if path.name in (DONE, REFUSED) or path.name.startswith(".") or path.is_symlink():
            continue
        if now() - _last_change(path) >= STABLE_AFTER:
            yield path


def _last_change(path: Path) -> datetime:
    parts = [path, *path.iterdir()] if path.is_dir() else [path]
    return datetime.fromtimestamp(max(part.stat().st_mtime for part in parts), UTC)


def take_in(path: Path) -> ImportRun:
    """Plan one file, and load it where that is allowed and nothing at all is in doubt."""
    if path.is_file() and path.stat().st_size > MAX_BYTES:
        run = actions.begin_unclear_run(
            TOO_LARGE, file_name=path.name, content_sha256="", stored_name=None
        )
        tell_the_office(run)
        return run
    stored = _kept(path)
    about = {
        "file_name": path.name,
        "content_sha256": actions.sha256_of(stored),
        "stored_name": stored.name,
    }
    try:
        planned = actions.plan_import(stored)
    except UnreadableFile as problem:
        run = actions.begin_unclear_run(problem.sentence, **about)
    else:
        run = actions.begin_run(planned, **about)
        if _settings().load_dropped_files and nothing_in_doubt(planned.plan):
            actions.apply_run(run, planned, set_aside=False)
    if not run.summary["nothing_new"]:
        tell_the_office(run)
    return run


def nothing_in_doubt(plan: Plan) -> bool:
    """Whether a person would find nothing to decide."""
    return not (
        plan.refused or plan.asks_dates or plan.perhaps_one or plan.for_dsl or plan.by_hand.news
    )


def put_away(path: Path, run: ImportRun) -> None:
    """Out of the way, so that it is not taken in twice."""
    where = REFUSED if run.kind == "unclear" else DONE
    name = f"{now():%Y-%m-%d-%H%M}-{secrets.token_hex(3)}-{path.name}"
    shutil.move(path, folder() / where / name)


def _kept(path: Path) -> Path:
    """A copy beside the office's own files; a folder becomes a zip of the files in it."""
    stored = uploaded.new_place()
    if path.is_dir():
        with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as made:
            for each in sorted(path.iterdir()):
                if each.is_file() and not each.is_symlink() and each.stat().st_size <= MAX_BYTES:
                    made.write(each, each.name)
    else:
        shutil.copyfile(path, stored)
    stored.chmod(0o600)
    return stored


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
