"""The queue's entry points: a nudge after each commit, and a sweep each minute as the net."""

from huey import crontab
from huey.exceptions import TaskLockedException
from sqlalchemy import event
from sqlalchemy.orm import Session

from parentcomms.jobs import app_context, huey
from parentcomms.outbox.sending import send_waiting


@huey.task()
def send() -> None:
    """Send what waits, unless somebody already does."""
    try:
        with huey.lock_task("sending"), app_context():
            send_waiting()
    except TaskLockedException:
        return


@huey.periodic_task(crontab(minute="*"))
def sweep() -> None:
    """Find what a lost nudge left behind."""
    send.call_local()


@event.listens_for(Session, "after_commit")
def _nudge(session: Session) -> None:
    """A commit with mail in it wakes the worker; the outbox's own marks carry none."""
    if session.info.pop("mail_waits", False):
        send()


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("mail_waits", None)
