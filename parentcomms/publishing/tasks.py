"""The queue's entry points: posts that wait for the head are chased, and pictures that were chosen
for a post and never saved are cleared up.
"""

from huey import crontab

from parentcomms.clock import in_london, now
from parentcomms.database import db
from parentcomms.jobs import app_context, huey
from parentcomms.publishing.pictures import clear_up
from parentcomms.publishing.post_emails import chase

OFFICE_HOURS = range(8, 18)


@huey.periodic_task(crontab(minute="27"))
def clear_up_pictures() -> None:
    """Each hour, what has lain for a day without a post."""
    with app_context():
        clear_up()


@huey.periodic_task(crontab(minute="17"))
def chase_posts() -> None:
    """Each hour of the day; whoever was reminded today is not reminded again."""
    with app_context():
        if in_london(now()).hour in OFFICE_HOURS:
            chase()
            db.session.commit()
