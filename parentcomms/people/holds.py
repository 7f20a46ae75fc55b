"""Holds: an adult who is neither written to nor shown anything until head or DSL lifts it."""

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record, record_many
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.people.models import Hold, Relationship
from parentcomms.people.rules import ContactDecision, HoldKind, Way, may_be_written_to


def open_holds(relationship: Relationship) -> list[Hold]:
    """The holds in force."""
    return [hold for hold in relationship.holds if hold.lifted_at is None]


def contact_decision(relationship: Relationship) -> ContactDecision:
    """What the office last decided about writing to this adult about this child."""
    decisions = relationship.decisions
    return decisions[-1].decision if decisions else ContactDecision.NOT_REVIEWED


def may_be_mailed(relationship: Relationship) -> bool:
    """Whether an e-mail about this child may go to this adult today."""
    held = [hold.kind for hold in open_holds(relationship)]
    return may_be_written_to(contact_decision(relationship), by=Way.EMAIL, holds=held)


def place_hold(relationship: Relationship, kind: HoldKind, reason: str) -> Hold:
    """Put an adult on hold for one child; the reason is for head and DSL."""
    row = Hold(
        relationship_id=relationship.id,
        kind=kind,
        reason=reason,
        placed_by=acting(),
        placed_at=now(),
    )
    db.session.add(row)
    record("hold-placed", row)
    return row


def lift_holds(relationship: Relationship) -> None:
    """Lift every hold on an adult for one child; answers given meanwhile count as they would."""
    rows = open_holds(relationship)
    for row in rows:
        row.lifted_by, row.lifted_at = acting(), now()
    record_many("hold-lifted", rows)
