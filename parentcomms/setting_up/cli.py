"""`flask doctor`."""

import sys

import click
from flask import Flask

from parentcomms.alarms.queries import unanswered
from parentcomms.backups.staff_words import about_backups
from parentcomms.bounces.staff_words import about_mailbox
from parentcomms.communications.readiness import readiness
from parentcomms.communications.ready_staff_words import sentences
from parentcomms.database import reading


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(doctor)


@click.command("doctor")
def doctor() -> None:
    """Say what is still missing before anything can be sent; exit status 1 when something is."""
    with reading():
        now = readiness()
        found = sentences(now.lacks, now)
        silent = len(unanswered())
        warnings = [about_backups(), about_mailbox()]
    if silent:
        click.echo(f"! {silent} did not answer the weekly test of the alarm.")
    for said in filter(None, warnings):
        click.echo(f"! {said}")
    for each in found:
        click.echo(f"- {each}")
    if found:
        sys.exit(1)
    click.echo("Nothing is missing: letters can go out and questions be asked.")
