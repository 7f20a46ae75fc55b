"""`flask audit-verify`."""

import sys

import click
from flask import Flask
from flask.cli import with_appcontext

from parentcomms.audit.queries import head_of_chain
from parentcomms.audit.verifying import breaks
from parentcomms.database import reading


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(audit_verify)


@click.command("audit-verify")
@with_appcontext
def audit_verify() -> None:
    """Recompute the audit chain and every digest; exit status 1 when it does not hold."""
    with reading():
        found = list(breaks())
        for each in found:
            where = f"Event {each.event_id}: " if each.event_id else "No event: "
            click.echo(f"{where}{each.problem}.")
        if found:
            sys.exit(1)
        click.echo(f"The audit chain holds. Its head is {head_of_chain()}.")
