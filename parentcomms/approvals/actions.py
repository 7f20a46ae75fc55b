"""Deciding about exact content (policy 5.3, 5.4), and delegating that for a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from parentcomms import filters
from parentcomms.accounts.queries import names_of
from parentcomms.approvals.models import Approval, Delegation
from parentcomms.approvals.queries import approvers, delegation_to
from parentcomms.approvals.rules import (
    ApprovalKind,
    Point,
    Refusal,
    Request,
    Verdict,
    may_approve,
    may_decide,
)
from parentcomms.audit.actions import record
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What is put before the approver: kind, public reference, exact content, who wrote it."""

    kind: ApprovalKind
    reference: str
    content_hash: str
    author_ids: frozenset[int]


def approve(subject: Subject, *, by: int, points: Collection[Point]) -> Approval:
    """Approve exactly this content. Raises Refused with the reason as a sentence."""
    request = _request(subject, by, points)
    refusal = may_approve(
        request, approvers=approvers(), delegation=delegation_to(by, subject.kind), today=today()
    )
    _refuse_if(refusal)
    return _decide(subject, Verdict.APPROVED, by=by, points=points, words=None)


def send_back(subject: Subject, *, by: int, words: str) -> Approval:
    """Send the content back to its author with words. Raises Refused like approve()."""
    request = _request(subject, by, ())
    refusal = may_decide(
        request, approvers=approvers(), delegation=delegation_to(by, subject.kind), today=today()
    )
    _refuse_if(refusal)
    return _decide(subject, Verdict.SENT_BACK, by=by, points=(), words=words)


def refuse_if_decided(decisions: Sequence[Approval], *, seen: str) -> None:
    """The second of two who decide at once is told what the first decided.

    `seen` is the last decision (by reference) that the page showed, or nothing.
    """
    last = decisions[-1] if decisions else None
    if last is None or last.reference == seen:
        return
    values = {
        "name": names_of([f"staff:{last.decided_by_id}"])[f"staff:{last.decided_by_id}"],
        "time": filters.moment(last.decided_at),
    }
    if last.verdict is Verdict.APPROVED:
        raise Refused(gettext("%(name)s has already approved this: %(time)s.", **values))
    raise Refused(gettext("%(name)s has already sent this back: %(time)s.", **values))


def delegate(
    *, by: int, to: int, scope: Collection[ApprovalKind], starts_on: date, ends_on: date
) -> Delegation:
    """The head's recorded act: this person may approve these kinds from and to these days."""
    if by not in approvers().heads:
        raise Refused(gettext("Only the head teacher can delegate approval."))
    row = Delegation(
        given_by_id=by,
        given_to_id=to,
        scope=sorted(kind.value for kind in scope),
        starts_on=starts_on,
        ends_on=ends_on,
        given_at=now(),
    )
    db.session.add(row)
    record("delegation", row)
    return row


def end_delegation(row: Delegation, *, by: int) -> None:
    """It no longer counts from today. A head ends what any head gave."""
    if by not in approvers().heads:
        raise Refused(gettext("Only the head teacher can delegate approval."))
    if row.revoked_at is None:
        row.revoked_at = now()
        record("delegation-ended", row)


def _request(subject: Subject, by: int, points: Collection[Point]) -> Request:
    return Request(
        kind=subject.kind,
        author_ids=subject.author_ids,
        approver_id=by,
        points=frozenset(points),
    )


def _decide(
    subject: Subject, verdict: Verdict, *, by: int, points: Collection[Point], words: str | None
) -> Approval:
    row = Approval(
        kind=subject.kind,
        subject_reference=subject.reference,
        content_hash=subject.content_hash,
        verdict=verdict,
        points=sorted(point.value for point in points),
        words=words,
        decided_by_id=by,
        decided_at=now(),
    )
    db.session.add(row)
    record(verdict.value, row)
    return row


def _refuse_if(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(sentence(refusal))


def sentence(refusal: Refusal) -> str:
    """Why an approval is not accepted, for the person who tried."""
    return {
        Refusal.POINTS_NOT_ALL_TICKED: gettext(
            "Tick all five points, or send the text back: an approval covers all of them."
        ),
        Refusal.ONLY_THE_HEAD: gettext(
            "The head teacher wrote this, so only the head approves it."
        ),
        Refusal.OWN_WORDS: gettext("You wrote a part of this, so somebody else approves it."),
        Refusal.GOVERNING_BOARD_DECIDES: gettext(
            "The head teacher asks for this, so the governing board decides."
        ),
        Refusal.NO_DELEGATION: gettext(
            "Only the head teacher approves, unless the head has delegated it to you."
        ),
        Refusal.DELEGATION_NOT_IN_FORCE: gettext("The head's delegation to you is not in force."),
        Refusal.DELEGATION_DOES_NOT_COVER_THIS: gettext(
            "The head's delegation to you does not cover this kind of text."
        ),
    }[refusal]
