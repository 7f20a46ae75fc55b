"""How long a way into the sender's page stays open. Pure."""

from datetime import datetime, timedelta

CODE_LASTS = timedelta(hours=1)
VISIT_LASTS = timedelta(hours=1)


def is_open(*, expires_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether a code or a visit still counts: not used up or ended, and not run out."""
    return ended_at is None and now < expires_at
