"""How old the last good backup is, in words for the office."""

from datetime import datetime, timedelta

from parentcomms.backups.queries import last_good_backup
from parentcomms.backups.rules import is_stale
from parentcomms.clock import now
from parentcomms.languages import gettext, ngettext


def age_of_backup(last: datetime | None, at: datetime) -> str:
    """One sentence about the last good one."""
    if last is None:
        return gettext("No good backup has been made yet.")
    if at - last < timedelta(hours=48):
        hours = max(int((at - last).total_seconds() // 3600), 0)
        return ngettext(
            "The last good backup is %(num)s hour old.",
            "The last good backup is %(num)s hours old.",
            hours,
        )
    return ngettext(
        "The last good backup is %(num)s day old.",
        "The last good backup is %(num)s days old.",
        (at - last).days,
    )


def about_backups() -> str | None:
    """What somebody has to be told, or None while the last one is fresh."""
    last, at = last_good_backup(), now()
    return age_of_backup(last, at) if is_stale(last, at) else None
