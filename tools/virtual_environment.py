"""Makes .venv with pip in it, by the first way that works on this machine.

A bare Debian or Ubuntu has no ensurepip: `python3 -m venv` then fails and leaves half a folder
behind that looks finished. So each way is tried in turn, and judged by whether pip answers.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools.say import AGAIN, VENV, VENV_PYTHON, apt_install, give_up, may_apt_install, run, works

PYTHON_NAME = f"python{sys.version_info.major}.{sys.version_info.minor}"


def make_virtual_environment() -> None:
    ways: tuple[Callable[[], bool], ...] = (
        by_ensurepip,
        by_uv,
        by_apt_as_root,
        by_apt_without_root,
    )
    for way in ways:
        if way() and works(VENV_PYTHON, "-m", "pip", "--version"):
            return
        shutil.rmtree(VENV, ignore_errors=True)
    give_up(
        "Python cannot make a virtual environment here: type"
        f"  sudo apt-get install {PYTHON_NAME}-venv  {AGAIN}"
    )


def by_ensurepip() -> bool:
    return works(sys.executable, "-c", "import ensurepip") and works(
        sys.executable, "-m", "venv", VENV
    )


def by_uv() -> bool:
    uv = shutil.which("uv")
    if uv is None:
        return False
    system_certificates = {"UV_NATIVE_TLS": "1"}  # schools have filters that inspect TLS
    return run(
        uv, "venv", "-q", "--seed", "--python", sys.executable, VENV, env=system_certificates
    )


def by_apt_as_root() -> bool:
    return may_apt_install() and apt_install([f"{PYTHON_NAME}-venv"]) and by_ensurepip()


def by_apt_without_root() -> bool:
    """Anyone may download a Debian package; pip lies in one as a wheel that runs as it is."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        wheel = _pip_wheel_from_debian(Path(folder))
        return (
            wheel is not None
            and works(sys.executable, "-m", "venv", "--without-pip", VENV)
            and works(VENV_PYTHON, wheel / "pip", "install", "--no-index", "--no-deps", wheel)
        )


def _pip_wheel_from_debian(folder: Path) -> Path | None:
    """Fetch python3-pip-whl with lists and caches of our own, as the system's need root."""
    for name in ("state/lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    places = (
        f"Dir::State={folder}/state",
        f"Dir::Cache={folder}/cache",
        "Dir::State::status=/var/lib/dpkg/status",
        "APT::Sandbox::User=",
    )
    own = [word for place in places for word in ("-o", place)]
    here = os.fspath(folder)
    run("apt-get", "-qq", *own, "update")
    run("apt-get", "-qq", *own, "download", "python3-pip-whl", cwd=folder)
    for package in folder.glob("python3-pip-whl_*.deb"):
        works("dpkg-deb", "-x", package, here)
    return next(folder.glob("usr/share/python-wheels/pip-*.whl"), None)
