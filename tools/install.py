"""Prepares .venv, the static files and the fonts; with --tests also what the tests need.

With --bench it sees to what `make bench` compares ours with as well.

A second run is over in a moment: the stamp in .venv is written last and names the locks it was
made from. Python packages come from the hash-pinned requirements files, the rest from npm.
"""

import hashlib
import shutil
import sys
from pathlib import Path

from tools.browser import see_to_browser
from tools.measuring import see_to_weasyprint
from tools.node_files import see_to_node_files
from tools.say import AGAIN, ROOT, VENV, VENV_PYTHON, give_up, run, say, works
from tools.virtual_environment import make_virtual_environment

OLDEST_PYTHON = (3, 11)


def stamp_path(*, tests: bool) -> Path:
    return VENV / ("installed-for-tests" if tests else "installed")


def lock_file(*, tests: bool) -> Path:
    return ROOT / ("requirements-dev.txt" if tests else "requirements.txt")


def fingerprint(*, tests: bool) -> str:
    return hashlib.sha256(lock_file(tests=tests).read_bytes()).hexdigest()


def is_installed(*, tests: bool) -> bool:
    """What the tests need includes what the service needs, so that stamp serves for both."""
    if not works(VENV_PYTHON, "-c", ""):
        return False
    return any(
        path.is_file() and path.read_text() == fingerprint(tests=wanted)
        for wanted in {tests, True}
        for path in [stamp_path(tests=wanted)]
    )


def install_python_packages(*, tests: bool) -> None:
    for stamp in (stamp_path(tests=True), stamp_path(tests=False)):
        stamp.unlink(missing_ok=True)
    if not works(VENV_PYTHON, "-m", "pip", "--version"):
        if VENV.is_symlink():
            VENV.unlink()
        shutil.rmtree(VENV, ignore_errors=True)
        make_virtual_environment()
    say(f"Installing the Python packages of {lock_file(tests=tests).name} …")
    pip = (VENV_PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check")
    if not run(*pip, "--require-hashes", "-r", lock_file(tests=tests)):
        give_up(f"The Python packages could not be installed: see to the network {AGAIN}")
    stamp_path(tests=tests).write_text(fingerprint(tests=tests))


def main(*, tests: bool, bench: bool) -> None:
    if sys.version_info < OLDEST_PYTHON:
        give_up(
            "This needs Python 3.11 or newer: type  make PYTHON=python3.11  with the name of yours."
        )
    if not is_installed(tests=tests):
        install_python_packages(tests=tests)
    see_to_node_files()
    if tests:
        see_to_browser()
    if bench:
        see_to_weasyprint()


if __name__ == "__main__":
    main(tests="--tests" in sys.argv[1:], bench="--bench" in sys.argv[1:])
