"""The supervisor with real processes: passing the stop on, and none outliving another."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from parentcomms.config import ROOT, Settings
from parentcomms.sealing import KEY_FILE, are_the_keys_of_these_uploads

SECONDS = 30
# Two children: one notes that it was asked to stop and finishes its work; the other is as told.
SUPERVISED = """
import sys
from pathlib import Path
from parentcomms.config import load_config
from parentcomms.serve import supervise
folder, second = Path(sys.argv[1]), sys.argv[2]
patient = '''
import os, signal, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
def finish(number, frame):
    time.sleep(0.3)
    (folder / "finished").touch()
    sys.exit(0)
signal.signal(signal.SIGTERM, finish)
(folder / "pid").write_text(f"{os.getpid()} {os.getsid(0)}")
while True:
    time.sleep(0.05)
'''
commands = [[sys.executable, "-c", patient, str(folder)], [sys.executable, "-c", second]]
sys.exit(supervise(commands, settings=load_config(folder), then=lambda: None))
"""
SLEEP = "import time; time.sleep(600)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
Start = Callable[[str], "subprocess.Popen[bytes]"]


def until(come_true: Callable[[], bool]) -> None:
    limit = time.monotonic() + SECONDS
    while not come_true():
        assert time.monotonic() < limit, "it never came true"
        time.sleep(0.02)


def child_of(folder: Path) -> int:
    return int((folder / "pid").read_text().split()[0])


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a supervisor whose second child runs the given code; ended whatever happens."""
    started: list[subprocess.Popen[bytes]] = []

    def run(second: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", SUPERVISED, str(tmp_path), second]
        process = subprocess.Popen(command, cwd=ROOT)
        started.append(process)
        until(lambda: (tmp_path / "pid").exists() and bool((tmp_path / "pid").read_text()))
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_lets_running_work_finish(start: Start, tmp_path: Path, number: int) -> None:
    process = start(SLEEP)
    process.send_signal(number)
    assert process.wait(timeout=SECONDS) == 0
    assert (tmp_path / "finished").exists()


def test_when_one_dies_the_other_is_stopped_and_the_supervisor_says_so(
    start: Start, tmp_path: Path
) -> None:
    process = start("import time; time.sleep(1); raise SystemExit(3)")
    assert process.wait(timeout=SECONDS) == 1
    assert (tmp_path / "finished").exists()


def test_a_second_stop_ends_what_does_not_listen(start: Start, tmp_path: Path) -> None:
    process = start(DEAF)
    process.send_signal(signal.SIGINT)
    until((tmp_path / "finished").exists)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=SECONDS) == 0


def test_children_are_out_of_reach_of_the_keyboard(start: Start, tmp_path: Path) -> None:
    process = start(SLEEP)
    session = int((tmp_path / "pid").read_text().split()[1])
    assert session == child_of(tmp_path) != os.getsid(process.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child its parent is gone")
def test_a_killed_supervisor_leaves_nobody_behind(start: Start, tmp_path: Path) -> None:
    process = start(SLEEP)
    process.kill()
    until((tmp_path / "finished").exists)
    until(lambda: not is_running(child_of(tmp_path)))


def launch(instance: Path, port: int) -> "subprocess.CompletedProcess[str]":
    surroundings = {"PARENTCOMMS_INSTANCE": str(instance), "PARENTCOMMS_PORT": str(port)}
    return subprocess.run(
        [sys.executable, "-m", "parentcomms.serve"],
        cwd=ROOT,
        env={**os.environ, **surroundings},
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


def test_a_taken_port_is_said_in_one_sentence_with_what_to_type(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = launch(tmp_path, port)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"PARENTCOMMS_PORT={port + 1} make run" in done.stderr
    assert not (tmp_path / "school.sqlite").exists()


def test_an_instance_is_served_only_once(tmp_path: Path) -> None:
    with (tmp_path / "running.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = launch(tmp_path, 0)
    assert done.returncode == 1
    assert "being served already" in done.stderr


def test_a_wrong_setting_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('colour = "blue"\n')
    done = launch(tmp_path, 0)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "settings.toml has a setting 'colour' that this version does not know.\n"


def test_a_second_machine_with_keys_of_its_own_does_not_start(app: Flask) -> None:
    """It would open no file and no link; the first machine's keys are asked for."""
    with app.app_context():
        settings: Settings = app.config["SETTINGS"]
        assert are_the_keys_of_these_uploads()
        assert are_the_keys_of_these_uploads()
        (settings.instance / KEY_FILE).unlink()
        assert not are_the_keys_of_these_uploads()
