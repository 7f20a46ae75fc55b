"""Commands of the office and the operator: `flask …`."""

from importlib import import_module

from flask import Flask

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


def init_app(app: Flask) -> None:
    """Add every room's commands to `flask`."""
    for name in COMMANDS:
        import_module(f"parentcomms.{name}").register(app)
