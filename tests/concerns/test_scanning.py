"""Files are scanned where a clamd is configured, and its silence is never a pass."""

import io
import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from parentcomms.concerns.models import Attachment
from parentcomms.database import db
from parentcomms.scanning import Verdict, scan
from tests.client import StrictClient
from tests.concerns.conftest import Posts
from tests.concerns.conversation_for_tests import STORY, Sender
from tests.concerns.test_uploads import jpeg_with_gps

MARK = b"PARENTCOMMS-TEST-SIGNATURE"


class SmallScanner(threading.Thread):
    """Speaks INSTREAM as clamd does, and finds one signature."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.door.getsockname()[1]}"

    def run(self) -> None:
        while True:
            try:
                caller, _ = self.door.accept()
            except OSError:
                return
            with caller, caller.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack(">I", said.read(4))[0]:
                    content += said.read(size)
                found = b"stream: Test FOUND\0" if MARK in content else b"stream: OK\0"
                caller.sendall(found)


@pytest.fixture
def small() -> Iterator[str]:
    scanner = SmallScanner()
    scanner.start()
    yield scanner.address
    scanner.door.close()


@pytest.fixture
def real(tmp_path: Path) -> Iterator[str]:
    """A real clamd with a one-line signature file of our own, where there is one."""
    program = shutil.which("clamd")
    if program is None:
        pytest.skip("no clamd on this machine: install clamav-daemon to run this")
    signatures = tmp_path / "signatures"
    signatures.mkdir()
    (signatures / "one.ndb").write_text(f"Test.Ours:0:*:{MARK.hex()}\n")
    door = tmp_path / "clamd.sock"
    settings = tmp_path / "clamd.conf"
    settings.write_text(f"LocalSocket {door}\nDatabaseDirectory {signatures}\nForeground yes\n")
    clamd = subprocess.Popen([program, "-c", str(settings)], stdout=subprocess.DEVNULL)
    for _ in range(100):
        if door.exists():
            break
        time.sleep(0.1)
    yield str(door)
    clamd.terminate()
    clamd.wait(timeout=10)


@pytest.mark.parametrize("which", ["small", "real"])
def test_a_clean_file_passes_and_a_known_one_is_found(
    which: str, request: pytest.FixtureRequest
) -> None:
    address = request.getfixturevalue(which)
    large = io.BytesIO(bytes(300_000))
    assert scan(large, address) is Verdict.CLEAN
    assert large.tell() == 0
    assert scan(io.BytesIO(bytes(100_000) + MARK), address) is Verdict.FOUND


def test_a_scanner_that_is_not_there_is_never_a_pass(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        closed = f"127.0.0.1:{door.getsockname()[1]}"
    for address in (closed, str(tmp_path / "no.sock"), "nonsense"):
        assert scan(io.BytesIO(b"x"), address) is Verdict.NO_ANSWER


def test_an_infected_file_is_refused_and_the_words_are_kept(
    app: Flask, client: StrictClient, posts: Posts, clock: Traveller, small: str
) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], clamd=small)
    sender = Sender(client, clock)
    bad = (io.BytesIO(jpeg_with_gps() + MARK), "a.jpg")
    shown = sender.press(STORY | {"files": bad})
    assert "virus check found something" in shown.text
    assert STORY["words"] in shown.text
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], clamd="127.0.0.1:1")
    good = (io.BytesIO(jpeg_with_gps()), "a.jpg")
    assert "cannot check files" in sender.press(STORY | {"files": good}).text
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], clamd=small)
    good = (io.BytesIO(jpeg_with_gps()), "a.jpg")
    assert "at risk" in sender.press(STORY | {"files": good}).text
    with app.app_context():
        assert list(db.session.scalars(select(Attachment))) == []
