"""A PostgreSQL server of our own for the tests: in a temporary folder, on a socket, no port.

PostgreSQL refuses to run as root, so as root it runs as user postgres. A template database is
migrated once; a test gets a copy of it, or one that an earlier test used and emptying.py emptied.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import event
from sqlalchemy.pool import Pool

from parentcomms.config import load_config
from parentcomms.web import create_app
from tests.emptying import Untouched, emptied, look_at
from tests.runs import not_run

TEMPLATE = "template_school"
OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    " -c max_connections=60"
)


def find_binaries() -> Path | None:
    """The folder of initdb and pg_ctl, the newest version where several are installed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in found), key=_version, default=None)


def _version(binaries: Path) -> int:
    return int(binaries.parent.name) if binaries.parent.name.isdecimal() else 0


def _run(*command: str | Path) -> None:
    user = "postgres" if os.geteuid() == 0 else None
    subprocess.run(
        [str(part) for part in command],
        user=user,
        group=user,
        extra_groups=[] if user else None,
        cwd="/",
        check=True,
        capture_output=True,
    )


@cache
def server() -> str:
    """Start the server once per process; gives the socket folder. Stopped when Python ends."""
    binaries = find_binaries()
    if binaries is None:
        not_run("sudo apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="parentcomms-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    _run(
        *(binaries / "initdb", "-D", data, "-U", "school", "--auth", "trust"),
        *("--no-sync", "-E", "UTF8", "--locale", "C.UTF-8"),
    )
    atexit.register(_stop, binaries, folder)
    start = (binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "start")
    _run(*start, "-o", f"-k {folder} {OPTIONS}")
    return str(folder)


def _stop(binaries: Path, folder: Path) -> None:
    _run(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def address(name: str) -> str:
    """The SQLAlchemy address of one database on our server."""
    return f"postgresql+psycopg://school@/{name}?host={server()}"


@cache
def _administrator() -> psycopg.Connection:
    connection = psycopg.connect(host=server(), user="school", dbname="postgres", autocommit=True)
    atexit.register(connection.close)  # before the server stops: the last registered runs first
    return connection


def _create(name: str, *, template: str) -> None:
    # copying files is four times faster than logging each page, where nothing is synced to disk
    _administrator().execute(
        f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY".encode()
    )


@cache
def _make_template() -> None:
    _create(TEMPLATE, template="template0")
    with tempfile.TemporaryDirectory() as instance:
        made = load_config(Path(instance))
        with _closing_what_was_opened():
            create_app(replace(made, database_url=address(TEMPLATE)))


@dataclass(frozen=True)
class _Used:
    """A database that goes from test to test, and what it looked like before the first."""

    name: str
    connection: psycopg.Connection
    before: Untouched


_emptied: list[_Used] = []


@contextmanager
def fresh_database(*, migrated: bool = True) -> Iterator[str]:
    """An address of a database for one test: migrated and empty, or without any table."""
    if migrated:
        used = _emptied.pop() if _emptied else _another()
        try:
            with _closing_what_was_opened():
                yield address(used.name)
        finally:
            _hand_on(used)
        return
    name = f"test_{uuid4().hex}"
    _create(name, template="template0")
    try:
        with _closing_what_was_opened():
            yield address(name)
    finally:
        _drop(name)


def _another() -> _Used:
    _make_template()
    name = f"test_{uuid4().hex}"
    _create(name, template=TEMPLATE)
    connection = psycopg.connect(host=server(), user="school", dbname=name, autocommit=True)
    atexit.register(connection.close)
    return _Used(name, connection, look_at(connection))


def _hand_on(used: _Used) -> None:
    """Empty it for the next test; one whose tables changed, or that went away, is dropped."""
    try:
        good = emptied(used.connection, used.before)
    except psycopg.Error:
        good = False
    if good:
        _emptied.append(used)
    else:
        used.connection.close()
        _drop(used.name)


def _drop(name: str) -> None:
    _administrator().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())


@contextmanager
def _closing_what_was_opened() -> Iterator[None]:
    """Close what apps that a test made and forgot hold: psycopg warns of each in a later test."""
    opened: list[Any] = []

    def note(raw: Any, record: Any) -> None:
        opened.append(raw)

    event.listen(Pool, "connect", note)
    try:
        yield
    finally:
        event.remove(Pool, "connect", note)
        for raw in opened:
            raw.close()
