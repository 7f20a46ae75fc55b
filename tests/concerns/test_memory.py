"""What is sent is never whole in the server's memory: its size makes no difference there."""

import io
import os
import subprocess
import sys
from pathlib import Path

from PIL import Image

from parentcomms.config import ROOT

TAKE_ONE = """
import resource, sys
from pathlib import Path
from types import SimpleNamespace
from flask import Flask
from werkzeug.datastructures import FileStorage
from parentcomms import uploads

app = Flask("small")
app.config["SETTINGS"] = SimpleNamespace(instance=Path(sys.argv[1]))
with app.app_context(), open(sys.argv[2], "rb") as sent:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kept = uploads.accept(FileStorage(sent), (uploads.FileKind.PICTURE, uploads.FileKind.DOCUMENT))
    name = uploads.store(kept, "concerns")
    opened = uploads.open_stored(name)
    size = 0
    while piece := opened.read(65536):
        size += len(piece)
    assert size == kept.size
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def grown_by(content: bytes, folder: Path) -> int:
    """Kilobytes by which a process that judges, draws, keeps and hands back this file grows."""
    (folder / "uploads").mkdir(exist_ok=True)
    sent = folder / "sent"
    sent.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", TAKE_ONE, str(folder), str(sent)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return int(done.stdout)


def noise(side: int) -> bytes:
    """A picture that cannot be packed: three bytes for each of its points."""
    out = io.BytesIO()
    points = os.urandom(side * side * 3)
    Image.frombytes("RGB", (side, side), points).save(out, "PNG", compress_level=0)
    return out.getvalue()


def test_a_picture_of_15_mb_takes_no_more_of_our_memory_than_one_of_1_mb(tmp_path: Path) -> None:
    small, large = noise(600), noise(2200)
    assert len(large) > 14_000_000
    assert grown_by(large, tmp_path) <= grown_by(small, tmp_path) + 3_000


def test_a_document_of_15_mb_is_not_taken_whole_either(tmp_path: Path) -> None:
    large = b"%PDF-1.4\n" + os.urandom(14_500_000) + b"\n%%EOF\n"
    assert grown_by(large, tmp_path) <= 6_000
