"""Where the passphrase comes from: a file, the environment, the instance's file, or a person."""

import os
from pathlib import Path

from flask import current_app

from parentcomms.backups.rules import SHORTEST_PASSPHRASE
from parentcomms.config import Settings

VARIABLE = "PARENTCOMMS_BACKUP_PASSPHRASE"


class BadPassphrase(Exception):
    """The file cannot be read or the passphrase is too short; the message is a sentence."""


def passphrase(named: Path | None = None) -> str | None:
    """The passphrase, from the first place that has one; None when somebody must be asked."""
    settings: Settings = current_app.config["SETTINGS"]
    said = os.environ.get(VARIABLE, "")
    own = settings.instance / settings.backup.passphrase_file
    path = named or (own if not said and own.is_file() else None)
    if path is not None:
        try:
            said = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as problem:
            raise BadPassphrase(f"{path} could not be read.") from problem
    return _long_enough(said) if said or path else None


def _long_enough(said: str) -> str:
    if len(said) < SHORTEST_PASSPHRASE:
        raise BadPassphrase(f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters.")
    return said
