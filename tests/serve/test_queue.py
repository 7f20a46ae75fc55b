"""Machines that work on one queue begin each periodic job once between them."""

import importlib
import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from huey import crontab
from huey.storage import MemoryStorage, SqliteStorage

from parentcomms import jobs
from parentcomms.config import Settings
from parentcomms.jobs import Queue
from tests.leading import let_go

MINUTE = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)


def _machine(folder: Path, *, shared: bool = True) -> Queue:
    made = Queue("parentcomms", storage_class=SqliteStorage, filename=str(folder / "queue"))
    made.shared = shared

    @made.periodic_task(crontab(hour="2", minute="40"))
    def nightly() -> None: ...

    return made


def test_a_minute_belongs_to_whichever_machine_comes_first(tmp_path: Path) -> None:
    one, other = _machine(tmp_path), _machine(tmp_path)
    assert len(one.read_periodic(MINUTE)) == 1
    assert other.read_periodic(MINUTE + timedelta(seconds=20)) == []
    tomorrow = MINUTE + timedelta(days=1)
    assert len(other.read_periodic(tomorrow)) == 1, "the first has gone: the other goes on"
    assert one.read_periodic(tomorrow) == []


def test_what_was_taken_is_forgotten_within_the_hour(tmp_path: Path) -> None:
    one = _machine(tmp_path)
    for minutes in range(200):
        one.read_periodic(MINUTE + timedelta(minutes=minutes))
    assert one.storage.result_store_size() <= 61


def test_a_queue_of_one_machine_asks_nobody(tmp_path: Path) -> None:
    one = _machine(tmp_path, shared=False)
    assert len(one.read_periodic(MINUTE)) == len(one.read_periodic(MINUTE)) == 1


@pytest.fixture
def worker(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the background process imports, imported afresh for this test's instance."""
    monkeypatch.setenv("PARENTCOMMS_INSTANCE", str(settings.instance))
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.delitem(sys.modules, "parentcomms.worker", raising=False)
    before = logging.getLogRecordFactory(), jobs.huey.flask_app, jobs.huey.storage
    made = importlib.import_module("parentcomms.worker")
    yield
    let_go(made.app)
    logging.setLogRecordFactory(before[0])
    jobs.huey.flask_app, jobs.huey.storage = before[1:]


def test_a_job_that_fails_is_logged_by_its_place_and_by_no_value_of_a_row(
    worker: None, caplog: pytest.LogCaptureFixture
) -> None:
    queue = Queue("parentcomms", storage_class=MemoryStorage)

    @queue.task()
    def fails() -> None:
        raise ValueError("UNIQUE constraint failed: [parameters: ('grace@example.org',)]")

    fails()
    queue.execute(queue.dequeue())
    assert "Unhandled exception in task" in caplog.text
    assert "ValueError at test_queue.py" in caplog.text
    assert "grace" not in caplog.text
