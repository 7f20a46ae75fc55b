"""flask import-people: the office's file, loaded from the command line."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext

from parentcomms.database import db, reading
from parentcomms.errors import Refused
from parentcomms.people import actions, queries
from parentcomms.people.importing.choices import Choices
from parentcomms.people.importing.plan import Plan
from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.importing.summary import REPORT_KEYS, refusal

BECAUSE_OF_THE_FILE = 2


@dataclass(frozen=True)
class Asked:
    """What the command was told."""

    dry_run: bool
    set_aside: bool
    whole_roll: bool
    month_first: bool | None


def register(app: Flask) -> None:
    """Add this room's commands."""
    app.cli.add_command(import_people)


@click.command("import-people")
@click.argument("file", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what it would do, and change nothing.")
@click.option("--set-aside", is_flag=True, help="Load the rest when some rows cannot be read.")
@click.option(
    "--dates",
    type=click.Choice(["day-first", "month-first"]),
    help="How the file \
writes dates, where its dates do not tell.",
)
@click.option("--whole-roll", is_flag=True, help="Children whom the file does not name have left.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def import_people(
    file: Path, dry_run: bool, set_aside: bool, dates: str | None, whole_roll: bool, as_json: bool
) -> None:
    """Load pupils and their parents from whatever the management system exports.

    A transfer file (CTF), a list as CSV or workbook, or OneRoster or School Data Sync as a zip or
    a folder: which it is, is told by its content.

    Ends with status 0, or 2 when nothing was applied because of the file.
    """
    try:
        asked = Asked(dry_run, set_aside, whole_roll, (dates == "month-first") if dates else None)
        report, stopped = _import(file, asked)
    except UnreadableFile as problem:
        report, stopped = {**refusal(problem.sentence), "applied": False}, True
    why = report.pop("why", "")
    click.echo(json.dumps(report, ensure_ascii=False) if as_json else _in_words(report, why))
    if stopped:
        sys.exit(BECAUSE_OF_THE_FILE)


def _import(file: Path, asked: Asked) -> tuple[dict[str, Any], bool]:
    if asked.dry_run:
        with reading():
            planned = _plan(file, asked)
            db.session.rollback()
    else:
        planned = _plan(file, asked)
    report = {key: planned.summary[key] for key in REPORT_KEYS}
    try:
        actions.refuse_unless_ready(
            planned.plan, set_aside=asked.set_aside, whole_roll=asked.whole_roll
        )
    except Refused as refused:
        if planned.plan.asks_dates:
            report["refused"] = [{"row": 0, "reason": _ask_dates(planned.plan)}, *report["refused"]]
        return {**report, "applied": False, "why": str(refused)}, True
    if not asked.dry_run:
        run = actions.begin_run(
            planned,
            file_name=file.name,
            content_sha256=actions.sha256_of(file),
            stored_name=None,
        )
        actions.apply_run(run, planned, set_aside=asked.set_aside, whole_roll=asked.whole_roll)
        db.session.commit()
    return {**report, "applied": not asked.dry_run}, False


def _plan(file: Path, asked: Asked) -> actions.Planned:
    """With --dates, as if the office had said it of this file before."""
    planned = actions.plan_import(file)
    if asked.month_first is None or not planned.plan.asks_dates:
        return planned
    said = Choices(month_first=asked.month_first).as_json()
    kept = queries.import_memory().get(planned.plan.signature)
    columns = kept.as_json()["columns"] if kept else {}
    return actions.plan_import(
        file, {"signature": planned.plan.signature, **said, "columns": columns}
    )


def _ask_dates(plan: Plan) -> str:
    return (
        f"The date “{plan.asks_dates}” can be read two ways, and nothing in the file says which. "
        "Add --dates day-first or --dates month-first."
    )


def _in_words(report: dict[str, Any], why: str) -> str:
    pupils, parents = report["pupils"], report["parents"]
    lines = [
        f"Children: {pupils['joiners']} joining, {pupils['changed']} changed, "
        f"{pupils['unchanged']} unchanged, {pupils['missing']} on roll but not in the file.",
        f"Parents and carers: {parents['new']} new, {parents['changed']} changed.",
    ]
    for key, title in (("refused", "Set aside"), ("warnings", "Please look at")):
        lines += [f"{title}: {_where(each)}{each['reason']}" for each in report[key]]
    return "\n".join([*lines, _what_happened(report, why)])


def _where(remark: dict[str, Any]) -> str:
    return f"row {remark['row']}: " if remark["row"] else ""


def _what_happened(report: dict[str, Any], why: str) -> str:
    if report["applied"]:
        return "Loaded. Nobody new is written to before the contact review is signed off."
    if report["refused"]:
        return "Nothing was loaded. Correct the file, or add --set-aside to load the rest."
    if why:
        return f"Nothing was loaded. {why}"
    return "Nothing was loaded: this was a dry run."
