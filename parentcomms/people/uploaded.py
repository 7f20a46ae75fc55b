"""Files the office has sent, kept beside the database until they are loaded or thirty days old."""

import secrets
from pathlib import Path

from flask import current_app
from werkzeug.datastructures import FileStorage

from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.people.models import ImportRun


def _folder() -> Path:
    folder: Path = current_app.config["SETTINGS"].instance / "uploads"
    return folder


def keep(upload: FileStorage) -> Path:
    """Save it under a name of ours; the sender's name is never a path."""
    path = new_place()
    upload.save(path)
    upload.close()  # a large one lies in a temporary file
    path.chmod(0o600)
    return path


def new_place() -> Path:
    """Where the next file goes."""
    return _folder() / f"import-{secrets.token_hex(12)}"


def is_kept(run: ImportRun) -> bool:
    """Whether the file of this run is still there."""
    return bool(run.stored_name) and (_folder() / str(run.stored_name)).is_file()


def path_of(run: ImportRun) -> Path:
    """The run's file. Raises Refused where it was thrown away."""
    if not is_kept(run):
        raise Refused(gettext("The file is no longer kept. Please choose it again."))
    return _folder() / str(run.stored_name)
