"""`flask doctor`."""

import sys

import click
from flask import Flask

from parentcomms.database import reading
from parentcomms.home.beginning import still_lacking
from parentcomms.home.staff_words import LACKS


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(doctor)


@click.command("doctor")
def doctor() -> None:
    """Say what is still missing before anything can be sent; exit status 1 when something is."""
    with reading():
        lacks = still_lacking()
    for lack in lacks:
        click.echo(f"- {LACKS[lack][0]}")
    if lacks:
        sys.exit(1)
    click.echo("Nothing is missing: letters can go out and questions be asked.")
