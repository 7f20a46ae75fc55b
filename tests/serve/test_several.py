"""Two machines on one PostgreSQL server, each with several processes: one school, nothing twice."""

import http.client
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import make_url

from parentcomms import jobs
from parentcomms.access import Role
from parentcomms.accounts.actions import invite, sign_in
from parentcomms.config import load_config
from parentcomms.database import db
from parentcomms.sealing import are_the_keys_of_these_uploads
from parentcomms.web import create_app
from tests import make
from tests.browser.server import Server, running
from tests.serve.test_supervisor import until
from tests.smtp import mail_server

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]
LETTERS = 40
KEYS = ("secret-key", "uploads-key")


@pytest.fixture
def database() -> Iterator[str]:
    from tests.postgresql import fresh_database

    with fresh_database() as url:
        yield url


def _settings(url: str, port: int) -> str:
    queue = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return (
        f'database_url = "{url}"\nqueue_url = "{queue}"\n'
        "web_processes = 2\nworker_processes = 2\n"
        f'[mail]\nserver = "127.0.0.1"\nport = {port}\nsecurity = "none"\n'
        'sender = "office@example.org"\n'
    )


def _machine(folder: Path, settings: str, *, like: Path | None = None) -> Path:
    """An instance folder; a second machine has the first one's keys, and shares its uploads."""
    instance = folder / "instance"
    instance.mkdir(parents=True)
    (instance / "settings.toml").write_text(settings)
    for name in KEYS if like else ():
        (instance / name).write_bytes((like / name).read_bytes())  # type: ignore[operator]
    if like:
        (instance / "uploads").symlink_to(like / "uploads")
    return instance


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(each) for each in found]


def _status(server: Server, token: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=60)
    connection.request("GET", "/staff", headers={"Cookie": f"staff={token}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _begin(instance: Path) -> str:
    """Letters that wait, and somebody who is signed in."""
    app = create_app(load_config(instance))
    with app.app_context():
        assert are_the_keys_of_these_uploads()  # as the launcher asks, which makes the key
        for number in range(LETTERS):
            invite(make.staff(f"Person {number}", Role.TEACHER, email=f"p{number}@example.org"))
        token = sign_in(make.staff("Olga Office", Role.OFFICE, password="purple tractor")).token
        db.session.commit()
        db.engine.dispose()
    jobs.huey.storage.close()
    return token


def test_two_machines_with_two_of_each_serve_one_school_and_send_each_letter_once(
    tmp_path: Path, database: str
) -> None:
    with ExitStack() as stack:
        letterbox = stack.enter_context(mail_server())
        settings = _settings(database, letterbox.port)
        first = _machine(tmp_path / "one", settings)
        token = _begin(first)
        _machine(tmp_path / "two", settings, like=first)
        machines = [stack.enter_context(running(tmp_path / each)) for each in ("one", "two")]
        supervisors = _children(os.getpid())
        assert [_status(each, token) for each in machines] == [200, 200]
        served = [pid for pid in supervisors if len(_children(pid)) == 3]
        assert len(served) == 2, "one web server and two workers under each supervisor"
        assert all(any(len(_children(c)) >= 2 for c in _children(pid)) for pid in served)
        until(lambda: len(letterbox.messages) >= LETTERS)
    assert set(Counter(each["To"] for each in letterbox.messages).values()) == {1}
