"""The queue's entry points: look up who asked for a link; a nudge, and a sweep as the net."""

from huey import crontab

from parentcomms.accounts import link_requests
from parentcomms.database import db
from parentcomms.jobs import app_context, huey


@huey.task()
def answer_link_request(request_id: int) -> None:
    """Look one request up and queue its mail."""
    with app_context():
        link_requests.answer(request_id)
        db.session.commit()


@huey.periodic_task(crontab(minute="*"))
def sweep_link_requests() -> None:
    """Find what a lost nudge left behind."""
    with app_context():
        waiting = link_requests.unanswered()
        db.session.rollback()
        for request_id in waiting:
            link_requests.answer(request_id)
            db.session.commit()
