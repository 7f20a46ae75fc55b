"""`flask export-answers`: the answers as a file for the management system."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from parentcomms.database import db
from parentcomms.lists import exporting


@click.command("export-answers")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--changes", is_flag=True, help="Only what has changed since the last export.")
@with_appcontext
def export_answers(out: Path, changes: bool) -> None:
    """Write every child's standing answers to a CSV file, or a workbook for .xlsx."""
    written = {".csv": exporting.as_csv, ".xlsx": exporting.as_xlsx}.get(out.suffix.lower())
    if written is None:
        raise click.ClickException("The file must end in .csv or .xlsx.")
    if not out.parent.is_dir():
        raise click.ClickException(f"There is no folder {out.parent}.")
    row = exporting.make_export(only_changes=changes)
    content = written(row)
    out.touch(mode=0o600)
    out.write_bytes(content)
    db.session.commit()
    click.echo(f"Children in the file {out}: {exporting.rows_in(row)}")


def register(app: Flask) -> None:
    """Add this command to `flask`."""
    app.cli.add_command(export_answers)
