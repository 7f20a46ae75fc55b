"""The queue's entry point: on working days in the reminder's month, and until it is made good."""

from huey import crontab

from parentcomms.accounts.queries import current_links
from parentcomms.clock import today
from parentcomms.database import db, reading
from parentcomms.jobs import app_context, huey
from parentcomms.yearly.actions import remind
from parentcomms.yearly.queries import due, reminder_now


@huey.periodic_task(crontab(minute="41", hour="9,13,16", day_of_week="1-5"))
def remind_of_answers() -> None:
    """Thrice a day, so that a machine that was off in the morning still reminds.

    The whole school is read first without the write lock; what is then written is read again
    only where something is due.
    """
    with app_context():
        if _anybody():
            found = due(today())
            if found is not None:
                remind(found)
            db.session.commit()


def _anybody() -> bool:
    with reading():
        found = due(today()) if reminder_now() is not None else None
        links = current_links(list(found.plan.paper)) if found is not None else {}
        db.session.rollback()
    return found is not None and bool(found.plan.email or found.plan.paper.keys() - links.keys())
