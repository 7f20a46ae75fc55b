"""Commands of the office and the operator: `flask …`."""

import os
import sys
from importlib import import_module

from flask import Flask

from parentcomms.config import DEMO_INSTANCE

# Rooms that bring commands: module name → it defines register(app).
COMMANDS: tuple[str, ...] = (
    "audit.cli",
    "outbox.cli",
    "backups.cli",
    "accounts.cli",
    "second_step.cli",
    "people.cli",
    "publishing.cli",
    "publications.cli",
    "demo.cli",
    "setting_up.cli",
    "communications.cli",
    "bounces.cli",
    "lists.cli",
    "retention.cli",
    "subject_access.cli",
    "evidence_packs.cli",
)


def say_which_school() -> None:
    """Where nobody chose an instance folder, name the demo's, beside what a command prints.

    Whoever forgot the `export` line in a second window would else read about another school.
    """
    if not os.environ.get("PARENTCOMMS_INSTANCE"):
        print(
            f"PARENTCOMMS_INSTANCE is not set: this is about the demo school in {DEMO_INSTANCE}.",
            file=sys.stderr,
        )


def init_app(app: Flask) -> None:
    """Add every room's commands to `flask`."""
    for name in COMMANDS:
        import_module(f"parentcomms.{name}").register(app)
