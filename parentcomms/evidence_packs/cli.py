"""`flask evidence-pack`."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.evidence_packs.actions import make_pack


@click.command("evidence-pack")
@click.argument("reference")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@with_appcontext
def evidence_pack(reference: str, out: Path) -> None:
    """Write the evidence pack about REFERENCE, a child or a publication, to a PDF."""
    try:
        content = make_pack(reference)
    except NotFound as problem:
        raise click.ClickException("No child or publication has this reference.") from problem
    db.session.commit()
    out.write_bytes(content)
    out.chmod(0o600)
    click.echo(f"{out}")


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(evidence_pack)
