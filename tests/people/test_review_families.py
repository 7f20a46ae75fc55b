"""The contact review says with whom an address is shared, and decides for a family at once."""

from flask import Flask

from parentcomms.access import Role
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.people import reviewing
from parentcomms.people.models import ContactReview, Hold
from parentcomms.people.rules import ContactDecision, HoldKind, RelationshipKind
from tests import make
from tests.staff_pages import signed_in

NOT_YET = ContactDecision.NOT_REVIEWED
PAGE = "/staff/contact-review"


def _page_of(app: Flask, adult: str, child: str) -> str:
    with app.test_request_context():
        people = reviewing.everyone()
        found = next(
            each for each in people if each.adult.startswith(adult) and each.child.startswith(child)
        )
        return f"{PAGE}/{found.reference}"


def test_with_whom_an_address_is_shared_is_said_and_a_held_adult_is_named_to_head_and_dsl_alone(
    app: Flask,
) -> None:
    with app.app_context():
        ada = make.pupil("Ada")
        make.parent(ada, "Grace", email="one@example.org", decision=NOT_YET)
        make.parent(ada, "Hal", email="One@example.org", decision=NOT_YET)
        held = make.person("Sly", email="one@example.org")
        relation = make.relationship(make.pupil("Zed"), held, decision=NOT_YET)
        db.session.add(
            Hold(
                relationship_id=relation.id, kind=HoldKind.SCHOOL,
                placed_by="system", placed_at=now(),
            )
        )  # fmt: skip
        db.session.commit()
    office = signed_in(app, Role.OFFICE).get(PAGE).text
    assert "Has the same e-mail address as Hal" in office
    assert "Sly" not in office
    assert "Sly" in signed_in(app, Role.HEAD).get(PAGE).text


def test_one_decision_serves_a_couples_children_and_only_where_it_was_ticked(app: Flask) -> None:
    with app.app_context():
        ada, ben = make.pupil("Ada"), make.pupil("Ben")
        for name, kind in (("Grace", RelationshipKind.MOTHER), ("Hal", RelationshipKind.FATHER)):
            adult = make.person(name)
            for child in (ada, ben):
                make.relationship(child, adult, kind=kind, lives_with=None, decision=NOT_YET)
        make.parent(make.pupil("Cy"), "Una", lives_with=None, decision=NOT_YET)
        db.session.commit()
    office = signed_in(app, Role.OFFICE)
    page = _page_of(app, "Grace", "Ada")
    shown = office.get(page).text
    assert shown.count('name="same_for"') == 3
    assert "Una" not in shown
    same = [_page_of(app, *who).rsplit("/", 1)[1] for who in (("Grace", "Ben"), ("Hal", "Ada"))]
    office.submit(page, {"decision": "write", "same_for": same})
    with app.test_request_context():
        assert db.session.query(ContactReview).count() == 3
        left = {
            (each.adult[:3], each.child[:3]) for each in reviewing.waiting(reviewing.everyone())
        }
    assert left == {("Hal", "Ben"), ("Una", "Cy ")}


def test_what_only_the_head_decides_is_not_offered_to_the_office(app: Flask) -> None:
    with app.app_context():
        adult = make.person("Grace")
        for name, kind in (
            ("Ada", RelationshipKind.MOTHER),
            ("Ben", RelationshipKind.FOSTER_CARER),
        ):
            make.relationship(make.pupil(name), adult, kind=kind, decision=NOT_YET)
        db.session.commit()
    page = _page_of(app, "Grace", "Ada")
    assert "same_for" not in signed_in(app, Role.OFFICE).get(page).text
    assert "same_for" in signed_in(app, Role.HEAD).get(page).text
