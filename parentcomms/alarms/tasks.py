"""The queue's entry points: an unread risk each minute, what is due each hour, a weekly test."""

from huey import crontab

from parentcomms.alarms.actions import chase_due, raise_unread, test_the_alarm
from parentcomms.database import db
from parentcomms.jobs import app_context, huey


@huey.periodic_task(crontab(minute="*"))
def raise_what_is_unread() -> None:
    """Each minute; what was told before is not told again."""
    with app_context():
        raise_unread()
        db.session.commit()


@huey.periodic_task(crontab(minute="41", hour="7-16"))
def chase_what_is_due() -> None:
    """Each hour of the day, once for each clock, day and person."""
    with app_context():
        chase_due()
        db.session.commit()


@huey.periodic_task(crontab(minute="11", hour="8-14"))
def test_alarm() -> None:
    """The first hour of the week in which somebody is in school."""
    with app_context():
        test_the_alarm()
        db.session.commit()
