"""flask import-people: the office's file, loaded from the command line."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext

from parentcomms.database import db, reading
from parentcomms.people import actions
from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.importing.summary import REPORT_KEYS, refusal

BECAUSE_OF_THE_FILE = 2


def register(app: Flask) -> None:
    """Add this room's commands."""
    app.cli.add_command(import_people)


@click.command("import-people")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what it would do, and change nothing.")
@click.option("--set-aside", is_flag=True, help="Load the rest when some rows cannot be read.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def import_people(file: Path, dry_run: bool, set_aside: bool, as_json: bool) -> None:
    """Load pupils and their parents from a CSV file.

    Ends with status 0, or 2 when nothing was applied because of the file.
    """
    try:
        report, stopped = _import(file, dry_run=dry_run, set_aside=set_aside)
    except UnreadableFile as problem:
        report, stopped = {**refusal(problem.sentence), "applied": False}, True
    click.echo(json.dumps(report, ensure_ascii=False) if as_json else _in_words(report))
    if stopped:
        sys.exit(BECAUSE_OF_THE_FILE)


def _import(file: Path, *, dry_run: bool, set_aside: bool) -> tuple[dict[str, Any], bool]:
    if dry_run:
        with reading():
            planned = actions.plan_import(file)
            db.session.rollback()
    else:
        planned = actions.plan_import(file)
    stopped = bool(planned.plan.refused) and not set_aside
    if not dry_run and not stopped:
        run = actions.begin_run(
            planned,
            file_name=file.name,
            content_sha256=actions.sha256_of(file),
            stored_name=None,
        )
        actions.apply_run(run, planned, set_aside=set_aside)
        db.session.commit()
    report = {key: planned.summary[key] for key in REPORT_KEYS}
    return {**report, "applied": not dry_run and not stopped}, stopped


def _in_words(report: dict[str, Any]) -> str:
    pupils, parents = report["pupils"], report["parents"]
    lines = [
        f"Children: {pupils['joiners']} joining, {pupils['changed']} changed, "
        f"{pupils['unchanged']} unchanged, {pupils['missing']} on roll but not in the file.",
        f"Parents and carers: {parents['new']} new, {parents['changed']} changed.",
    ]
    for key, title in (("refused", "Set aside"), ("warnings", "Please look at")):
        lines += [f"{title}: {_where(each)}{each['reason']}" for each in report[key]]
    return "\n".join([*lines, _what_happened(report)])


def _where(remark: dict[str, Any]) -> str:
    return f"row {remark['row']}: " if remark["row"] else ""


def _what_happened(report: dict[str, Any]) -> str:
    if report["applied"]:
        return "Loaded. Nobody new is written to before the contact review is signed off."
    if report["refused"]:
        return "Nothing was loaded. Correct the file, or add --set-aside to load the rest."
    return "Nothing was loaded: this was a dry run."
