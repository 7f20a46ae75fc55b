"""Signing off who may be written to, before anything is sent."""

from collections.abc import Sequence

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record, record_many
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.people import holds, reviewing
from parentcomms.people.models import ContactReview, Relationship
from parentcomms.people.reviewing import Waiting
from parentcomms.people.rules import ContactDecision

_D = ContactDecision


def decide(about: Waiting, decision: ContactDecision, *, may_hold: bool) -> None:
    """The office's answer about one adult and one child.

    *Do not contact*, and whatever a court or a hold touches, is for head and DSL alone: raises
    Refused for anybody else.
    """
    reserved = _D.DO_NOT_CONTACT in (decision, about.decision) or about.for_head_or_dsl
    if reserved and not may_hold:
        raise Refused(gettext("The head or the DSL decides about this adult."))
    _write_down([about], decision)


def decide_together(people: Sequence[Waiting], decision: ContactDecision) -> None:
    """The same about several of whom the file says as little; each has a row and an event.

    Raises Refused for *do not contact*, which is nobody's to give to a list.
    """
    if decision not in {_D.WRITE, _D.POST_ONLY}:
        raise Refused(gettext("Decide about this adult alone."))
    _write_down(people, decision)


def _write_down(people: Sequence[Waiting], decision: ContactDecision) -> None:
    rows = [_review(each.relationship_id, decision) for each in people]
    db.session.add_all(rows)
    if decision is not _D.DO_NOT_CONTACT:
        for each in people:
            if not each.gets_letters:
                _let_letters_through(each.relationship_id)
    record_many("contact-reviewed", rows)


def sign_off_the_unflagged(newest: int) -> int:
    """Write to everybody about whom nothing is flagged, among those the office was shown."""
    people = [
        each
        for each in reviewing.waiting(reviewing.everyone())
        if each.nothing_flagged and each.relationship_id <= newest
    ]
    _write_down(people, _D.WRITE)
    return reviewing.adults_among(people)


def lift_holds(relationship: Relationship) -> None:
    """The head or DSL has looked; the contact review asks again before anything is sent."""
    holds.lift_holds(relationship)
    again = _review(relationship.id, _D.NOT_REVIEWED)
    db.session.add(again)
    record("contact-reviewed", again)


def _review(relationship_id: int, decision: ContactDecision) -> ContactReview:
    return ContactReview(
        relationship_id=relationship_id,
        decision=decision,
        decided_by=acting(),
        decided_at=now(),
    )


def _let_letters_through(relationship_id: int) -> None:
    """Somebody the rule would not write to, whom the office has looked at and wants told."""
    row = db.session.get_one(Relationship, relationship_id)
    row.gets_letters = True
