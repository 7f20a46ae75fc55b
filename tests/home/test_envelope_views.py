"""The wish for an own envelope is recorded, and obeyed when letters are printed."""

from flask import Flask

from parentcomms.access import Role
from parentcomms.audit.models import AuditEvent
from parentcomms.database import db
from parentcomms.people.models import Person, Relationship
from tests import make
from tests.staff_pages import signed_in


def test_the_office_records_that_an_adult_wants_an_envelope_of_their_own(app: Flask) -> None:
    with app.app_context():
        ada = make.pupil("Ada")
        make.parent(ada, "Grace")
        adult = db.session.query(Relationship).one().reference
        child = f"/staff/children/{ada.reference}"
        db.session.commit()
    office = signed_in(app, Role.OFFICE)
    page = f"{child}/adults/{adult}/envelope"
    assert "Envelope of their own: no" in office.get(child).text
    assert office.submit(page, {"own": "yes"}).location == child
    assert "Envelope of their own: yes" in office.get(child).text
    office.submit(page, {"own": "yes"})
    office.submit(page, {"own": "no"})
    with app.app_context():
        assert db.session.query(Person).one().own_envelope is False
        acts = [row.act for row in db.session.query(AuditEvent) if "envelope" in row.act]
    assert acts == ["own-envelope-wished", "own-envelope-no-longer"]
    assert signed_in(app, Role.TEACHER).get(page).status_code == 403
