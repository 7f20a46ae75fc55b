"""Planning an insert, and recording whether the notice is still on the school's website."""

from parentcomms.access import actor
from parentcomms.audit.actions import record
from parentcomms.clock import now, today
from parentcomms.communications.models import Communication
from parentcomms.communications.rules import CommunicationKind
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.inserts.models import InsertPlan, NoticeCheck
from parentcomms.inserts.rules import HalfTerm
from parentcomms.languages import gettext


def plan_insert(half_term: HalfTerm, insert: Communication | None) -> InsertPlan:
    """This insert for this half-term, or none any more; the newest plan holds."""
    if insert is not None and insert.kind is not CommunicationKind.INSERT:
        raise Refused(gettext("Only a newsletter insert can be planned."))
    row = InsertPlan(
        communication=insert,
        half_term=half_term.starts_on,
        planned_by=actor(),
        planned_at=now(),
    )
    db.session.add(row)
    record("insert-planned", row)
    return row


def record_notice_check(*, still_there: bool, address: str) -> NoticeCheck:
    """Somebody looked today, at this address of the school's website."""
    row = NoticeCheck(
        still_there=still_there,
        address=address,
        checked_on=today(),
        checked_by=actor(),
        recorded_at=now(),
    )
    db.session.add(row)
    record("notice-looked-for", row)
    return row
