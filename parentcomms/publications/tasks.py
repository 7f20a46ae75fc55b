"""The queue's entry points: whoever sees to something is told, chased when it is overdue, and
the head hears each week what was posted under an approval given beforehand."""

from huey import crontab

from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.jobs import app_context, huey
from parentcomms.publications.digest import send_digest
from parentcomms.publications.emails import chase
from parentcomms.publications.takedown import to_take_down


@huey.periodic_task(crontab(minute="37", hour="6-17"))
def chase_takedown() -> None:
    """Each hour of the day; what was told before is not told again."""
    with app_context():
        chase(to_take_down())
        db.session.commit()


@huey.periodic_task(crontab(minute="52"))
def tell_the_head() -> None:
    """Each hour, so that a machine switched off on Monday still tells; once a week and head."""
    with app_context():
        send_digest(today())
        db.session.commit()
