"""The queue's entry point: remind the silent, once, before the last day to answer."""

from huey import crontab
from sqlalchemy import select

from parentcomms.clock import in_london, now
from parentcomms.database import db
from parentcomms.jobs import app_context, huey
from parentcomms.occasions.actions import remind
from parentcomms.occasions.models import Occasion

OFFICE_HOURS = range(8, 19)


@huey.periodic_task(crontab(minute="23"))
def remind_the_silent() -> None:
    """Each hour of the day: derived from dates, so a lost hour is made good by the next."""
    with app_context():
        if in_london(now()).hour in OFFICE_HOURS:
            remind_all()
            db.session.commit()


def remind_all() -> int:
    """How many reminders were queued; asked twice, the second time none."""
    open_ones = select(Occasion).where(
        Occasion.asked_at.is_not(None),
        Occasion.reminded_at.is_(None),
        Occasion.cancelled_at.is_(None),
    )
    return sum(remind(occasion) for occasion in db.session.scalars(open_ones).all())
