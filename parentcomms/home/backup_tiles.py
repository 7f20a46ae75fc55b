"""How old the last good backup is, for those who run the school."""

from parentcomms.backups.queries import last_good_backup
from parentcomms.backups.rules import is_stale
from parentcomms.backups.staff_words import age_of_backup
from parentcomms.clock import now
from parentcomms.languages import gettext
from parentcomms.school.queries import school


def backups_tile() -> tuple[str, str, str, bool]:
    """Title, sentence, page, and whether somebody has to see to it; a demo school need not."""
    last, at = last_good_backup(), now()
    waiting = is_stale(last, at) and not school().is_demo
    return gettext("Backups"), age_of_backup(last, at), "backups_staff.backups", waiting
