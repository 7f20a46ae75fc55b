"""`flask mail`: what was kept because there is no mail server, readable where the service runs.

A letter holds its reader's link, so no page of staff shows one outside the demo; whoever types
commands at this machine holds every key anyway.
"""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from parentcomms.database import reading
from parentcomms.outbox import queries
from parentcomms.outbox.messages import as_text, subject_of
from parentcomms.outbox.models import OutgoingMail


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(kept_mail)


@click.command("mail")
@click.argument("which", required=False)
@with_appcontext
def kept_mail(which: str | None) -> None:
    """List what was kept, newest first; or read one: WHICH is its reference or an address.

    For an address it is the newest mail to it.
    """
    with reading():
        if which is None:
            _list()
        elif (mail := queries.kept_mail_for(which)) is not None:
            _read(mail)
        else:
            raise click.ClickException(f"No mail for {which} is kept in {_here()}. See: flask mail")


def _list() -> None:
    kept = queries.kept_mail()
    for mail in kept:
        click.echo(f"{mail.reference}\t{mail.to_address}\t{subject_of(mail)}")
    if not kept:
        click.echo(
            f"No mail is kept in {_here()}: nothing was sent yet, or a mail server takes it. For "
            "another school, set PARENTCOMMS_INSTANCE to its folder."
        )


def _here() -> str:
    """The instance folder, so that nobody looks for one school's mail in another's."""
    return str(current_app.config["SETTINGS"].instance)


def _read(mail: OutgoingMail) -> None:
    click.echo(f"To: {mail.to_name} <{mail.to_address}>\nSubject: {subject_of(mail)}\n")
    click.echo(as_text(mail))
