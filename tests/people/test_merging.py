"""Two entries that are one adult: joined by the office alone, and nothing held back is lost."""

import pytest
from sqlalchemy import select

from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.people import actions, merging
from parentcomms.people.holds import contact_decision, open_holds, place_hold
from parentcomms.people.models import Person, Relationship
from parentcomms.people.rules import ContactDecision, HoldKind, ParentalResponsibility
from tests import make

pytestmark = pytest.mark.usefixtures("session")


def two(**others: object) -> tuple[Person, Person]:
    """The same name and address beside a child each."""
    same = {"surname": "Nowak", "email": "anna@example.org"}
    one = make.parent(make.pupil("Zoë"), "Anna", **same)
    return one, make.parent(make.pupil("Max"), "Anna", **same, **others)


def link_of(person: Person, forename: str) -> Relationship:
    links = db.session.scalars(select(Relationship).where(Relationship.person_id == person.id))
    return next(link for link in links if link.pupil.forename == forename)


def test_the_pair_is_offered_once_and_joined_by_the_office_alone() -> None:
    keep, other = two()
    assert [(p.keep, p.other) for p in merging.pairs()] == [(keep, other)]
    old = link_of(other, "Max")
    merging.merge(keep, other)
    assert (other.merged_into_id, other.merged_at is not None) == (keep.id, True)
    assert old.person_id == other.id, "what was answered keeps pointing at the old entry"
    assert link_of(keep, "Max").pr is ParentalResponsibility.YES
    assert merging.pairs() == []


def test_a_different_responsibility_is_never_joined() -> None:
    keep, other = two(pr=ParentalResponsibility.NO)
    assert merging.pairs() == []
    with pytest.raises(Refused):
        merging.merge(keep, other)


def test_holds_and_do_not_contact_come_along() -> None:
    keep, other = two(decision=ContactDecision.DO_NOT_CONTACT)
    place_hold(link_of(other, "Max"), HoldKind.COURT_ORDER, "seen")
    db.session.commit()
    merging.merge(keep, other)
    db.session.commit()
    joined = link_of(keep, "Max")
    assert [hold.kind for hold in open_holds(joined)] == [HoldKind.COURT_ORDER]
    assert contact_decision(joined) is ContactDecision.DO_NOT_CONTACT


def test_a_new_child_of_a_joined_adult_waits_for_the_contact_review() -> None:
    keep, other = two()
    merging.merge(keep, other)
    assert contact_decision(link_of(keep, "Max")) is ContactDecision.NOT_REVIEWED


def test_a_file_that_still_names_the_joined_entry_means_the_one_adult() -> None:
    keep, other = two()
    keep.contact_id, other.contact_id = "7", "8"
    merging.merge(keep, other)
    db.session.commit()
    max_ = link_of(keep, "Max").pupil
    max_.admission_number = "A2"
    db.session.commit()
    top = "Admission No,Forename,Surname,Contact 1 ID,Contact 1 Name,Contact 1 PR"
    row = f"A2,{max_.forename},{max_.surname},8,Anna Nowak,Y"
    planned = actions.plan_import(f"{top}\n{row}".encode())
    assert [step.person_id for step in planned.plan.adults] == [keep.id]
    assert [step.link_id for step in planned.plan.links] == [link_of(keep, "Max").id]
    assert planned.plan.adults[0].changes == {}, "nor does it take the other number"
    assert (keep.contact_id, other.contact_id) == ("7", "8")
