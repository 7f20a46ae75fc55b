"""A backup is an act of consequence: who took one is in the audit chain."""

from parentcomms.audit.actions import note
from parentcomms.backups.queries import ABOUT


def record_backup() -> None:
    """Note that a backup was made and held."""
    note("backup-made", ABOUT)
