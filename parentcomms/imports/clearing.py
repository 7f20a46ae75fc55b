"""What imports and forms leave behind, and how long it is kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import delete, select

from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.forms import SubmittedForm
from parentcomms.imports.folder import DONE, REFUSED, folder
from parentcomms.people.models import ImportRun
from parentcomms.school.queries import school

KEEP_FORMS = timedelta(days=7)
"""A page is not open for longer than its token lives; a week is generous."""


def files_past_their_time() -> list[Path]:
    """The office's files after as many days as the school says; what each did stays on record."""
    before = now() - timedelta(days=school().import_files_kept_days)
    uploads = Path(current_app.config["SETTINGS"].instance) / "uploads"
    old = select(ImportRun.stored_name).where(
        ImportRun.stored_name.is_not(None), ImportRun.uploaded_at < before
    )
    found = {uploads / str(name) for name in db.session.scalars(old)}
    for where in (folder() / DONE, folder() / REFUSED):
        found |= {each for each in where.iterdir() if _written(each) < before}
    return sorted(each for each in found if each.exists())


def forget_forms() -> None:
    """Rows that only tell a double press from a second thought."""
    db.session.execute(delete(SubmittedForm).where(SubmittedForm.at < now() - KEEP_FORMS))


def _written(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
