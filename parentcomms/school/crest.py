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

FOR_LETTERS = 320  # pixels along the longer side
FOR_PAGES = 120  # three times the height it is shown at; a family page has 60 KB in all


def keep_crest(file: FileStorage) -> None:
    """Judge, shrink and keep a picture as the crest. Raises NotAccepted for anything else."""
    accepted = accept(file, (FileKind.PICTURE,))
    large, small = (_shrunk(accepted.content, side) for side in (FOR_LETTERS, FOR_PAGES))
    name = f"crest-{hashlib.sha256(large).hexdigest()[:16]}.png"
    _folder().joinpath(name).write_bytes(large)
    _folder().joinpath(_for_pages(name)).write_bytes(small)
    decide(crest=name)


def _shrunk(content: bytes, side: int) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        small = picture.convert("RGBA")
    small.thumbnail((side, side))
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def crest_file(name: str) -> Path | None:
    """The crest in the size for pages; None where there is none, or somebody took it away."""
    path = _folder() / _for_pages(Path(name).name)
    return path if name and path.is_file() else None


def _for_pages(name: str) -> str:
    return f"small-{name}"


def _folder() -> Path:
    return Path(current_app.config["SETTINGS"].instance) / "uploads"
