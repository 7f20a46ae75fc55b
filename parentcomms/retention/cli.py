"""`flask retention`."""

import click
from flask import Flask
from flask.cli import with_appcontext

from parentcomms.database import reading
from parentcomms.retention.cases_tasks import cases_due, remove_cases_now
from parentcomms.retention.finding import dry_run
from parentcomms.retention.staff_words import RULE_NAMES
from parentcomms.retention.tasks import remove_now


@click.command("retention")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would go and why; remove nothing.")
@with_appcontext
def retention(dry: bool) -> None:
    """Remove what the school's periods say is over, as the nightly job does."""
    if not dry:
        for rule, units in remove_now().items():
            click.echo(f"{RULE_NAMES[rule]}: {units}")
        for kept_as, cases in remove_cases_now().items():
            click.echo(f"{kept_as.value}: {cases}")
        return
    with reading():
        for found in dry_run():
            rows = ", ".join(f"{table} {number}" for table, number in found.tables.items())
            click.echo(f"{RULE_NAMES[found.rule]}: {found.units}" + (f" ({rows})" if rows else ""))
            for reference in found.examples:
                click.echo(f"  {reference}")
        for each in cases_due():
            click.echo(f"{each.concern.reference}: {each.verdict.value} ({each.kept_as.value})")


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(retention)
