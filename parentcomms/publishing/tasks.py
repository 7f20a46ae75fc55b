"""The queue's entry point: clear up pictures that were chosen for a post and never saved."""

from huey import crontab

from parentcomms.jobs import app_context, huey
from parentcomms.publishing.pictures import clear_up


@huey.periodic_task(crontab(minute="27"))
def clear_up_pictures() -> None:
    """Each hour, what has lain for a day without a post."""
    with app_context():
        clear_up()
