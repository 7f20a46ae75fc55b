"""Staff pages that compose other rooms: home, children, one child's record, classes, the audit."""

from dataclasses import dataclass

import pytest
from flask import Flask

from parentcomms.access import Role
from parentcomms.audit.actions import note
from parentcomms.audit.models import AuditEvent
from parentcomms.clock import today
from parentcomms.communications.actions import install_shipped_communications
from parentcomms.database import db
from parentcomms.people.models import Hold, Relationship
from parentcomms.people.rules import ParentalResponsibility, RelationshipKind
from parentcomms.school.actions import decide
from tests import make
from tests.staff_pages import signed_in

OFFICE, HEAD, DSL, TEACHER = Role.OFFICE, Role.HEAD, Role.DSL, Role.TEACHER


@dataclass(frozen=True)
class Family:
    """Addresses of the pages about one child and her mother."""

    child: str
    adult: str
    school_class: str


@pytest.fixture
def family(app: Flask) -> Family:
    """Ada in Oak, whose mother has said no to the website."""
    with app.app_context():
        make.questions()
        install_shipped_communications()
        oak = make.school_class("Oak")
        ada = make.pupil("Ada", in_class=oak, surname="O'Brien-Smith")
        mother = make.parent(ada, "Grace", surname="Obi")
        make.answer(ada, mother, "website", "no")
        relationship = db.session.query(Relationship).one()
        db.session.commit()
        child = f"/staff/children/{ada.reference}"
        return Family(child, f"{child}/adults/{relationship.reference}", oak.reference)


def _acts(app: Flask) -> list[str]:
    with app.app_context():
        return [row.act for row in db.session.query(AuditEvent).order_by(AuditEvent.id)]


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_home_that_offers_only_pages_they_may_open(
    app: Flask, family: Family, role: Role
) -> None:
    client = signed_in(app, role)
    home = client.get("/staff").text
    tiles = home.split('<ul class="home-tiles">')[1].split("</ul>")[0]
    links = [part.split('"')[0] for part in tiles.split('href="')[1:]]
    assert [link for link in links if client.get(link).status_code != 200] == []
    assert role in {Role.CHAIR, Role.VICE_CHAIR, Role.CLERK} or links


def test_nobody_is_called_reminded_before_there_is_a_family(app: Flask) -> None:
    with app.app_context():
        decide(reminder_month=today().month)
        db.session.commit()
    office, tile = signed_in(app, OFFICE), "The yearly reminder"
    assert tile not in office.get("/staff").text
    with app.app_context():
        make.parent(make.pupil("Ada"))
        db.session.commit()
    assert tile in office.get("/staff").text


def test_a_teacher_sees_no_record_and_no_coverage(app: Flask, family: Family) -> None:
    client = signed_in(app, TEACHER)
    pages = (family.child, "/staff/children", "/staff/classes", "/staff/audit", "/staff/ready")
    assert {client.get(page).status_code for page in pages} == {403}


@pytest.mark.parametrize("typed", ["ada", "OBRIEN", "smith a", "o’brien ada"])
def test_a_child_is_found_by_the_beginning_of_any_word_of_the_name(
    app: Flask, family: Family, typed: str
) -> None:
    page = signed_in(app, OFFICE).get("/staff/children", query_string={"name": typed})
    assert family.child in page.text


def test_a_child_is_not_found_by_the_middle_of_a_name(app: Flask, family: Family) -> None:
    page = signed_in(app, OFFICE).get("/staff/children?name=mith")
    assert family.child not in page.text
    assert "No child on roll has such a name" in page.text


def test_the_office_sees_who_answered_and_not_what_they_said(app: Flask, family: Family) -> None:
    page = signed_in(app, OFFICE).get(family.child).text
    assert "Has answered 1 of 7" in page
    assert "Open individual answers" not in page
    assert "Never" not in page


def test_a_child_nobody_knows_is_not_there(app: Flask, family: Family) -> None:
    assert signed_in(app, HEAD).get("/staff/children/nobody").status_code == 404


def test_an_adult_of_another_child_is_not_there(app: Flask, family: Family) -> None:
    with app.app_context():
        other = make.pupil("Ben")
        db.session.commit()
        wrong = f"/staff/children/{other.reference}/adults/{family.adult.rsplit('/', 1)[1]}"
    assert signed_in(app, HEAD).get(f"{wrong}/hold").status_code == 404


def test_a_hold_is_set_and_lifted_by_the_head_and_its_reason_is_not_the_offices(
    app: Flask, family: Family
) -> None:
    head, office = signed_in(app, HEAD), signed_in(app, OFFICE, name="Olu Office")
    page = f"{family.adult}/hold"
    assert head.submit(page, {"kind": "school", "reason": "A letter came"}).status_code == 303
    record = office.get(family.child).text
    assert "On hold" in record
    assert "A letter came" not in record
    assert office.get(page).status_code == 403
    head.submit(page, to=f"{page}/lift")
    with app.app_context():
        hold = db.session.query(Hold).one()
        assert hold.lifted_at is not None
        assert hold.lifted_by.startswith("staff:")
    assert {"hold-placed", "hold-lifted"} <= set(_acts(app))


def test_a_hold_needs_a_reason(app: Flask, family: Family) -> None:
    page = signed_in(app, DSL).submit(f"{family.adult}/hold", {"kind": "school", "reason": " "})
    assert "Write why" in page.text
    with app.app_context():
        assert db.session.query(Hold).count() == 0


def test_confirming_responsibility_makes_a_waiting_yes_count_and_answers_nothing(
    app: Flask, family: Family
) -> None:
    with app.app_context():
        ben = make.pupil("Ben")
        father = make.parent(
            ben, kind=RelationshipKind.FATHER, pr=ParentalResponsibility.UNKNOWN, lives_with=True
        )
        away = make.parent(ben, pr=ParentalResponsibility.UNKNOWN, lives_with=False)
        held = make.parent(ben, pr=ParentalResponsibility.UNKNOWN, lives_with=True)
        rows = {row.person_id: row for row in db.session.query(Relationship)}
        db.session.add(
            Hold(
                relationship_id=rows[held.id].id, kind="school", placed_by="system",
                placed_at=rows[held.id].person.made_at,
            )
        )  # fmt: skip
        db.session.commit()
        references = {who: rows[each.id].reference for who, each in
                      {"father": father, "away": away, "held": held}.items()}  # fmt: skip
    office = signed_in(app, OFFICE)
    page = office.get("/staff/responsibility").text
    assert references["father"] in page
    assert references["away"] not in page
    assert references["held"] not in page
    office.submit("/staff/responsibility", {"adults": [references["father"]]})
    with app.app_context():
        row = db.session.query(Relationship).filter_by(reference=references["father"]).one()
        assert row.pr is ParentalResponsibility.YES
        assert row.had_pr
        assert row.pr_confirmed_by is not None
    refused = office.submit("/staff/responsibility", {"adults": [references["away"]]})
    assert refused.status_code == 200


def test_coverage_leads_from_the_class_to_the_child(app: Flask, family: Family) -> None:
    office = signed_in(app, OFFICE)
    assert f"/staff/classes/{family.school_class}" in office.get("/staff/classes").text
    assert family.child in office.get(f"/staff/classes/{family.school_class}").text
    assert office.get("/staff/classes/nothing").status_code == 404
    assert "Nothing" not in office.get("/staff/classes/no-class").text


def test_the_audit_shows_who_did_what_and_never_an_event_about_a_concern(
    app: Flask, family: Family
) -> None:
    with app.app_context():
        note("concern-received", "concern", row_id=1)
        note("attachment-added", "concern_attachment", row_id=1)
        note("answers-opened", "pupil", row_id=1)
        db.session.commit()
    head = signed_in(app, HEAD)
    page = head.get("/staff/audit").text
    assert "Opened individual answers" in page
    assert "concern" not in page.split('id="act"')[1]
    assert "The audit holds" in head.get("/staff/audit/verify").text
    assert "Answer<" in head.get("/staff/audit?act=answer").text
