"""A shared tablet: how long what a member of staff opened on it stays open. Pure."""

from datetime import timedelta

LOCKS_AFTER = timedelta(minutes=10)  # without a tap; seven questions take some reading
CODE_LASTS = timedelta(minutes=15)  # from the office's screen to the tablet
_STAMP = timedelta(minutes=1)  # a cookie's own note of its last use may be this old


def idle_limit(usual: timedelta, *, on_tablet: bool) -> timedelta:
    """How long a family's page may lie unused; on a shared tablet never longer than elsewhere."""
    return min(usual, LOCKS_AFTER + _STAMP) if on_tablet else usual
