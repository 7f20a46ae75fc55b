"""The queue's entry point: on school days, whoever may be reminded is."""

from huey import crontab

from parentcomms.database import db, reading
from parentcomms.jobs import app_context, huey
from parentcomms.reminders.actions import remind
from parentcomms.reminders.queries import due


@huey.periodic_task(crontab(minute="23", hour="10,14", day_of_week="1-5"))
def remind_the_silent() -> None:
    """Twice a day, so that a machine that was off in the morning still reminds.

    The whole school is read first without the write lock, and again only where somebody is due.
    """
    with app_context():
        if _anybody():
            remind(due(by_hand=False), by_hand=False)
            db.session.commit()


def _anybody() -> bool:
    with reading():
        found = bool(due(by_hand=False).email)
        db.session.rollback()
    return found
