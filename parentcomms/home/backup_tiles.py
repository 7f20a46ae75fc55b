"""How old the last good backup is, for those who run the school."""

from parentcomms.backups.queries import last_good_backup
from parentcomms.backups.staff_words import about_backups, age_of_backup
from parentcomms.clock import now
from parentcomms.languages import gettext
from parentcomms.school.queries import school


def backups_tile() -> tuple[str, str, str, bool]:
    """Title, sentence, page, and whether somebody has to see to it; a demo school need not."""
    waiting = about_backups() is not None and not school().is_demo
    sentence = age_of_backup(last_good_backup(), now())
    return gettext("Backups"), sentence, "backups_staff.backups", waiting
