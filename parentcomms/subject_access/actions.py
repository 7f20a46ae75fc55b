"""Beginning a request, and deciding about what is sealed."""

from parentcomms.access import actor as acting
from parentcomms.audit.actions import note, record
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.people.models import Person, Pupil
from parentcomms.subject_access.models import SealDecision, SubjectRequest, Verdict
from parentcomms.subject_access.queries import Line


def begin(subject: Pupil | Person) -> SubjectRequest:
    """Somebody asked what is held about them, or about a child."""
    row = SubjectRequest(
        pupil_id=subject.id if isinstance(subject, Pupil) else None,
        person_id=None if isinstance(subject, Pupil) else subject.id,
        made_by=acting(),
        made_at=now(),
    )
    db.session.add(row)
    record("subject-request-begun", row)
    return row


def decide(request: SubjectRequest, line: Line, verdict: Verdict, reason: str) -> SealDecision:
    """Release or withhold one sealed item, with the reason."""
    assert line.item.seal is not None
    row = SealDecision(
        request_id=request.id,
        table_name=line.item.table,
        row_id=line.item.row_id,
        seal=line.item.seal,
        verdict=verdict,
        reason=reason,
        decided_by=acting(),
        decided_at=now(),
    )
    db.session.add(row)
    record("subject-request-item-decided", row)
    return row


def note_opening(request: SubjectRequest, act: str = "subject-request-taken") -> None:
    """The draft was taken away: by whom and when stands in the audit."""
    note(act, "subject_request", row_id=request.id)


def answered(request: SubjectRequest) -> None:
    """The lead has answered; the day counts for the law's month."""
    request.answered_at = now()
    record("subject-request-answered", request)
