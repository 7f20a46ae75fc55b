"""The background sender as a process of its own, which a story starts and kills."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from parentcomms.config import ROOT, Settings
from tests.outbox.test_killed import Nursery
from tests.smtp import Letterbox


@contextmanager
def started(settings: Settings, letterbox: Letterbox) -> Iterator[Nursery]:
    """Ready to send what waits in this instance to this server."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.outbox.nursery", str(settings.instance)),
            *(str(letterbox.port), settings.database_url),
        ],
        cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield Nursery(process, letterbox)
    process.communicate()
