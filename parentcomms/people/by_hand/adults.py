"""Writing adults by hand: added to a child, corrected, and what they are to a child ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record, record_many
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.people.corrections import keep_in_mind
from parentcomms.people.holds import contact_decision, open_holds
from parentcomms.people.models import ContactReview, Hold, Person, Pupil, Relationship
from parentcomms.people.rules import (
    AdultRow,
    ContactDecision,
    HoldKind,
    Match,
    ParentalResponsibility,
    RelationshipKind,
    ReviewReason,
    decision_after_import,
    gets_letters,
    may_be_corrected_to,
    same_person,
)

IN_FILES = ("title", "forename", "surname", "email", "phone", "address", "postcode")
ADDRESSES = frozenset({"email", "address", "postcode"})


@dataclass(frozen=True, kw_only=True)
class Tie:
    """What an adult is to a child, as the office writes it."""

    kind: RelationshipKind
    pr: ParentalResponsibility
    lives_with: bool | None
    court_order: bool = False


def perhaps_known(facts: Mapping[str, Any], tie: Tie) -> list[Person]:
    """Adults on our record who may be the one written; never one whose responsibility differs."""
    email, surname = (facts["email"] or "").casefold(), facts["surname"].casefold()
    rows = db.session.scalars(
        select(Person)
        .where(Person.merged_into_id.is_(None))
        .where(or_(func.lower(Person.email) == email, func.lower(Person.surname) == surname))
        .options(selectinload(Person.relationships).joinedload(Relationship.pupil))
        .order_by(Person.id)
    )
    written = AdultRow(
        name=f"{facts['forename']} {facts['surname']}", email=facts["email"] or "", pr=tie.pr
    )
    return [row for row in rows if _may_be(written, row)]


def _may_be(written: AdultRow, person: Person) -> bool:
    said = {link.pr for link in person.relationships} or {ParentalResponsibility.UNKNOWN}
    contradict = {ParentalResponsibility.YES, ParentalResponsibility.NO}
    if any({written.pr, pr} == contradict for pr in said):
        return False
    theirs = AdultRow(name=f"{person.forename} {person.surname}", email=person.email or "")
    return same_person(written, theirs) is not Match.DIFFERENT


def add_adult(facts: Mapping[str, Any]) -> Person:
    """Somebody nobody has named yet."""
    person = Person(**facts, made_at=now())
    db.session.add(person)
    record("adult-added", person)
    keep_in_mind(person, dict.fromkeys(name for name in IN_FILES if facts[name]))
    return person


def tie_to(pupil: Pupil, person: Person, tie: Tie) -> Relationship:
    """From today this adult is something to this child; the contact review asks before anything.

    Whoever was ended before is taken up again, with every hold and *do not contact* of then.
    """
    earlier = next((row for row in person.relationships if row.pupil_id == pupil.id), None)
    if earlier is not None:
        return _taken_up_again(earlier, tie)
    row = Relationship(
        pupil=pupil,
        person=person,
        kind=tie.kind,
        pr=tie.pr,
        had_pr=tie.pr is ParentalResponsibility.YES,
        lives_with=tie.lives_with,
        gets_letters=gets_letters(tie.kind, tie.pr, lives_with_child=tie.lives_with),
        starts_on=today(),
    )
    db.session.add(row)
    record("relationship-added", row)
    keep_in_mind(row, {"kind": None, "pr": None, "lives_with": None})
    _hold_for_court_order(row, tie)
    return row


def _taken_up_again(row: Relationship, tie: Tie) -> Relationship:
    if row.ends_on is None:
        raise Refused(gettext("This adult is on the child’s record already."))
    row.ends_on = None
    correct_tie(row, tie)
    record("relationship-taken-up-again", row)
    if contact_decision(row) is not ContactDecision.DO_NOT_CONTACT:
        _ask_again(row, ContactDecision.NOT_REVIEWED)
    return row


def correct_person(person: Person, facts: Mapping[str, Any]) -> bool:
    """Name, addresses and language. A new address asks the contact review again."""
    before = {name: old for name in facts if (old := getattr(person, name)) != facts[name]}
    if not before:
        return False
    for name in before:
        setattr(person, name, facts[name])
    keep_in_mind(person, {name: old for name, old in before.items() if name in IN_FILES})
    record("adult-corrected", person)
    if before.keys() & ADDRESSES:
        for row in person.relationships:
            _reopen(row, ReviewReason.CHANGED_ADDRESS)
    return True


def correct_tie(row: Relationship, tie: Tie) -> bool:
    """What an adult is to a child, put right; whoever ever had responsibility stays known for it.

    Raises Refused where a family member would become somebody of an authority, or the reverse:
    their silence or their answer would then count otherwise.
    """
    if not may_be_corrected_to(row.kind, tie.kind):
        raise Refused(gettext("End this entry and add the adult anew: they answer otherwise."))
    facts = {"kind": tie.kind, "pr": tie.pr, "lives_with": tie.lives_with}
    before = {name: old for name in facts if (old := getattr(row, name)) is not facts[name]}
    _hold_for_court_order(row, tie)
    if not before:
        return False
    row.had_pr = row.had_pr or ParentalResponsibility.YES in (row.pr, tie.pr)
    for name in before:
        setattr(row, name, facts[name])
    if "pr" in before:
        row.pr_confirmed_by = acting() if tie.pr is ParentalResponsibility.YES else None
    row.gets_letters = gets_letters(tie.kind, tie.pr, lives_with_child=tie.lives_with)
    keep_in_mind(row, before)
    record("relationship-corrected", row)
    return True


def end_tie(row: Relationship, *, last_day: date) -> None:
    """Nothing to this child after that day. What they said stays: a no still counts."""
    if row.ends_on is not None and row.ends_on < today():
        raise Refused(gettext("This has ended already."))
    if last_day < row.starts_on:
        raise Refused(gettext("The last day lies before the first."))
    row.ends_on = last_day
    record("relationship-ended", row)


def _hold_for_court_order(row: Relationship, tie: Tie) -> None:
    """As from a file: nothing goes to them, and they see nothing, until head or DSL lifts it."""
    if not tie.court_order:
        return
    row.court_order = True
    if HoldKind.COURT_ORDER not in {hold.kind for hold in open_holds(row)}:
        db.session.flush()
        hold = Hold(
            relationship_id=row.id,
            kind=HoldKind.COURT_ORDER,
            placed_by=acting(),
            placed_at=now(),
        )
        db.session.add(hold)
        record("hold-placed", hold)
    _reopen(row, ReviewReason.COURT_ORDER)


def _reopen(row: Relationship, why: ReviewReason) -> None:
    decided = contact_decision(row)
    after = decision_after_import(decided, {why})
    if after is not decided:
        _ask_again(row, after)


def _ask_again(row: Relationship, decision: ContactDecision) -> None:
    review = ContactReview(
        relationship_id=row.id, decision=decision, decided_by=acting(), decided_at=now()
    )
    db.session.add(review)
    record_many("contact-reviewed", [review])
