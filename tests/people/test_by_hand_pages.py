"""The office writes a child and adults by hand, in the browser."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.people.models import Person, Pupil, Relationship
from parentcomms.people.rules import ContactDecision
from tests import make
from tests.people.test_import_pages import everybody, office

__all__ = ["office"]


def a_day(field: str) -> dict[str, str]:
    now = today()
    parts = {"day": now.day, "month": now.month, "year": now.year}
    return {f"{field}-{part}": str(value) for part, value in parts.items()}


CHILD = {
    "forename": "Zoë",
    "surname": "Nowak",
    "date_of_birth-day": "4",
    "date_of_birth-month": "5",
    "date_of_birth-year": "2018",
    "upn": "a 123",
    "new_class": "Oak",
    **a_day("first_day"),
}
ADULT = {
    "forename": "Anna",
    "surname": "Nowak",
    "kind": "mother",
    "pr": "yes",
    "lives_with": "yes",
    "email": "anna@example.org",
    "address": "1 High Street\n\nLeominster",
    "postcode": "hr6 8aa",
    "language": "pl",
}


@pytest.fixture
def zoe(app: Flask) -> str:
    """The reference of a child with a mother who may be written to."""
    with app.app_context():
        pupil = make.pupil("Zoë", surname="Nowak", in_class=make.school_class())
        make.parent(of=pupil, forename="Anna", surname="Nowak", email="anna@example.org")
        db.session.commit()
        return pupil.reference


def test_a_child_and_two_adults_are_added(app: Flask, office: FlaskClient) -> None:
    sent = office.submit("/staff/children/add", CHILD)
    assert sent.status_code == 303, sent.get_data(as_text=True)
    record = office.get(sent.location).get_data(as_text=True)
    assert "kept as it was written" in record, "an odd UPN warns and is kept"
    (pupil,) = everybody(app, Pupil)
    assert (pupil.upn, pupil.date_of_birth) == ("A123", date(2018, 5, 4))
    again = office.submit("/staff/children/add", CHILD | {"forename": "ZOË"})
    assert "on the school’s record already" in again.get_data(as_text=True)
    assert pupil.reference in again.get_data(as_text=True)

    add = f"/staff/children/{pupil.reference}/adults/add"
    assert office.submit(add, ADULT).status_code == 303
    (anna,) = everybody(app, Person)
    assert (anna.address, anna.postcode) == ("1 High Street\nLeominster", "HR6 8AA")
    father = ADULT | {"forename": "Jan", "kind": "father"}
    asked = office.submit(add, father)
    assert "Say whether it is one of these" in asked.get_data(as_text=True)
    assert office.submit(add, father | {"same_as": "new"}).status_code == 303
    assert len(everybody(app, Relationship)) == 2
    review = office.get("/staff/contact-review").get_data(as_text=True)
    assert "Anna" in review
    assert "Jan" in review


def test_a_siblings_mother_is_the_same_adult(app: Flask, office: FlaskClient, zoe: str) -> None:
    with app.app_context():
        brother = make.pupil("Max")
        anna = db.session.scalars(select(Person)).one().reference
        db.session.commit()
        add = f"/staff/children/{brother.reference}/adults/add"
    assert office.submit(add, ADULT | {"same_as": anna}).status_code == 303
    assert len(everybody(app, Person)) == 1


def test_records_are_put_right_and_ended(app: Flask, office: FlaskClient, zoe: str) -> None:
    record = f"/staff/children/{zoe}"
    adult = f"{record}/adults/{everybody(app, Relationship)[0].reference}"
    assert office.submit(f"{record}/correct", CHILD | {"surname": "Kaur"}).status_code == 303
    assert everybody(app, Pupil)[0].surname == "Kaur"
    bad = office.submit(f"{adult}/correct", ADULT | {"email": "anna", "phone": "1"})
    assert "Write one e-mail address" in bad.get_data(as_text=True)
    assert "telephone number one can ring" in bad.get_data(as_text=True)
    formula = office.submit(f"{adult}/correct", ADULT | {"surname": "=cmd"})
    assert "would run as a formula" in formula.get_data(as_text=True)
    assert office.submit(f"{adult}/correct", ADULT | {"email": "a@new.example"}).status_code == 303
    with app.app_context():
        row = db.session.scalars(select(Relationship)).one()
        assert row.decisions[-1].decision is ContactDecision.NOT_REVIEWED
    elm = {"new_class": "Elm", **a_day("first_day")}
    assert office.submit(f"{adult}/end", a_day("last_day")).status_code == 303
    assert office.submit(f"{record}/class", elm).status_code == 303
    assert office.submit(f"{record}/leaving", a_day("last_day")).status_code == 303
    gone = office.submit(f"{record}/returning", elm)
    assert "on roll on that day already" in gone.get_data(as_text=True)


def test_another_childs_adult_is_not_there(app: Flask, office: FlaskClient, zoe: str) -> None:
    with app.app_context():
        other = make.pupil("Max")
        db.session.commit()
        elsewhere = f"/staff/children/{other.reference}/adults"
    adult = everybody(app, Relationship)[0].reference
    assert office.get(f"{elsewhere}/{adult}/correct").status_code == 404
    assert office.get(f"{elsewhere}/{adult}/end").status_code == 404
    assert office.get("/staff/children/nobody/correct").status_code == 404
