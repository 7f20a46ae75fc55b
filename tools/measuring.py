"""Sees to WeasyPrint, which `make bench` sets the same letters with, to measure ours beside it.

Nothing else needs it. Where it cannot be had, the benchmark says so and measures the rest.
"""

import hashlib

from tools.say import ROOT, VENV, VENV_PYTHON, apt_install, may_apt_install, run, say, works

LOCK = ROOT / "requirements-bench.txt"
STAMP = VENV / "installed-for-bench"
DEBIAN_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


def fingerprint() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def see_to_weasyprint() -> None:
    if not (STAMP.is_file() and STAMP.read_text() == fingerprint()):
        say(f"Installing the Python packages of {LOCK.name} …")
        pip = (VENV_PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check")
        if not run(*pip, "--require-hashes", "-r", LOCK):
            return
        STAMP.write_text(fingerprint())
    if not works(VENV_PYTHON, "-c", "import weasyprint") and may_apt_install():
        apt_install(DEBIAN_PACKAGES)
