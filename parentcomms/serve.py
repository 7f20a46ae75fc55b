"""One command: web pages and background work, as two processes under a small supervisor.

Two processes, because a job thread inside a web worker loses its job on Ctrl-C and runs every
periodic job once per worker. Each is in a session of its own, so that Ctrl-C reaches only the
supervisor, which passes it on once; a running job and a slow page then both finish.
"""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from parentcomms.config import DEMO_SIGN_INS, ROOT, BadSettings, Settings, load_config

THREADS_EACH = 4
JOBS_AT_ONCE = 3
SECONDS_TO_FINISH = 60
PR_SET_PDEATHSIG = 1


def main() -> int:
    """Prepare the instance, say where it is, and serve until told to stop."""
    try:
        settings = load_config()
    except BadSettings as problem:
        return _refuse(str(problem))
    host, port = _listen_address(settings)
    with _only_one(settings.instance) as alone:
        if not alone:
            return _refuse(f"{settings.instance} is being served already: stop that one first.")
        if not _is_free(host, port):
            return _refuse(_port_taken(host, port))
        print(f"Starting {settings.instance} … this can take a minute.", flush=True)
        if not _prepare(settings):
            return 1
        commands = [web_command(settings), *worker_commands(settings)]
        return supervise(commands, settings=settings, then=lambda: _announce(settings))


@contextmanager
def _only_one(instance: Path) -> Iterator[bool]:
    """Hold the instance: two workers on one database would send every reminder twice."""
    with (instance / "running.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _listen_address(settings: Settings) -> tuple[str, int]:
    host, _, port = settings.listen.rpartition(":")
    return host.strip("[]"), int(port)


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _port_taken(host: str, port: int) -> str:
    return (
        f"Port {port} of {host} is in use already, perhaps by this service: stop that program, or"
        f" type  PARENTCOMMS_PORT={port + 1} make run"
    )


def _prepare(settings: Settings) -> bool:
    command = [sys.executable, "-m", "parentcomms.prepare"]
    done = subprocess.run(command, cwd=ROOT, env=_surroundings(settings), check=False)
    return done.returncode == 0


def _surroundings(settings: Settings) -> dict[str, str]:
    return {**os.environ, "PARENTCOMMS_INSTANCE": str(settings.instance)}


def _announce(settings: Settings) -> None:
    """Once it answers, say where to look; for the demo, also who may sign in."""
    host, port = _listen_address(settings)
    for _ in range(SECONDS_TO_FINISH * 10):
        if not _is_free(host, port):
            break
        time.sleep(0.1)
    sign_ins = settings.instance / DEMO_SIGN_INS
    if sign_ins.exists():
        print(sign_ins.read_text(encoding="utf-8"))
    print(f"The school in {settings.instance} is open. Ctrl-C stops everything.")
    print(f"Open {settings.public_url}", flush=True)


def web_command(settings: Settings) -> list[str]:
    """The web server. It keeps no access log: addresses of pages may hold a link's token."""
    host, port = _listen_address(settings)
    return [
        *(sys.executable, "-m", "granian", "app:app", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--log-level", "warning", "--no-access-log"),
        *("--workers", str(settings.web_processes), "--blocking-threads", str(THREADS_EACH)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "30s"),
        *_certificate(settings),
    ]


def _certificate(settings: Settings) -> list[str]:
    """TLS of its own, for a machine without a web server in front."""
    if not settings.tls_certificate:
        return []
    files = (settings.instance / settings.tls_certificate, settings.instance / settings.tls_key)
    named = ("--ssl-certificate", str(files[0]), "--ssl-keyfile", str(files[1]))
    return [*named, "--ssl-protocol-min", "tls1.2"]  # families keep their telephones for years


def worker_commands(settings: Settings) -> list[list[str]]:
    """The job workers; SIGTERM lets the running job finish.

    Only the first knows the periodic jobs, or each would run once per process; between machines
    the queue itself sees to that (jobs.py). Three threads in each: while one sends for seconds on
    end, a receipt or a reminder need not wait behind it.
    """
    first = [
        *(sys.executable, "-m", "huey.bin.huey_consumer", "parentcomms.worker.huey"),
        *("-g", "TERM", "--flush-locks", "--quiet", "-w", str(JOBS_AT_ONCE)),
    ]
    others = [each for each in first if each != "--flush-locks"] + ["--no-periodic"]
    return [first] + [others] * (settings.worker_processes - 1)


def supervise(
    commands: Sequence[Sequence[str]], *, settings: Settings, then: Callable[[], None]
) -> int:
    """Run the processes until a signal comes or one of them dies; then stop all of them.

    Gives 0 when the stop was asked for, 1 when a process died by itself.
    """
    asked: set[int] = set()
    children: dict[int, subprocess.Popen[bytes]] = {}

    def on_signal(number: int, frame: FrameType | None) -> None:
        at_once = number == signal.SIGALRM or number in asked
        asked.add(number)
        _stop(children, at_once=at_once)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, on_signal)
    for command in commands:
        child = _start(command, settings=settings)
        children[child.pid] = child
    if asked:  # while the last one was being started
        _stop(children, at_once=False)
    threading.Thread(target=then, daemon=True).start()
    return _wait_for_all(children, asked)


def _start(command: Sequence[str], *, settings: Settings) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=_surroundings(settings),
        start_new_session=True,
        preexec_fn=_end_with_the_supervisor if sys.platform == "linux" else None,
    )


def _end_with_the_supervisor() -> None:
    """Ask Linux for SIGTERM when the supervisor is killed, so that no port stays taken."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(children: dict[int, subprocess.Popen[bytes]], *, at_once: bool) -> None:
    """Pass the stop on: politely with a time limit, or to each whole session by force."""
    signal.alarm(0 if at_once else SECONDS_TO_FINISH)
    for pid in list(children):
        try:
            if at_once:
                os.killpg(pid, signal.SIGKILL)
            else:
                os.kill(pid, signal.SIGTERM)
        except ProcessLookupError:
            continue


def _wait_for_all(children: dict[int, subprocess.Popen[bytes]], asked: set[int]) -> int:
    died_alone = False
    while children:
        pid, _ = os.wait()
        children.pop(pid, None)
        if not asked and not died_alone:
            died_alone = True
            print("A part of the service stopped by itself; stopping the rest.", file=sys.stderr)
            _stop(children, at_once=False)
    return 1 if died_alone else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
