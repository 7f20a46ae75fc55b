"""What was decided about which content, and who may decide today."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from parentcomms.access import LENDABLE, Permission, Role
from parentcomms.accounts.queries import staff_with_role
from parentcomms.approvals.models import Approval, Delegation
from parentcomms.approvals.rules import ApprovalKind, Approvers, Step
from parentcomms.approvals.rules import Delegation as DelegationFact
from parentcomms.clock import in_london, today
from parentcomms.database import db


def decisions_about(subject_reference: str) -> Sequence[Approval]:
    """Every decision about one communication, in the order it was made."""
    query = select(Approval).filter_by(subject_reference=subject_reference).order_by(Approval.id)
    return db.session.scalars(query).all()


def decisions_about_all(subject_references: Collection[str]) -> dict[str, list[Approval]]:
    """The same for many communications, in one query."""
    found: dict[str, list[Approval]] = {reference: [] for reference in subject_references}
    query = select(Approval).where(Approval.subject_reference.in_(found)).order_by(Approval.id)
    for approval in db.session.scalars(query):
        found[approval.subject_reference].append(approval)
    return found


def steps(decisions: Sequence[Approval], *, put_forward: Sequence[str] = ()) -> list[Step]:
    """The history as the rules take it: put forward first, then each decision on its hash."""
    asked = [Step(content_hash=content_hash) for content_hash in put_forward]
    decided = [Step(content_hash=each.content_hash, verdict=each.verdict) for each in decisions]
    return [*asked, *decided]


def approvers() -> Approvers:
    """Who may decide at all today."""
    return Approvers(
        heads=frozenset(staff.id for staff in staff_with_role(Role.HEAD)),
        board=frozenset(staff.id for staff in staff_with_role(Role.CHAIR)),
    )


def delegation_to(staff_id: int, kind: ApprovalKind | None = None) -> DelegationFact | None:
    """The delegation in force for this person today, of this kind first, or the newest there is."""
    facts = _facts_about(staff_id)
    in_force = [fact for fact in facts if fact.in_force(today())]
    heads = approvers().heads if in_force else frozenset()
    fitting = [fact for fact in in_force if kind in fact.scope and fact.given_by_id in heads]
    return next(iter(fitting or in_force or facts), None)


def _facts_about(staff_id: int) -> list[DelegationFact]:
    query = select(Delegation).filter_by(given_to_id=staff_id).order_by(Delegation.id.desc())
    return [_fact(row) for row in db.session.scalars(query)]


def lent_permissions(staff_id: int) -> frozenset[Permission]:
    """What a delegation in force, by somebody who is head still, lets this person do."""
    heads = approvers().heads
    scopes = (
        fact.scope
        for fact in _facts_about(staff_id)
        if fact.in_force(today()) and fact.given_by_id in heads
    )
    return LENDABLE if any(ApprovalKind.CHANNEL in scope for scope in scopes) else frozenset()


def _fact(row: Delegation) -> DelegationFact:
    return DelegationFact(
        to_id=row.given_to_id,
        given_by_id=row.given_by_id,
        scope=frozenset(ApprovalKind(kind) for kind in row.scope),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        ended_on=in_london(row.revoked_at).date() if row.revoked_at else None,
    )


def delegations() -> Sequence[Delegation]:
    """Every delegation, newest first."""
    return db.session.scalars(select(Delegation).order_by(Delegation.id.desc())).all()


def delegation(reference: str) -> Delegation | None:
    """One of them."""
    return db.session.scalar(select(Delegation).filter_by(reference=reference))
