"""Counting what was tried in vain, in a table, so that several processes agree.

A try is written down before it is judged and taken back when it was right: a hundred guesses at
once are a hundred rows, not a hundred free tries.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from parentcomms import links
from parentcomms.accounts.models import FailedAttempt
from parentcomms.accounts.rules import (
    LONGEST_WINDOW,
    OWN_COUNTERS,
    SLOWING,
    Counter,
    open_again_at,
)
from parentcomms.clock import now
from parentcomms.database import db

Counted = Mapping[Counter, str]


def closed_until(counted: Counted) -> datetime | None:
    """When the next try is listened to; None when it may be made now."""
    moments = [
        open_again_at(_failures(counter, value), SLOWING[counter], now=now())
        for counter, value in counted.items()
    ]
    return max((moment for moment in moments if moment), default=None)


def count(counted: Counted) -> list[int]:
    """Write one try down under everything it counts for, and forget what no longer matters."""
    db.session.execute(delete(FailedAttempt).where(FailedAttempt.at < now() - LONGEST_WINDOW))
    tries = [
        FailedAttempt(key=_key(counter, value), at=now()) for counter, value in counted.items()
    ]
    db.session.add_all(tries)
    db.session.flush()
    return [each.id for each in tries]


def forgive(counted: Counted, tries: Sequence[int]) -> None:
    """Take back a try that was right, and what was counted against its owner before.

    What others did from the same place stays counted.
    """
    own = [_key(counter, counted[counter]) for counter in OWN_COUNTERS & counted.keys()]
    db.session.execute(
        delete(FailedAttempt).where(FailedAttempt.key.in_(own) | FailedAttempt.id.in_(tries))
    )


def _failures(counter: Counter, value: str) -> list[datetime]:
    """When this was tried in vain lately."""
    earliest = now() - SLOWING[counter].window
    tries = select(FailedAttempt.at).where(FailedAttempt.key == _key(counter, value))
    return list(db.session.scalars(tries.where(FailedAttempt.at > earliest)))


def _key(counter: Counter, value: str) -> str:
    """What a try is counted under: a keyed hash, so the table names nobody."""
    return links.digest(f"{counter.value}:{value}")
