"""The queue's entry point: at night, in batches, what has had its time goes."""

import logging
from pathlib import Path

from flask import current_app
from huey import crontab

from parentcomms.database import db
from parentcomms.jobs import app_context, huey
from parentcomms.retention import actions
from parentcomms.retention.cases_tasks import remove_cases_now
from parentcomms.retention.facts import World
from parentcomms.retention.finding import FINDERS, some
from parentcomms.retention.forgetting import forget_doors
from parentcomms.retention.rules import Rule
from parentcomms.retention.units import Unit
from parentcomms.uploads import remove_stored

log = logging.getLogger(__name__)
A_BATCH = 200  # units a transaction: nobody who answers waits long behind it
BATCHES = 50  # a rule and a night; the rest goes tomorrow


@huey.periodic_task(crontab(minute="41", hour="2"))
def remove_what_is_over() -> None:
    """Derived from dates: a night the machine slept through is made good by the next."""
    with app_context():
        remove_now()
        remove_cases_now()
        forget_doors()
        db.session.commit()


def remove_now() -> dict[Rule, int]:
    """Units removed under each rule. Run again, it finds nothing left to do."""
    done: dict[Rule, int] = {}
    for rule in FINDERS:
        for _ in range(BATCHES):
            went = _batch(rule)
            done[rule] = done.get(rule, 0) + len(went)
            if len(went) < A_BATCH:
                break
        if done[rule]:
            log.info("retention: %s units under rule %s", done[rule], rule.value)
    return done


def _batch(rule: Rule) -> list[Unit]:
    """One transaction, from reading to removing: a hold placed meanwhile is seen or waits."""
    db.session.rollback()
    went = actions.remove(some(rule, World(), A_BATCH))
    db.session.commit()
    _remove_files(went)
    return went


def _remove_files(units: list[Unit]) -> None:
    """After the commit: a row that is back after a crash must find its file."""
    kept_mail = Path(current_app.config["SETTINGS"].instance, "mail")
    for unit in units:
        for name in unit.files:
            remove_stored(name)
        for name in unit.mails:
            (kept_mail / name).unlink(missing_ok=True)
