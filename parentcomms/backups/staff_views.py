"""The page about backups: how old the last good one is, and what to do about it."""

from flask import Blueprint, current_app, render_template

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.backups.making import kept_in
from parentcomms.backups.queries import last_good_backup
from parentcomms.backups.rules import is_stale
from parentcomms.backups.staff_words import age_of_backup
from parentcomms.clock import now
from parentcomms.config import Settings

blueprint = Blueprint("backups_staff", __name__)


@blueprint.get("/staff/backups")
@access.staff(Permission.EDIT_SCHOOL)
def backups() -> str:
    """Read only: a backup is made at night, or by whoever looks after the machine."""
    settings: Settings = current_app.config["SETTINGS"]
    last = last_good_backup()
    return render_template(
        "backups/staff/backups.html",
        sentence=age_of_backup(last, now()),
        stale=is_stale(last, now()),
        kept=kept_in(settings.backup_folder),
        keep_days=settings.backup.keep_days,
        nightly=(settings.instance / settings.backup.passphrase_file).is_file(),
    )
