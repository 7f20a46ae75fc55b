"""The real command on a demo instance of its own, for the browser to visit."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from parentcomms.config import ROOT

SECONDS_TO_START = 120
SECONDS_TO_STOP = 90


@dataclass(frozen=True)
class Server:
    """A running service: where it answers and the instance folder it works in."""

    url: str
    instance: Path
    log: Path

    def environment(self) -> dict[str, str]:
        port = self.url.rpartition(":")[2]
        return {
            **os.environ,
            "PARENTCOMMS_INSTANCE": str(self.instance),
            "PARENTCOMMS_PORT": port,
        }

    def flask(self, *arguments: str) -> str:
        """Run one of the service's commands in this instance; gives what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", *arguments],
            cwd=ROOT,
            env=self.environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _server_in(folder: Path) -> Server:
    return Server(f"http://127.0.0.1:{_free_port()}", folder / "instance", folder / "server.log")


def seeded(folder: Path, *, pupils: int = 42) -> Path:
    """An instance folder with a small demo school in it, for servers to begin as."""
    server = _server_in(folder)
    server.flask("seed-demo", "--pupils", str(pupils))
    return server.instance


@contextmanager
def running(folder: Path, *, beginning_as: Path | None = None) -> Iterator[Server]:
    """Web server and job worker as `make run` starts them, on a copy of an instance if given."""
    server = _server_in(folder)
    port = int(server.url.rpartition(":")[2])
    if beginning_as is not None:
        shutil.copytree(beginning_as, server.instance)
    with server.log.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "parentcomms.serve"],
            cwd=ROOT,
            env=server.environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_up(server, port, process)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=SECONDS_TO_STOP)


def _wait_until_up(server: Server, port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the service did not start: {server.log.read_text()}")
