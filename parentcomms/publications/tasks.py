"""The queue's entry point: whoever sees to something is told, and chased when it is overdue."""

from huey import crontab

from parentcomms.database import db
from parentcomms.jobs import app_context, huey
from parentcomms.publications.emails import chase
from parentcomms.publications.takedown import to_take_down


@huey.periodic_task(crontab(minute="37", hour="6-17"))
def chase_takedown() -> None:
    """Each hour of the day; what was told before is not told again."""
    with app_context():
        chase(to_take_down())
        db.session.commit()
