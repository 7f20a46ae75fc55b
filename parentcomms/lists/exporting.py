"""The export for the management system: kept as it was said, and written from that."""

import csv
import io
from collections.abc import Iterator
from datetime import date

import tablib
from sqlalchemy import select

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record
from parentcomms.clock import in_london, now, today
from parentcomms.consent.queries import standing_answers
from parentcomms.consent.rules import Standing
from parentcomms.database import db
from parentcomms.documents.cells import safe_cell
from parentcomms.filters import short_day
from parentcomms.lists.export_rules import (
    LEFT,
    SINCE,
    Standings,
    changed,
    say,
    still_to_export,
)
from parentcomms.lists.models import AnswersExport
from parentcomms.lists.queries import Question, children_on_roll, questions_now
from parentcomms.lists.staff_words import SHORT_NAMES
from parentcomms.people.models import Enrolment, Pupil, SchoolClass

LATEST = 20


def make_export(*, only_changes: bool) -> AnswersExport:
    """Keep what every child's row says today. The file comes from that, now and later."""
    last = _before(None)
    before = last.said if last else {}
    on_roll = {child.id for child in children_on_roll()}
    pupil_ids = still_to_export(before, on_roll)
    keys = [each.key for each in questions_now()]
    standings = standing_answers(pupil_ids, use_keys=keys)
    found = {
        pupil_id: Standings({key: standings[pupil_id, key] for key in keys}, pupil_id in on_roll)
        for pupil_id in pupil_ids
    }
    row = AnswersExport(
        said=say(found, before=before, today=today().isoformat()),
        only_changes=only_changes,
        made_by=acting(),
        made_at=now(),
    )
    db.session.add(row)
    record("answers-exported", row)
    return row


def _before(export: AnswersExport | None) -> AnswersExport | None:
    """The export before this one; the newest of all where none is named."""
    query = select(AnswersExport).order_by(AnswersExport.id.desc()).limit(1)
    if export is not None:
        query = query.where(AnswersExport.id < export.id)
    return db.session.scalar(query)


def exports() -> list[AnswersExport]:
    """The latest exports, newest first."""
    query = select(AnswersExport).order_by(AnswersExport.id.desc()).limit(LATEST)
    return list(db.session.scalars(query))


def export_by_reference(reference: str) -> AnswersExport | None:
    """One export."""
    return db.session.scalar(select(AnswersExport).where(AnswersExport.reference == reference))


def as_csv(export: AnswersExport) -> bytes:
    """Comma-separated, in UTF-8 with its mark, which is how spreadsheets open it rightly."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(_table(export))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(export: AnswersExport) -> bytes:
    """The same as a workbook."""
    heads, *rows = _table(export)
    data = tablib.Dataset(title="Answers")
    data.headers = heads
    data.extend(rows)
    written: bytes = data.export("xlsx", escape=True)
    return written


def rows_in(export: AnswersExport) -> int:
    """How many children its file names."""
    return len(_children_in(export))


def _children_in(export: AnswersExport) -> set[int]:
    if not export.only_changes:
        return {int(child) for child, row in export.said.items() if LEFT not in row}
    before = _before(export)
    return set(changed(export.said, before.said if before else {}))


def _table(export: AnswersExport) -> Iterator[list[str]]:
    """Heads, then one row for each child, by class and surname."""
    questions = questions_now()
    yield [
        "UPN", "Admission No", "Surname", "Forename", "Class",
        *(safe_cell(each.name) for each in questions), "Last changed", "On roll",
    ]  # fmt: skip
    children = _children_in(export)
    classes = _classes_on(export)
    pupils = db.session.scalars(
        select(Pupil).where(Pupil.id.in_(children)).order_by(Pupil.surname, Pupil.forename)
    )
    for pupil in sorted(pupils, key=lambda each: classes.get(each.id, "")):
        yield _row(pupil, classes.get(pupil.id, ""), export.said[str(pupil.id)], questions)


def _classes_on(export: AnswersExport) -> dict[int, str]:
    """The class each child was in on the day of the export."""
    day = in_london(export.made_at).date()
    rows = db.session.execute(
        select(Enrolment.pupil_id, SchoolClass.name)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(Enrolment.starts_on <= day, Enrolment.ends_on.is_(None) | (Enrolment.ends_on >= day))
    )
    return {pupil_id: name for pupil_id, name in rows}


def _row(
    pupil: Pupil, class_name: str, said: dict[str, str], questions: list[Question]
) -> list[str]:
    answers = (Standing(said.get(each.key, Standing.NOT_ANSWERED)) for each in questions)
    return [
        safe_cell(pupil.upn or ""),
        safe_cell(pupil.admission_number or ""),
        safe_cell(pupil.surname),
        safe_cell(pupil.forename),
        safe_cell(class_name),
        *(str(SHORT_NAMES[each]) for each in answers),
        short_day(date.fromisoformat(said[SINCE])),
        "No" if LEFT in said else "Yes",
    ]
