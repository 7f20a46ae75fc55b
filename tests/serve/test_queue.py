"""Machines that work on one queue begin each periodic job once between them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from huey import crontab
from huey.storage import SqliteStorage

from parentcomms.jobs import Queue

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
