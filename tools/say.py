"""What the set-up scripts share: where things are, running a command, giving up in one sentence.

Standard library only: these scripts run before anything is installed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


AGAIN = "and then the same command again."


def give_up(text: str) -> NoReturn:
    say(text)
    sys.exit(1)


def run(*command: str | Path, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> bool:
    """Run a command, its output shown; True when it succeeded."""
    surroundings = {**os.environ, **(env or {})}
    return (
        subprocess.run([str(part) for part in command], cwd=cwd, env=surroundings).returncode == 0
    )


def works(*command: str | Path, env: Mapping[str, str] | None = None) -> bool:
    """Run a command silently, only to see whether it can."""
    surroundings = {**os.environ, **(env or {})}
    try:
        done = subprocess.run(
            [str(part) for part in command], capture_output=True, cwd=ROOT, env=surroundings
        )
    except OSError:
        return False
    return done.returncode == 0


def may_apt_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages as root; fetch the list of packages first where that is missing."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
    say(f"Installing {' '.join(packages)} with apt-get …")
    if works(*install, env=quiet):
        return True
    return run("apt-get", "update", "-qq") and run(*install, env=quiet)
