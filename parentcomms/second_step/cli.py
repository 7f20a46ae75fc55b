"""`flask staff reset`: when the telephone and the codes on paper are lost."""

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from parentcomms.accounts.invitations import invitation_reference
from parentcomms.accounts.queries import staff_by_email
from parentcomms.database import db
from parentcomms.links import Purpose, address_of, token_for
from parentcomms.second_step.actions import reset


def register(app: Flask) -> None:
    """Add the command to `flask staff`."""
    group = app.cli.commands["staff"]
    assert isinstance(group, AppGroup)
    group.add_command(reset_staff)


@click.command("reset")
@click.argument("email")
@with_appcontext
def reset_staff(email: str) -> None:
    """End somebody's second step and open sessions, and print a link to a new password."""
    member = staff_by_email(email)
    if member is None or member.ended_at is not None:
        raise click.ClickException(f"Nobody signs in with {email}. See: flask staff list")
    reset(member)
    db.session.commit()
    token = token_for(Purpose.STAFF_INVITATION, invitation_reference(member))
    click.echo("The second step and every open session ended. They choose a new password here:")
    click.echo(address_of("accounts_staff.choose_password", token=token))
