"""Cases go by rules of their own, and nobody who may not see one counts it here.

What would go is shown beside the cases themselves, to those who may see them.
"""

import logging
from collections import Counter
from dataclasses import replace

from parentcomms.cases import retention
from parentcomms.cases.keeping import KeptAs, Verdict
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.retention.facts import held_now
from parentcomms.uploads import remove_stored

log = logging.getLogger(__name__)
A_BATCH = 50
BATCHES = 50  # a night; the rest goes tomorrow


def cases_due() -> list[retention.Judged]:
    """Closed cases whose time is over, and what becomes of each; for the operator alone."""
    held = held_now()
    found = retention.past_their_time(today(), held_people=held.people)
    return [replace(each, verdict=Verdict.HELD) if held.everything else each for each in found]


def remove_cases_now() -> dict[KeptAs, int]:
    """How many went, by the period that was over. Run again, it finds nothing left to do."""
    done = Counter[KeptAs]()
    for _ in range(BATCHES):
        went = _batch()
        done.update(each.kept_as for each in went)
        if not went:
            break
    if done:
        log.info("retention: %s cases", done.total())
    return dict(done)


def _batch() -> list[retention.Leaving]:
    """One transaction, from reading to removing: a hold placed meanwhile is seen or waits."""
    db.session.rollback()
    held = held_now()
    if held.everything:
        return []
    due = retention.due(today(), at_most=A_BATCH, held_people=held.people)
    went = retention.remove(due)
    db.session.commit()
    for each in went:  # after the commit: a row that is back after a crash must find its file
        for name in each.files:
            remove_stored(name)
    return went
