"""Styles and scripts, named by their content, so that a phone keeps them for good.

Neither the web server nor Flask compresses, so each text file is compressed once and kept.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for
from werkzeug.exceptions import NotFound

COMPRESSED = {".css", ".js", ".svg", ".json"}
FOR_GOOD = "public, max-age=31536000, immutable"
FOR_AN_HOUR = "public, max-age=3600"


@dataclass(frozen=True)
class StaticFile:
    fingerprint: str
    kind: str
    plain: bytes
    packed: bytes | None


@cache
def _read(path: Path, _changed_at: int) -> StaticFile:
    content = path.read_bytes()
    # mtime=0: the same file gives the same bytes in every process
    packed = gzip.compress(content, 9, mtime=0) if path.suffix in COMPRESSED else None
    kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
    return StaticFile(
        fingerprint=hashlib.sha256(content).hexdigest()[:12],
        kind=kind or "application/octet-stream",
        plain=content,
        packed=packed,
    )


def find(filename: str) -> StaticFile | None:
    """The file of that name below static/, or None; never one outside it."""
    root = Path(current_app.static_folder or "").resolve()
    path = (root / filename).resolve()
    # vendor/ may be a link to another folder, so the name is checked and not where it leads
    if ".." in Path(filename).parts or Path(filename).is_absolute() or not path.is_file():
        return None
    return _read(path, path.stat().st_mtime_ns)


def static_url(filename: str) -> str:
    """The address of a static file, with the fingerprint of its content."""
    found = find(filename)
    return url_for("static", filename=filename, v=found.fingerprint if found else None)


def serve(filename: str) -> Response:
    """Answers /static/…; replaces Flask's own view, which neither compresses nor keeps for good."""
    found = find(filename)
    if found is None:
        raise NotFound
    zipped = found.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(found.packed if zipped else found.plain, content_type=found.kind)
    if found.kind.startswith("text/"):
        response.content_type = f"{found.kind}; charset=utf-8"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    current = request.args.get("v") == found.fingerprint
    response.headers["Cache-Control"] = FOR_GOOD if current else FOR_AN_HOUR
    response.set_etag(f"{found.fingerprint}{'z' if zipped else ''}")
    return response.make_conditional(request)  # type: ignore[return-value]


def init_app(app: Flask) -> None:
    # a view of this app's own, so that its mark (web.py) is not left on a function all apps share
    app.view_functions["static"] = lambda filename: serve(filename)
    app.add_template_global(static_url)
