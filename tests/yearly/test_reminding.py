"""The yearly reminder as it goes out: once, to those who may be written to, in their language."""

from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts.models import FamilyLink
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.outbox.messages import as_text, subject_of
from parentcomms.outbox.models import Lane, MailState, OutgoingMail
from parentcomms.outbox.sending import send_waiting
from parentcomms.people.holds import lift_holds, place_hold
from parentcomms.people.models import Enrolment, Person, Pupil, Relationship
from parentcomms.people.own import give_own_page
from parentcomms.people.rules import ContactDecision, HoldKind
from parentcomms.school.actions import decide
from parentcomms.yearly.actions import remind, told_on_paper
from parentcomms.yearly.letters import letters_pdf
from parentcomms.yearly.models import PaperReminder
from parentcomms.yearly.queries import due
from parentcomms.yearly.tasks import remind_of_answers
from tests import make
from tests.staff_pages import signed_in

IN_MAY, IN_SEPTEMBER = "2026-05-12 10:00", "2026-09-08 10:00"


def _a_family(**others: object) -> tuple[Pupil, Person]:
    with time_machine.travel(IN_MAY):
        ada = make.pupil("Ada")
        grace = make.parent(ada, **others)
        make.answer(ada, grace, "website", "yes")
    return ada, grace


@pytest.fixture
def school(session: object) -> None:
    decide(name="Elm Park", phone="01452 000000", head_name="Margaret Okafor")
    with time_machine.travel(IN_MAY):
        make.questions()


def _queued() -> list[OutgoingMail]:
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def _remind() -> int:
    found = due()
    return remind(found) if found is not None else 0


@time_machine.travel(IN_SEPTEMBER)
def test_the_mail_has_a_link_in_the_adults_language_and_no_answer_or_child(school: None) -> None:
    _a_family(language="pl")
    assert _remind() == 1
    (mail,) = _queued()
    assert mail.lane == Lane.BULK
    assert mail.content.language == "pl"
    assert subject_of(mail) == "Elm Park: Państwa odpowiedzi w sprawie zdjęć"
    assert "http://" in as_text(mail)
    assert "Ada" not in as_text(mail) + subject_of(mail)


@time_machine.travel(IN_SEPTEMBER)
def test_whoever_is_silent_held_or_whose_child_has_left_gets_none(school: None) -> None:
    _ada, grace = _a_family()
    place_hold(db.session.scalars(select(Relationship)).one(), HoldKind.SCHOOL, "x")
    make.parent(make.pupil("Ben"))
    cai, _tom = _a_family()
    db.session.scalars(select(Enrolment).filter_by(pupil_id=cai.id)).one().ends_on = date(
        2026, 7, 20
    )
    _a_family(decision=ContactDecision.DO_NOT_CONTACT)
    db.session.flush()
    found = due()
    assert found is not None
    assert found.plan.everyone == {}
    lift_holds(db.session.scalars(select(Relationship).filter_by(person_id=grace.id)).one())
    db.session.expire_all()
    assert _remind() == 1


@time_machine.travel(IN_SEPTEMBER)
def test_a_hold_on_one_of_an_adults_merged_rows_stops_the_mail_about_the_other(
    school: None,
) -> None:
    ada, grace = _a_family()
    again = make.person("Grace")
    doubled = make.relationship(ada, again)
    again.merged_into_id, again.merged_at = grace.id, now()
    place_hold(doubled, HoldKind.SCHOOL, "x")
    db.session.flush()
    assert _remind() == 0


def test_once_in_a_school_year_even_when_the_school_picks_another_month(school: None) -> None:
    ada, _grace = _a_family()
    with time_machine.travel(IN_SEPTEMBER):
        assert [_remind(), _remind()] == [1, 0]
    with time_machine.travel("2026-11-20 10:00"):
        assert _remind() == 0
        decide(reminder_month=1)
    with time_machine.travel("2027-01-12 10:00"):
        assert _remind() == 0
        decide(reminder_month=9)
        ada.year_group = "5"
    with time_machine.travel("2027-09-03 10:00"):
        assert _remind() == 1


def test_a_missed_month_is_made_good_and_not_a_missed_year(school: None) -> None:
    _a_family()
    with time_machine.travel("2027-05-04 10:00"):
        assert due() is None
    with time_machine.travel("2026-11-30 10:00"):
        assert _remind() == 1


@time_machine.travel(IN_SEPTEMBER)
def test_a_pupil_who_decides_gets_their_own(school: None) -> None:
    ada, _grace = _a_family()
    ada.date_of_birth, ada.year_group = date(2010, 5, 1), "12"
    decide(year_groups=["11", "12", "13"])
    with time_machine.travel("2026-09-01 09:00"):
        own = give_own_page(ada, email="ada@example.org")
        db.session.flush()
    with time_machine.travel("2025-09-10 09:00"):
        make.answer(ada, own, "website", "yes")
    ada.year_group = "13"
    assert _remind() == 1
    assert _queued()[0].to_address == "ada@example.org"


@time_machine.travel(IN_SEPTEMBER)
def test_a_mail_that_waits_is_stopped_by_a_hold_and_made_again_once_lifted(school: None) -> None:
    _a_family()
    _remind()
    row = db.session.scalars(select(Relationship)).one()
    place_hold(row, HoldKind.SCHOOL, "x")
    db.session.commit()
    send_waiting()
    assert _queued()[0].state is MailState.CANCELLED
    lift_holds(row)
    db.session.commit()
    assert _remind() == 1
    assert len(_queued()) == 2


@time_machine.travel(IN_SEPTEMBER)
def test_without_email_it_is_a_letter_until_the_office_has_sent_it(school: None) -> None:
    _ada, grace = _a_family(email=None)
    _ben, post_only = _a_family(decision=ContactDecision.POST_ONLY)
    found = due()
    assert found is not None
    assert set(found.plan.paper) == {grace.id, post_only.id}
    assert remind(found) == 0
    assert letters_pdf(found).startswith(b"%PDF")
    told_on_paper(found, {grace.id, 999_999})
    assert [row.person_id for row in db.session.scalars(select(PaperReminder))] == [grace.id]
    again = due()
    assert again is not None
    assert set(again.plan.paper) == {post_only.id}


@time_machine.travel(IN_SEPTEMBER)
def test_what_did_not_arrive_goes_on_paper(school: None) -> None:
    _ada, grace = _a_family()
    _remind()
    _queued()[0].state = MailState.FAILED
    db.session.flush()
    found = due()
    assert found is not None
    assert (set(found.plan.email), set(found.plan.paper)) == (set(), {grace.id})


@time_machine.travel(IN_SEPTEMBER)
def test_the_job_reminds_by_itself_and_the_office_marks_its_letters(app: Flask) -> None:
    office = signed_in(app, Role.OFFICE)
    assert "Nobody waits for a letter" in office.get("/staff/yearly-reminders").text
    with app.app_context():
        decide(name="Elm Park")
        with time_machine.travel(IN_MAY):
            make.questions()
        _a_family()
        _a_family(email=None, surname="Paperly")
        db.session.commit()
    remind_of_answers.call_local()
    with app.app_context():
        assert len(_queued()) == 1
    assert office.get("/staff/yearly-reminders/letters.pdf").mimetype == "application/pdf"
    page = office.get("/staff/yearly-reminders").text
    assert "Paperly" in page
    shown = office.submit("/staff/yearly-reminders", to="/staff/yearly-reminders/told")
    assert shown.status_code == 303
    with app.app_context():
        assert db.session.query(PaperReminder).count() == 1


@time_machine.travel(IN_SEPTEMBER)
def test_where_everybody_gets_a_letter_the_letters_have_their_links(app: Flask) -> None:
    office = signed_in(app, Role.OFFICE)
    with app.app_context():
        decide(name="Elm Park")
        with time_machine.travel(IN_MAY):
            make.questions()
        _a_family(email=None, surname="Paperly")
        db.session.commit()
    for _ in range(2):
        remind_of_answers.call_local()
    with app.app_context():
        assert len(_queued()) == 0
        assert db.session.query(FamilyLink).count() == 1
    assert office.get("/staff/yearly-reminders/letters.pdf").mimetype == "application/pdf"
