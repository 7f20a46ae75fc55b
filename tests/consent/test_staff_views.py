"""Opening individual answers, setting a no aside, never, and recording an answer for an adult."""

from dataclasses import dataclass

import pytest
from flask import Flask

from parentcomms.access import Role
from parentcomms.audit.models import AuditEvent
from parentcomms.clock import now, today
from parentcomms.communications.actions import install_shipped_communications
from parentcomms.communications.models import Delivery, DeliveryChild
from parentcomms.communications.queries import standing_communication
from parentcomms.communications.rules import CommunicationKind, DeliveryRoute
from parentcomms.communications.sheets import form_code
from parentcomms.consent.models import Answer, AnswerSetAside, Never
from parentcomms.database import db
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Relationship
from parentcomms.people.rules import ContactDecision
from tests import make
from tests.staff_pages import signed_in


@dataclass(frozen=True)
class Spot:
    """Where one child and one adult are, and the reference of the adult's no."""

    child: str
    adult: str
    no: str
    relationship_id: int
    person_id: int


@pytest.fixture
def spot(app: Flask) -> Spot:
    with app.app_context():
        make.questions()
        install_shipped_communications()
        ada = make.pupil("Ada")
        mother = make.parent(ada, "Grace", surname="Obi")
        no = make.answer(ada, mother, "website", "no")
        row = db.session.query(Relationship).one()
        db.session.commit()
        child = f"/staff/children/{ada.reference}"
        return Spot(
            child, f"{child}/adults/{row.reference}/answers", no.reference, row.id, mother.id
        )


def _answers(app: Flask) -> list[Answer]:
    with app.app_context():
        return list(db.session.query(Answer).order_by(Answer.id))[1:]


def _sheet(app: Flask, spot: Spot) -> str:
    """A consent sheet printed for this adult; gives its code."""
    with app.app_context():
        letter = standing_communication(CommunicationKind.CONSENT_REQUEST)
        assert letter is not None
        delivery = Delivery(
            communication_id=letter.id,
            version_id=letter.versions[-1].id,
            person_id=spot.person_id,
            language="en",
            route=DeliveryRoute.PAPER,
            made_at=now(),
        )
        db.session.add(delivery)
        db.session.flush()
        db.session.add(
            DeliveryChild(
                delivery_id=delivery.id,
                kind=CommunicationKind.CONSENT_REQUEST,
                relationship_id=spot.relationship_id,
                joined_on=today(),
            )
        )
        db.session.commit()
        return form_code(delivery.reference, spot.relationship_id)


def test_each_opening_of_individual_answers_is_recorded(app: Flask, spot: Spot) -> None:
    head = signed_in(app, Role.HEAD)
    assert "Individual answers" in head.submit(spot.child, to=f"{spot.child}/answers").text
    head.submit(spot.child, to=f"{spot.child}/answers")
    with app.app_context():
        assert db.session.query(AuditEvent).filter_by(act="answers-opened").count() == 2


@pytest.mark.parametrize("role", [Role.OFFICE, Role.TEACHER, Role.DEPUTY_DSL, Role.ADMINISTRATOR])
def test_who_may_not_know_cannot_open_them(app: Flask, spot: Spot, role: Role) -> None:
    client = signed_in(app, role)
    for address in ("answers", f"answers/{spot.no}/set-aside", "never/lift", "ask-the-head"):
        posted = client.submit("/staff/my-password", to=f"{spot.child}/{address}")
        assert posted.status_code == 403
    assert client.get(f"{spot.child}/never").status_code == 403


def test_a_no_is_set_aside_with_a_reason_and_only_then(app: Flask, spot: Spot) -> None:
    head = signed_in(app, Role.HEAD)
    address = f"{spot.child}/answers/{spot.no}/set-aside"
    assert "Write why" in head.submit(spot.child, {"reason": ""}, to=address).text
    assert head.submit(spot.child, {"reason": "By order"}, to=address).status_code == 303
    with app.app_context():
        assert db.session.query(AnswerSetAside).one().reason == "By order"
    again = head.submit(spot.child, to=f"{spot.child}/answers").text
    assert "Set aside by Sam Staff" in again
    assert "By order" in again


def test_another_childs_answer_cannot_be_set_aside(app: Flask, spot: Spot) -> None:
    with app.app_context():
        other = make.pupil("Ben").reference
        db.session.commit()
    address = f"/staff/children/{other}/answers/{spot.no}/set-aside"
    head = signed_in(app, Role.HEAD)
    assert head.submit(spot.child, {"reason": "x"}, to=address).status_code == 404


def test_never_is_set_and_lifted_and_only_head_and_dsl_read_why(app: Flask, spot: Spot) -> None:
    address = f"{spot.child}/never"
    signed_in(app, Role.HEAD).submit(address, {"scope": "outside_school", "reason": "In hiding"})
    dsl = signed_in(app, Role.DSL, name="Dana")
    assert "In hiding" in dsl.get(address).text
    assert "In hiding" not in dsl.get(spot.child).text
    lead = signed_in(app, Role.DATA_PROTECTION_LEAD, name="Dom")
    assert "In hiding" not in lead.submit(spot.child, to=f"{spot.child}/answers").text
    dsl.submit(address, to=f"{address}/lift")
    with app.app_context():
        assert db.session.query(Never).one().lifted_at is not None


def test_a_no_is_recorded_without_any_proof(app: Flask, spot: Spot) -> None:
    office = signed_in(app, Role.OFFICE)
    assert office.submit(spot.adult, {"route": "phone", "use-video_voice": "no"}).status_code == 303
    (row,) = _answers(app)
    assert (row.decision, row.route, row.name_then) == ("no", "phone", "Grace Obi")
    assert row.recorded_by.startswith("staff:")


@pytest.mark.parametrize(
    "given",
    [
        {"route": "paper"},
        {"route": "paper", "code": "7K3M9-Q0VXA"},
        {"route": "phone", "caller": "Grace Obi"},
        {"route": "phone", "number": "01632 960123"},
        {"route": "in_person"},
    ],
)
def test_a_yes_without_its_proof_is_not_recorded(
    app: Flask, spot: Spot, given: dict[str, str]
) -> None:
    answer = signed_in(app, Role.OFFICE).submit(spot.adult, given | {"use-website": "yes"})
    assert "There is a problem" in answer.text
    assert _answers(app) == []


def test_a_yes_on_paper_is_recorded_by_the_code_of_the_adults_own_sheet(
    app: Flask, spot: Spot
) -> None:
    code = _sheet(app, spot)
    typed = {"route": "paper", "code": f" {code.lower()} ", "use-class_app": "yes"}
    assert signed_in(app, Role.OFFICE).submit(spot.adult, typed).status_code == 303
    (row,) = _answers(app)
    assert row.decision == "yes"
    assert row.evidence is not None


def test_the_code_of_another_adults_sheet_is_refused(app: Flask, spot: Spot) -> None:
    code = _sheet(app, spot)
    with app.app_context():
        ben = make.pupil("Ben")
        make.parent(ben)
        other = db.session.query(Relationship).filter_by(pupil_id=ben.id).one().reference
        address = f"/staff/children/{ben.reference}/adults/{other}/answers"
        db.session.commit()
    typed = {"route": "paper", "code": code, "use-class_app": "yes"}
    answer = signed_in(app, Role.OFFICE).submit(address, typed)
    assert "needs the code" in answer.text
    assert _answers(app) == []


def test_no_to_everything_is_one_tap_and_there_is_none_for_yes(app: Flask, spot: Spot) -> None:
    office = signed_in(app, Role.OFFICE)
    office.submit(spot.adult, {"route": "in_person", "no_to_everything": "y"})
    assert [row.decision for row in _answers(app)] == ["no"] * 7
    assert "Yes to everything" not in office.get(spot.adult).text


def test_the_adult_is_told_to_look_and_not_what_was_recorded(app: Flask, spot: Spot) -> None:
    signed_in(app, Role.OFFICE).submit(spot.adult, {"route": "phone", "use-class_app": "no"})
    with app.app_context():
        mail = db.session.query(OutgoingMail).one()
        assert mail.to_address.startswith("adult")


@pytest.mark.parametrize(
    "decision", [ContactDecision.POST_ONLY, ContactDecision.DO_NOT_CONTACT, None]
)
def test_nobody_is_mailed_whom_the_school_may_not_mail(
    app: Flask, spot: Spot, decision: ContactDecision | None
) -> None:
    with app.app_context():
        ben = make.pupil("Ben")
        make.parent(ben, decision=decision or ContactDecision.NOT_REVIEWED)
        row = db.session.query(Relationship).filter_by(pupil_id=ben.id).one()
        address = f"/staff/children/{ben.reference}/adults/{row.reference}/answers"
        db.session.commit()
    signed_in(app, Role.OFFICE).submit(address, {"route": "phone", "use-class_app": "no"})
    assert len(_answers(app)) == 1
    with app.app_context():
        assert db.session.query(OutgoingMail).count() == 0


def test_clearing_every_choice_records_nothing(app: Flask, spot: Spot) -> None:
    answer = signed_in(app, Role.OFFICE).submit(spot.adult, {"route": "phone"})
    assert "Choose at least one answer" in answer.text
    assert _answers(app) == []


def test_pressing_twice_records_once(app: Flask, spot: Spot) -> None:
    office = signed_in(app, Role.OFFICE)
    typed = {"route": "phone", "use-class_app": "no", "form_id": "the-same-form"}
    office.submit(spot.adult, typed)
    office.submit(spot.adult, typed)
    assert len(_answers(app)) == 1
