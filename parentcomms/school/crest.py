"""The school's crest: a small picture kept beside the database, on pages and letters alike.

It is no secret, so it lies unencrypted; it was drawn afresh (uploads.py) and made small, since
every family page carries it.
"""

import hashlib
import io
from pathlib import Path

from flask import current_app
from PIL import Image
from werkzeug.datastructures import FileStorage

from parentcomms.school.actions import decide
from parentcomms.uploads import FileKind, accept

LONGEST_SIDE = 320  # eight times the height it is shown at: sharp on paper, light on a page


def keep_crest(file: FileStorage) -> None:
    """Judge, shrink and keep a picture as the crest. Raises NotAccepted for anything else."""
    accepted = accept(file, (FileKind.PICTURE,))
    with Image.open(io.BytesIO(accepted.content)) as picture:
        small = picture.convert("RGBA")
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    name = f"crest-{hashlib.sha256(out.getvalue()).hexdigest()[:16]}.png"
    _folder().joinpath(name).write_bytes(out.getvalue())
    decide(crest=name)


def crest_file(name: str) -> Path | None:
    """Where the crest lies; None where there is none, or somebody took the file away."""
    path = _folder() / Path(name).name
    return path if name and path.is_file() else None


def _folder() -> Path:
    return Path(current_app.config["SETTINGS"].instance) / "uploads"
