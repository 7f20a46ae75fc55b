"""Who of the contact review may be decided about in a list, and who never is."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, func, select

from parentcomms.access import Role
from parentcomms.audit.models import AuditEvent
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.people import review_actions, review_together, reviewing
from parentcomms.people.models import ContactReview, Hold, Person
from parentcomms.people.review_rules import (
    HARMLESS,
    Looked,
    homes_differ,
    may_be_together,
    may_press_all,
    nothing_to_decide,
)
from parentcomms.people.rules import (
    ContactDecision,
    HoldKind,
    ParentalResponsibility,
    RelationshipKind,
    ReviewReason,
)
from tests import make
from tests.staff_pages import signed_in

YES, NO, UNKNOWN = (
    ParentalResponsibility.YES,
    ParentalResponsibility.NO,
    ParentalResponsibility.UNKNOWN,
)
MOTHER, CARER = RelationshipKind.MOTHER, RelationshipKind.CARER
SILENT = (ReviewReason.NEVER_WRITTEN_TO, ReviewReason.HOME_NOT_KNOWN)
NOT_YET = ContactDecision.NOT_REVIEWED
PAGE = "/staff/contact-review/together"


def looked(**others) -> Looked:
    return Looked(**{"kind": MOTHER, "pr": YES, "reasons": SILENT} | others)


@pytest.mark.parametrize(
    ("others", "together"),
    [
        ({}, True),
        ({"pr": UNKNOWN}, True),
        ({"kind": CARER}, True),
        ({"kind": CARER, "pr": UNKNOWN}, False),
        ({"pr": NO}, False),
        ({"gets_letters": False}, False),
        ({"reserved": True}, False),
        ({"lives_apart": True}, False),
        *(({"reasons": (*SILENT, each)}, False) for each in ReviewReason if each not in HARMLESS),
    ],
)
def test_who_may_be_decided_about_in_a_list(others, together: bool) -> None:
    assert may_be_together(looked(**others)) is together


@given(
    st.builds(
        Looked,
        kind=st.sampled_from(RelationshipKind),
        pr=st.sampled_from(ParentalResponsibility),
        reasons=st.frozensets(st.sampled_from(ReviewReason)),
        gets_letters=st.booleans(),
        reserved=st.booleans(),
        lives_apart=st.booleans(),
    )
)
def test_whatever_a_person_has_to_know_is_never_in_a_list(each: Looked) -> None:
    if may_be_together(each):
        assert set(each.reasons) <= HARMLESS
        assert each.gets_letters
        assert each.pr is not NO
        assert not each.reserved
        assert not each.lives_apart
        assert not nothing_to_decide(each)


def test_one_press_serves_only_those_with_responsibility_on_record() -> None:
    assert [pr for pr in ParentalResponsibility if may_press_all(pr)] == [YES]


@pytest.mark.parametrize(
    ("others", "nothing"),
    [
        ({"kind": RelationshipKind.GRANDPARENT, "pr": UNKNOWN}, True),
        ({"kind": RelationshipKind.OTHER, "pr": NO}, True),
        ({"kind": RelationshipKind.OTHER, "pr": NO, "reserved": True}, False),
        ({"kind": RelationshipKind.FATHER, "pr": NO}, False),
        ({"kind": RelationshipKind.OTHER, "pr": YES}, False),
        ({"gets_letters": True}, False),
    ],
)
def test_about_whom_there_is_nothing_to_decide(others, nothing: bool) -> None:
    assert nothing_to_decide(looked(**{"gets_letters": False} | others)) is nothing


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (("1 High St\nElm", "AB1 2CD"), ("1 High St.", "ab12cd"), False),
        (("1 High St", "AB1 2CD"), ("2 High St", "AB1 2CD"), True),
        (("1 High St", "AB1 2CD"), ("1 High St", "ZZ9 9ZZ"), True),
        (("", ""), ("1 High St", "AB1 2CD"), False),
        (("1 High St", ""), ("", "AB1 2CD"), False),
    ],
)
def test_when_two_addresses_are_two_homes(one, other, differ: bool) -> None:
    assert homes_differ(one, other) is differ
    assert homes_differ(other, one) is differ


def family(name: str, **others):
    """A child in Oak and one adult the file says little of."""
    oak = make.pupil(name)
    columns = {"lives_with": None, "decision": NOT_YET, "pr": YES} | others
    adult = make.person(f"Adult of {name}", email=columns.pop("email", f"{name}@example.org"))
    return make.relationship(oak, adult, **columns)


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_whoever_needs_a_look_is_left_out_of_every_group(session) -> None:
    plain = family("Ada")
    family("Ben", pr=NO)
    family("Cy", court_order=True)
    family("Di", kind=RelationshipKind.SOCIAL_WORKER)
    family("Eli", email="one@example.org")
    family("Flo", email="ONE@example.org")
    family("Gus", lives_with=False)
    held = family("Hal")
    db.session.add(
        Hold(relationship_id=held.id, kind=HoldKind.SCHOOL, placed_by="system", placed_at=now())
    )
    apart = family("Ivy")
    apart.person.postcode = "AB1 2CD"
    other = make.person("Other home", email="o@example.org", postcode="ZZ9 9ZZ")
    make.relationship(apart.pupil, other, lives_with=None, decision=NOT_YET, pr=YES)
    db.session.commit()
    (group,) = review_together.groups(reviewing.everyone())
    assert [each.relationship_id for each in group.people] == [plain.id]
    queue = review_together.to_look_at(reviewing.everyone(), may_hold=False)
    assert {each.child.split()[0] for each in queue} == {"Ben", "Eli", "Flo", "Gus", "Ivy"}


def test_do_not_contact_is_never_given_to_a_list(session) -> None:
    family("Ada")
    with pytest.raises(Refused):
        review_actions.decide_together(reviewing.everyone(), ContactDecision.DO_NOT_CONTACT)
    assert count(ContactReview) == 0


def test_each_ticked_adult_has_a_row_and_an_event_and_the_others_wait(app: Flask) -> None:
    with app.app_context():
        for name in ("Ada", "Ben", "Cy"):
            family(name)
        family("Di", pr=UNKNOWN)
        db.session.commit()
    office = signed_in(app, Role.OFFICE)
    shown = office.get(PAGE).text
    assert shown.count('name="yes-adults"') == 3
    assert shown.count('name="unknown-adults"') == 1
    assert shown.count('name="everybody"') == 1
    with app.test_request_context():
        people = {each.child[:2]: each.reference for each in reviewing.everyone()}
        events = count(AuditEvent)
    ticked = {"yes-adults": [people["Ad"], people["Cy"]], "yes-decision": "post_only"}
    office.submit(PAGE, ticked)
    with app.test_request_context():
        assert count(ContactReview) == 2
        assert count(AuditEvent) == events + 2
        left = {each.child[:2] for each in reviewing.waiting(reviewing.everyone())}
        assert left == {"Be", "Di"}
    # one press is refused where responsibility is not on record
    office.submit(PAGE, {"unknown-decision": "write", "everybody": "y"})
    with app.test_request_context():
        assert count(ContactReview) == 2


def test_one_press_leaves_out_whoever_has_changed_since_the_page_was_opened(app: Flask) -> None:
    with app.app_context():
        family("Ada")
        ben = family("Ben")
        db.session.commit()
        shown = " ".join(each.reference for each in reviewing.everyone())
        ben.court_order, number = True, ben.id
        db.session.commit()
    office = signed_in(app, Role.OFFICE)
    office.submit(PAGE, {"yes-shown": shown, "yes-decision": "write", "everybody": "y"})
    assert "has changed meanwhile" in office.get("/staff/contact-review").text
    with app.test_request_context():
        (row,) = db.session.scalars(select(ContactReview))
        assert row.relationship_id != number


def test_adults_are_counted_once_whatever_children_they_have(app: Flask) -> None:
    with app.app_context():
        ada = family("Ada")
        make.relationship(make.pupil("Bo"), ada.person, lives_with=None, decision=NOT_YET, pr=YES)
        family("Cy")
        db.session.commit()
        number = ada.person_id
    office = signed_in(app, Role.OFFICE)
    assert "Decide about 2 adults" in office.get("/staff/contact-review").text
    assert "2 adults wait." in office.get("/staff").text
    shown = office.get(PAGE).text
    assert "listed once for each child" in shown
    assert "no address" not in shown, "nobody has one"
    with app.app_context():
        person = db.session.get_one(Person, number)
        person.address = "1 High St"
        db.session.commit()
    assert office.get(PAGE).text.count("no address") == 1
    with app.test_request_context():
        everybody = [each.reference for each in reviewing.everyone()]
    office.submit(PAGE, {"yes-adults": everybody, "yes-decision": "write"})
    review = office.get("/staff/contact-review").text
    assert "Saved for 2 adults." in review
    assert "Nobody is waiting." in review
    assert "Go on with setting up the school" in review


def test_save_and_next_goes_to_the_next_adult_who_needs_a_look(app: Flask) -> None:
    with app.app_context():
        for name in ("Ada", "Ben", "Cy"):
            family(name, lives_with=False, court_order=name == "Ben")
        db.session.commit()
        pages = {
            each.child[:2]: f"/staff/contact-review/{each.reference}"
            for each in reviewing.everyone()
        }
    office = signed_in(app, Role.OFFICE)
    saved = office.submit(pages["Ad"], {"decision": "write"})
    assert saved.location == pages["Cy"]  # Ben is for head or DSL
    assert office.submit(pages["Cy"], {"decision": "write"}).location == "/staff/contact-review"


def test_the_lists_cost_the_same_for_any_school(app: Flask) -> None:
    def asked() -> int:
        seen: list[str] = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        review_together.groups(reviewing.everyone())
        review_together.class_names()
        event.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    with app.app_context():
        family("Ada")
        db.session.commit()
        small = asked()
        for place in range(12):
            family(f"Child{place}")
        db.session.commit()
        assert asked() == small
