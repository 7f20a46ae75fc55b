"""Printing a list, and throwing a sheet away."""

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.database import db, new_reference
from parentcomms.links import Purpose, code_for, digest
from parentcomms.lists.models import PrintedList
from parentcomms.lists.queries import Grid, ListKind, OpenList


def print_list(of: OpenList, grid: Grid, *, kind: str) -> PrintedList:
    """Keep what the sheet says, before anybody holds it."""
    reference = new_reference()
    sheet = PrintedList(
        reference=reference,
        code_hash=digest(code_for(Purpose.PRINTED_LIST, reference)),
        class_id=of.id if of.kind is ListKind.CLASS else None,
        group_id=of.id if of.kind is ListKind.GROUP else None,
        kind=kind,
        said=grid.said(),
        printed_by=acting(),
        printed_at=now(),
    )
    db.session.add(sheet)
    record("list-printed", sheet)
    return sheet


def throw_away(sheet: PrintedList) -> None:
    """Whoever printed it says that the sheet is gone: nobody is told about it any more."""
    if sheet.thrown_away_at is None:
        sheet.thrown_away_at = now()
        record("list-thrown-away", sheet)
