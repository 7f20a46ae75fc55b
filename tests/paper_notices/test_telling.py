"""From an answer that staff recorded to the letter the office has posted."""

from datetime import timedelta

import pypdfium2
import pytest
import time_machine
from flask import Flask, current_app, g
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.clock import now
from parentcomms.communications.rules import in_book_bag
from parentcomms.consent.recording import record_for
from parentcomms.consent.rules import AnswerRoute, Decision
from parentcomms.database import db
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.paper_notices.actions import prepare, told_on_paper
from parentcomms.paper_notices.letters import letters_pdf
from parentcomms.paper_notices.models import PaperNotice
from parentcomms.paper_notices.queries import waiting
from parentcomms.people.holds import lift_holds, place_hold
from parentcomms.people.models import Person, Relationship
from parentcomms.people.rules import ContactDecision, HoldKind
from parentcomms.school.actions import decide
from tests import make
from tests.staff_pages import signed_in

PHONE = {"route": AnswerRoute.PHONE, "evidence": {"caller": "x"}}


@pytest.fixture
def school(session: object) -> None:
    decide(name="Elm Park", phone="01452 000000", head_name="Margaret Okafor")
    make.questions()


def _tie(adult: Person) -> Relationship:
    return db.session.scalars(select(Relationship).filter_by(person_id=adult.id)).one()


def _recorded(adult: Person) -> Person:
    """The office takes this adult's no, at a moment of its own."""
    with current_app.test_request_context("/"):
        g.staff = make.staff("Sam Staff")
        record_for(_tie(adult), {"website": Decision.NO}, **PHONE)
        db.session.flush()
    return adult


def _names() -> list[str]:
    return [each.person.surname for each in waiting()]


def test_those_on_paper_wait_by_class_until_the_office_has_told_them(school: None) -> None:
    elm, oak = make.school_class("10 Elm"), make.school_class("2 Oak")
    late, early = make.pupil("Ada", in_class=elm), make.pupil("Ben", in_class=oak)
    _recorded(make.parent(late, surname="Aaron", email=None))
    _recorded(make.parent(early, surname="Zebra", decision=ContactDecision.POST_ONLY))
    _recorded(make.parent(early, surname="Mailed"))
    answered = make.parent(early, surname="Tapped", email=None)
    make.answer(early, answered, "website", "no")
    assert _names() == ["Zebra", "Aaron"]
    assert [in_book_bag(each.ties) for each in waiting()] == [False, True]
    first = waiting()[0].person
    rows = told_on_paper(waiting(), {first.reference, "somebody-else"})
    assert [row.person_id for row in rows] == [first.id]
    assert _names() == ["Aaron"]
    with time_machine.travel(now() + timedelta(minutes=1)):
        _recorded(first)
        assert _names() == ["Zebra", "Aaron"]


def test_held_and_never_contacted_adults_are_not_listed(school: None) -> None:
    ada = make.pupil("Ada")
    held = make.parent(ada, surname="Held", email=None)
    place_hold(_tie(held), HoldKind.SCHOOL, "x")
    _recorded(held)
    _recorded(make.parent(ada, decision=ContactDecision.DO_NOT_CONTACT))
    _recorded(make.parent(ada, decision=ContactDecision.NOT_REVIEWED))
    assert _names() == []
    lift_holds(_tie(held))
    db.session.flush()
    assert _names() == ["Held"]


def test_a_mail_that_told_nobody_becomes_a_letter(school: None) -> None:
    grace = _recorded(make.parent(make.pupil(), surname="Bounced"))
    mail = db.session.scalars(select(OutgoingMail)).one()
    assert _names() == []
    mail.state = MailState.FAILED
    db.session.flush()
    assert _names() == ["Bounced"]
    told_on_paper(waiting(), {grace.reference})
    assert _names() == []


def test_whoever_was_told_as_another_entry_of_theirs_is_told(school: None) -> None:
    ada = make.pupil()
    kept, doubled = make.person("Grace", email=None), make.parent(ada, email=None)
    _recorded(doubled)
    told_on_paper(waiting(), {doubled.reference})
    doubled.merged_into_id, doubled.merged_at = kept.id, now()
    db.session.flush()
    assert _names() == []


def test_the_letter_is_in_their_language_and_holds_no_answer(school: None) -> None:
    post_only = ContactDecision.POST_ONLY
    _recorded(make.parent(make.pupil("Ada"), decision=post_only, language="pl"))
    assert not db.session.scalars(select(OutgoingMail)).all()
    prepare(waiting())
    db.session.flush()
    with pypdfium2.PdfDocument(letters_pdf(waiting())) as opened:
        found = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in opened)
    assert "zostały u nas zaktualizowane" in found
    assert "post" in found
    assert "Ada" not in found
    assert "((" not in found


def test_the_office_prints_then_marks_what_the_page_showed(app: Flask) -> None:
    office = signed_in(app, Role.OFFICE)
    assert "Letters: answers we recorded" not in office.get("/staff").text
    assert office.get("/staff/answers-recorded/letters.pdf").status_code == 404
    with app.app_context():
        decide(name="Elm Park")
        make.questions()
        _recorded(make.parent(make.pupil("Ada"), surname="Paperly", email=None))
        db.session.commit()
    page = "/staff/answers-recorded"
    assert "Letters: answers we recorded" in office.get("/staff").text
    assert "Paperly" in office.get(page).text
    printed = office.submit(page, to=f"{page}/print")
    assert printed.headers["Location"].endswith("letters.pdf")
    assert office.get(f"{page}/letters.pdf").mimetype == "application/pdf"
    office.submit(page, to=f"{page}/told")
    assert "Nobody waits" in office.get(page).text
    with app.app_context():
        assert db.session.query(PaperNotice).count() == 1
