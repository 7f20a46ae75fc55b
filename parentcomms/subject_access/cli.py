"""`flask subject-access`."""

import shutil
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from parentcomms.database import db
from parentcomms.subject_access import actions, queries
from parentcomms.subject_access.taking import zipped


@click.command("subject-access")
@click.argument("reference")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@with_appcontext
def subject_access(reference: str, out: Path) -> None:
    """Write a draft of what is held about REFERENCE, a child or an adult, into a folder.

    It is for the data protection lead. What is sealed is listed, and not shown.
    """
    subject = queries.subject_by_reference(reference)
    if subject is None:
        raise click.ClickException("No child or adult has this reference.")
    request = actions.begin(subject)
    actions.note_opening(request)
    content = zipped(request)
    db.session.commit()
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = out / f"draft-{request.reference}.zip"
    path.touch(mode=0o600)
    with content, path.open("wb") as file:
        shutil.copyfileobj(content, file)
    click.echo(f"{path}")


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(subject_access)
