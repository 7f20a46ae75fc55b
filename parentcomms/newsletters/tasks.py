"""The queue's entry points: send what is due, chase what waits for approval, clear up files."""

from huey import crontab

from parentcomms.clock import in_london, now
from parentcomms.communications.chasing import chase
from parentcomms.communications.models import ScheduledSending
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.jobs import app_context, huey
from parentcomms.newsletters import timing
from parentcomms.newsletters.files import clear_up

OFFICE_HOURS = range(8, 18)


def send_due() -> int:
    """Send what is due; what may not go is told to whoever set its time. Commits after each."""
    sent = 0
    for number in [each.id for each in timing.due()]:
        try:
            sent += len(timing.send_planned(db.session.get_one(ScheduledSending, number)))
        except Refused:
            db.session.rollback()
            timing.tell(db.session.get_one(ScheduledSending, number))
        db.session.commit()
    return sent


@huey.periodic_task(crontab(minute="*"))
def send_what_is_due() -> None:
    """Each minute, from the rows: a lost minute is made good by the next."""
    with app_context():
        send_due()


@huey.periodic_task(crontab(minute="11"))
def chase_approvals() -> None:
    """Each hour of the day; whoever was reminded today is not reminded again."""
    with app_context():
        if in_london(now()).hour in OFFICE_HOURS:
            chase()
            db.session.commit()


@huey.periodic_task(crontab(minute="37"))
def clear_up_files() -> None:
    """Each hour, what has lain for a day without a newsletter."""
    with app_context():
        clear_up()
