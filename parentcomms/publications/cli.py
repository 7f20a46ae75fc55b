"""`flask register-posts`: posts from before go-live, from a list."""

import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from parentcomms.database import db
from parentcomms.publications import importing


@click.command("register-posts")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--preview", is_flag=True, help="Say what it would do, and register nothing.")
@with_appcontext
def register_posts(file: Path, preview: bool) -> None:
    """Register posts from before go-live: place, what, address, date, children, kind.

    Exit status 1 when a row was left out.
    """
    try:
        found = importing.plan(file.read_text(encoding="utf-8-sig"))
    except (importing.UnreadableList, UnicodeDecodeError) as problem:
        raise click.ClickException(str(problem)) from problem
    if not preview:
        importing.register(found)
        db.session.commit()
    click.echo(f"{'Would register' if preview else 'Registered'}: {len(found.new)}")
    click.echo(f"Registered already: {len(found.known)}")
    for each in found.refused:
        click.echo(f"Row {each.number} left out: {each.why}", err=True)
    sys.exit(1 if found.refused else 0)


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(register_posts)
