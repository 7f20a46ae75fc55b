"""The queue's entry point: each week the head of the audit chain leaves the house."""

from huey import crontab

from parentcomms.database import db
from parentcomms.jobs import app_context, huey
from parentcomms.records.emails import send_head_of_chain


@huey.periodic_task(crontab(minute="23", hour="7-16"))
def send_the_head() -> None:
    """Each hour, so that a machine switched off on Monday still sends; once a week and person."""
    with app_context():
        send_head_of_chain()
        db.session.commit()
