"""`flask read-bounces`: what the mail server refused, and what came back to the mailbox."""

import click
from flask import Flask
from flask.cli import with_appcontext

from parentcomms.bounces.taking_in import note_refusals
from parentcomms.bounces.tasks import read_mailbox
from parentcomms.database import db


@click.command("read-bounces")
@with_appcontext
def read_bounces() -> None:
    """Note mails that did not arrive, as the service does by itself every few minutes."""
    refused = note_refusals()
    db.session.commit()
    click.echo(f"Refused at once: {refused}")
    click.echo(f"Came back to the mailbox: {read_mailbox()}")


def register(app: Flask) -> None:
    app.cli.add_command(read_bounces)
