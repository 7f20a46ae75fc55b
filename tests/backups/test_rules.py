"""When a backup may go, what goes into one, and what a restored school no longer names."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.backups import rules

NOW = datetime(2027, 3, 1, 2, 40, tzinfo=UTC)


def named(days_ago: int) -> str:
    return rules.name_for(NOW - timedelta(days=days_ago))


@given(st.sets(st.integers(0, 400), min_size=1), st.integers(1, 90))
def test_the_newest_never_goes_and_all_others_go_in_time(ages: set[int], keep_days: int) -> None:
    gone = rules.expired([named(age) for age in ages], now=NOW, keep_days=keep_days)
    assert set(gone) == {named(age) for age in ages if age > keep_days and age != min(ages)}


def test_a_file_that_is_no_backup_never_goes() -> None:
    strange = ["holiday.jpg", "backup-old.parentcomms", ".backup-being-made-x"]
    assert rules.expired([*strange, named(0)], now=NOW, keep_days=1) == []


@pytest.mark.parametrize(
    ("last_good", "stale"),
    [(None, True), (NOW - timedelta(hours=30), False), (NOW - timedelta(hours=37), True)],
)
def test_somebody_is_told_after_the_second_night_without_one(
    last_good: datetime | None, stale: bool
) -> None:
    assert rules.is_stale(last_good, NOW) is stale


@pytest.mark.parametrize("name", ["secret-key", "uploads-key", "uploads", "settings.toml", "mail"])
def test_keys_settings_and_uploads_go_in(name: str) -> None:
    assert rules.belongs_in(name, {"backups"})


@pytest.mark.parametrize(
    "name", ["school.sqlite", "school.sqlite-wal", "jobs.sqlite-shm", "running.lock", "backups"]
)
def test_live_files_and_older_backups_stay_out(name: str) -> None:
    assert not rules.belongs_in(name, {"backups"})


def test_a_restored_school_does_not_write_into_the_old_server() -> None:
    said = 'public_url = "https://a"\ndatabase_url = "postgresql+psycopg://old/x"\nqueue_url="q"\n'
    left = rules.without_the_server(said)
    assert [line for line in left.splitlines() if not line.startswith("#")] == [
        'public_url = "https://a"'
    ]
