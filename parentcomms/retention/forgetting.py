"""Rows that only open doors or count tries: they are no record, and go without a stub.

Who came in, and when, stands in the audit by ids.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete

from parentcomms.accounts.models import LinkRequest, SignIn
from parentcomms.clock import now
from parentcomms.database import Base, db
from parentcomms.day_passes.models import DayPassSignIn
from parentcomms.outbox.models import SenderNote
from parentcomms.second_step.models import UsedChallenge
from parentcomms.single_sign_on.models import UsedSignOn
from parentcomms.tracker.models import TrackerVisit

A_MONTH = timedelta(days=30)
A_YEAR = timedelta(days=365)


def forget_doors() -> int:
    """Each night; gives how many rows went. A link asked for keeps an address, so not for long."""
    went = 0
    for model, over in _over(now()).items():
        went += db.session.execute(delete(model).where(over)).rowcount  # type: ignore[attr-defined]
    return went


def _over(at: datetime) -> dict[type[Base], ColumnElement[bool]]:
    return {
        SignIn: SignIn.expires_at < at - A_YEAR,
        DayPassSignIn: DayPassSignIn.made_at < at - A_YEAR,
        TrackerVisit: TrackerVisit.expires_at < at - A_YEAR,
        LinkRequest: LinkRequest.asked_at < at - A_MONTH,
        UsedChallenge: UsedChallenge.used_at < at - A_MONTH,
        UsedSignOn: UsedSignOn.used_at < at - A_MONTH,
        SenderNote: SenderNote.noted_at < at - A_YEAR,
    }
