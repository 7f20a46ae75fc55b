"""Names of backups, when they expire, what goes into one. Pure."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

STALE_AFTER = timedelta(hours=36)  # one night may fail; after the second somebody is told
SHORTEST_PASSPHRASE = 12
_NAME = re.compile(r"backup-(\d{8}T\d{6}Z)\.parentcomms")
_STAMP = "%Y%m%dT%H%M%SZ"
# Made anew wherever the service starts, copied otherwise, or itself about backups.
LEFT_OUT = frozenset({"running.lock", "backup.lock", "before-upgrade", "sign-ins.txt"})
_DATABASES = ("school.sqlite", "jobs.sqlite")
_OF_THE_SERVER = re.compile(
    r"^(?=\s*(?:database_url|queue_url|worker_processes|web_processes)\s*=)", re.MULTILINE
)


def name_for(moment: datetime) -> str:
    """The name of a backup made now."""
    return f"backup-{moment.astimezone(UTC).strftime(_STAMP)}.parentcomms"


def made_at(name: str) -> datetime | None:
    """When a file of that name was made; None for anything else that lies in the folder."""
    found = _NAME.fullmatch(name)
    return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC) if found else None


def expired(names: Iterable[str], *, now: datetime, keep_days: int) -> list[str]:
    """What may go: backups older than that, but never the newest one, however old it is."""
    dated = sorted((moment, name) for name in names if (moment := made_at(name)) is not None)
    return [name for moment, name in dated[:-1] if now - moment > timedelta(days=keep_days)]


def is_stale(last_good: datetime | None, now: datetime) -> bool:
    """True when somebody has to be told."""
    return last_good is None or now - last_good > STALE_AFTER


def belongs_in(top_name: str, also_left_out: Iterable[str] = ()) -> bool:
    """Whether something at the top of an instance folder goes into a backup.

    The database goes in as a copy of one moment, so its live files stay out; so does the queue,
    which finds its work again by itself.
    """
    return not (
        top_name in LEFT_OUT or top_name in set(also_left_out) or top_name.startswith(_DATABASES)
    )


def without_the_server(settings: str) -> str:
    """Settings that no longer lead to the old machine's database server, for a restored school."""
    return _OF_THE_SERVER.sub("# (restored: was) ", settings)
