"""The queue's entry point: every few minutes, the sheets that have become unsafe."""

from huey import crontab

from parentcomms.clock import today
from parentcomms.database import db, reading
from parentcomms.jobs import app_context, huey
from parentcomms.lists.telling import tell, unsafe_untold


@huey.periodic_task(crontab(minute="4-59/10"))
def tell_about_unsafe_sheets() -> None:
    """Everything is read first, without the write lock; then each person is told in a step."""
    with app_context():
        with reading():
            found = unsafe_untold(today())
            db.session.rollback()
        for actor, sheet_ids in found.items():
            tell(actor, sheet_ids)
            db.session.commit()
