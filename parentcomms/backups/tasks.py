"""Each night: one backup, and those that have served their time go."""

import logging

from flask import current_app
from huey import crontab

from parentcomms.backups.actions import record_backup
from parentcomms.backups.checking import NotWhole
from parentcomms.backups.making import BackupFailed, let_expire, let_old_copies_go, make_backup
from parentcomms.backups.passphrases import BadPassphrase, passphrase
from parentcomms.backups.sealing import CannotOpen
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.jobs import app_context, huey

log = logging.getLogger(__name__)


@huey.periodic_task(crontab(hour="2", minute="40"))
def back_up_each_night() -> None:
    """Without a passphrase there is none to make; the home page says so."""
    with app_context():
        settings: Settings = current_app.config["SETTINGS"]
        let_old_copies_go(settings)
        try:
            secret = passphrase()
            if secret is None:
                return
            make_backup(secret)
        except (BackupFailed, BadPassphrase, CannotOpen, NotWhole) as problem:
            log.error("no backup was made: %s", problem)
            return
        record_backup()
        db.session.commit()
        let_expire(settings.backup_folder, settings.backup.keep_days)
