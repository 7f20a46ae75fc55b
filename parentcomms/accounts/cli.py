"""`flask staff …`: the first accounts of a new school, and what to do when nobody can sign in."""

from collections.abc import Iterable

import click
from flask import Flask
from flask.cli import AppGroup

from parentcomms.access import Role
from parentcomms.accounts import actions, invitations, passwords, queries
from parentcomms.accounts.models import StaffMember
from parentcomms.accounts.rules import password_problem
from parentcomms.accounts.words import PASSWORD_PROBLEMS
from parentcomms.database import db, reading
from parentcomms.errors import Refused
from parentcomms.links import Purpose, address_of, token_for

staff = AppGroup("staff", help="Who may sign in, and as what.")
ROLE = click.Choice([role.value for role in Role])


def register(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(staff)


def _found(email: str) -> StaffMember:
    member = queries.staff_by_email(email)
    if member is None:
        raise click.ClickException(f"Nobody has the address {email}. See: flask staff list")
    return member


def _say_invitation(member: StaffMember) -> None:
    reference = invitations.invitation_reference(member)
    token = token_for(Purpose.STAFF_INVITATION, reference)
    click.echo("They choose a password here (once, within seven days):")
    click.echo(address_of("accounts_staff.choose_password", token=token))


@staff.command("add")
@click.argument("name")
@click.argument("email")
@click.option("--role", "roles", type=ROLE, multiple=True, required=True)
def add(name: str, email: str, roles: Iterable[str]) -> None:
    """Add somebody with one or more roles, and print their invitation."""
    try:
        member = actions.add_staff(name=name, email=email, roles=[Role(role) for role in roles])
    except Refused as problem:
        raise click.ClickException(problem.message) from problem
    db.session.commit()
    click.echo(f"Added {member.name}.")
    _say_invitation(member)


@staff.command("role")
@click.argument("email")
@click.argument("role", type=ROLE)
@click.option("--end", is_flag=True, help="Take the role away instead.")
def change_role(email: str, role: str, end: bool) -> None:
    """Give somebody a role, or take it away."""
    try:
        (actions.end_role if end else actions.grant_role)(_found(email), Role(role))
    except Refused as problem:
        raise click.ClickException(problem.message) from problem
    db.session.commit()
    click.echo("Done.")


@staff.command("password")
@click.argument("email")
@click.option("--invite", is_flag=True, help="Print a link instead of asking for a password.")
def change_password(email: str, invite: bool) -> None:
    """Set somebody's password, typed twice; their open sessions end."""
    with reading():
        member = _found(email)
        about = (member.name, member.email)
        if invite:
            _say_invitation(member)
            return
        db.session.rollback()
    password = click.prompt("New password", hide_input=True, confirmation_prompt=True)
    problem = password_problem(password, about=about)
    if problem is not None:
        raise click.ClickException(f"{PASSWORD_PROBLEMS[problem]}.")
    password_hash = passwords.hashed(password)
    actions.set_password(_found(email), password_hash)
    db.session.commit()
    click.echo("Done.")


@staff.command("list")
def list_staff() -> None:
    """Everybody, with roles."""
    with reading():
        for member in queries.all_staff():
            roles = ", ".join(each.role.value for each in member.roles if not each.ended_at)
            state = "closed" if member.ended_at else "in use" if member.password_hash else "invited"
            click.echo(f"{member.email}\t{member.name}\t{roles or '-'}\t{state}")
