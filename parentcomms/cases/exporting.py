"""Cases as a table for those who may see them: for a panel, an inspector, a new handler."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

import tablib
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from parentcomms.audit.actions import note
from parentcomms.cases.cells import typed_cell
from parentcomms.cases.queries import standing_with, steps_of
from parentcomms.cases.staff_words import STAGE_NAMES
from parentcomms.cases.words import OUTCOMES
from parentcomms.clock import LONDON, in_london
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import calendar_now
from parentcomms.concerns.sight import seen_by
from parentcomms.concerns.words import ABOUT, KINDS, SENDERS
from parentcomms.database import db
from parentcomms.filters import short_day

HEADS = (
    "Reference", "Received", "What it is", "About", "A child may be at risk", "From", "Name",
    "What happened", "Stage", "Due", "Closed", "Outcome", "What will change",
)  # fmt: skip
SENDER_NAMES = {kind.value: words for kind, words in SENDERS.items()}


def cases_between(staff_id: int, first: date, last: date) -> Sequence[Concern]:
    """What came between two days, both included, as far as this reader may see it."""
    start = datetime.combine(first, time(), LONDON)
    end = datetime.combine(last + timedelta(days=1), time(), LONDON)
    query = (
        select(Concern)
        .options(selectinload(Concern.subjects), selectinload(Concern.recipients))
        .where(Concern.received_at >= start, Concern.received_at < end, seen_by(staff_id))
        .order_by(Concern.received_at, Concern.id)
    )
    return db.session.scalars(query).all()


def export(staff_id: int, first: date, last: date, *, as_workbook: bool) -> bytes:
    """The file; that it was made is kept, and shown to nobody who might count by it."""
    rows = list(_table(cases_between(staff_id, first, last)))
    note("concerns-exported", Concern.__tablename__)
    return _xlsx(rows) if as_workbook else _csv(rows)


def _csv(rows: list[list[str]]) -> bytes:
    """In UTF-8 with its mark, which is how spreadsheets open it rightly."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(rows: list[list[str]]) -> bytes:
    heads, *others = rows
    data = tablib.Dataset(title="Concerns")
    data.headers = heads
    data.extend(others)
    written: bytes = data.export("xlsx", escape=True)
    return written


def _table(found: Sequence[Concern]) -> Iterator[list[str]]:
    yield list(HEADS)
    steps, calendar = steps_of(found), calendar_now()
    for each in found:
        now = standing_with(each, steps[each.id], calendar)
        due, ended = now.next_clock(), now.outcome
        yield [
            each.reference,
            short_day(in_london(each.received_at).date()),
            str(KINDS[each.kind]),
            str(ABOUT[each.about]),
            "Yes" if each.at_risk else "No",
            str(SENDER_NAMES.get(each.sender_kind, "")),
            typed_cell(each.sender_name),
            typed_cell(each.words),
            str(STAGE_NAMES[now.stage]),
            short_day(due.due_on) if due else "",
            short_day(in_london(each.closed_at).date()) if each.closed_at else "",
            str(OUTCOMES[ended.outcome]) if ended and ended.outcome else "",
            typed_cell(ended.words if ended else ""),
        ]
