"""The queue's entry point: clear up files that were chosen and never sent."""

from huey import crontab

from parentcomms.concerns.files import clear_up
from parentcomms.jobs import app_context, huey


@huey.periodic_task(crontab(minute="17"))
def clear_up_files() -> None:
    """Each hour, what has lain for a day without a concern."""
    with app_context():
        clear_up()
