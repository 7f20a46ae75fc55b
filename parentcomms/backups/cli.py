"""`flask backup`, `flask restore`, `flask move-to`."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from parentcomms.backups.actions import record_backup
from parentcomms.backups.checking import NotWhole
from parentcomms.backups.making import BackupFailed, make_backup
from parentcomms.backups.moving import NotMoved, move_to
from parentcomms.backups.passphrases import BadPassphrase, passphrase
from parentcomms.backups.restoring import NotRestored, restore
from parentcomms.backups.sealing import CannotOpen
from parentcomms.database import db

_from_file = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file with the passphrase; else the environment, the instance's own file, or a prompt.",
)


def register(app: Flask) -> None:
    """Add the commands."""
    for command in (backup, restore_backup, move):
        app.cli.add_command(command)


def _passphrase(named: Path | None, *, twice: bool) -> str:
    try:
        found = passphrase(named)
    except BadPassphrase as problem:
        raise click.ClickException(str(problem)) from problem
    return found or click.prompt("Passphrase", hide_input=True, confirmation_prompt=twice)


@click.command("backup")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to put it.")
@_from_file
@with_appcontext
def backup(out: Path | None, passphrase_file: Path | None) -> None:
    """Make a sealed backup of the whole school while it runs, and open it again to be sure."""
    try:
        made = make_backup(_passphrase(passphrase_file, twice=True), out)
    except (BackupFailed, CannotOpen, NotWhole) as problem:
        raise click.ClickException(f"No backup was made. {problem}") from problem
    record_backup()
    db.session.commit()
    click.echo(f"{made.path}: {made.rows} rows and {made.files} files, opened again and checked.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), required=True)
@_from_file
@with_appcontext
def restore_backup(file: Path, into: Path, passphrase_file: Path | None) -> None:
    """Put a backup into a folder that holds no school yet, keys and settings included."""
    try:
        manifest = restore(file, into, _passphrase(passphrase_file, twice=False))
    except NotRestored as problem:
        raise click.ClickException(f"Nothing was restored. {problem}") from problem
    click.echo(f"The school of {manifest.made_at} is in {into}; its audit chain holds.")
    click.echo(f"Serve it with  PARENTCOMMS_INSTANCE={into} make run")
    if manifest.came_from != "sqlite":
        click.echo("It came from a database server, which its settings no longer name. To carry it")
        click.echo(f"to one:  PARENTCOMMS_INSTANCE={into} flask move-to DATABASE_URL")


@click.command("move-to")
@click.argument("database_url")
@with_appcontext
def move(database_url: str) -> None:
    """Carry this school to an empty PostgreSQL database, and prove that all of it arrived."""
    try:
        carried = move_to(database_url)
    except NotMoved as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"{sum(carried.values())} rows of {len(carried)} tables arrived as they left.")
    click.echo("The guards are in place and the audit chain holds. Now write the address into")
    click.echo("settings.toml as database_url (and queue_url), and start the service.")
