"""Reminders as they go out: to whom, in which words, once, and not after all."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.clock import now
from parentcomms.communications.actions import new_version
from parentcomms.communications.sending import send
from parentcomms.database import db
from parentcomms.outbox.messages import subject_of
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.outbox.sending import send_waiting
from parentcomms.people.holds import place_hold
from parentcomms.people.models import Person, Pupil, Relationship
from parentcomms.people.rules import ContactDecision, HoldKind
from parentcomms.reminders.actions import remind
from parentcomms.reminders.models import Reminder
from parentcomms.reminders.queries import due
from parentcomms.reminders.rules import NotNow
from parentcomms.reminders.tasks import remind_the_silent
from parentcomms.school.actions import decide
from tests import make
from tests.communications.conftest import Desk, desk, furnished
from tests.staff_pages import signed_in

__all__ = ["desk"]
START = "2026-09-07 10:00"  # a Monday
USES = ("class_app", "class_photo", "newsletter_print", "website", "social_media",
        "video_voice", "name_outside")  # fmt: skip


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def _asked(desk: Desk) -> None:
    """The request goes out, and the server takes every mail."""
    send(desk.approve(desk.request))
    for mail in db.session.scalars(select(OutgoingMail)):
        mail.state, mail.sent_at = MailState.SENT, now()
    db.session.flush()


def _later(clock: time_machine.Traveller, days: int) -> None:
    clock.shift(timedelta(days=days))


def _reminded(*, by_hand: bool = False) -> list[int]:
    return [row.person_id for row in remind(due(by_hand=by_hand), by_hand=by_hand)]


def _family() -> tuple[Pupil, Person, Person]:
    ada = make.pupil("Ada")
    return ada, make.parent(ada, "Grace"), make.parent(ada, "Tom")


def _answers_everything(child: Pupil, by: Person) -> None:
    for use in USES:
        make.answer(child, by, use, "yes")


@pytest.fixture
def family(clock: time_machine.Traveller, desk: Desk) -> tuple[Pupil, Person, Person]:
    found = _family()
    _asked(desk)
    return found


def test_silence_is_reminded_of_twice_in_the_approved_words_and_no_more(
    clock: time_machine.Traveller, desk: Desk, family: tuple[Pupil, Person, Person]
) -> None:
    _ada, grace, tom = family
    assert _reminded() == []
    _later(clock, 7)
    assert set(_reminded()) == {grace.id, tom.id}
    assert _reminded() == _reminded(by_hand=True) == []
    first, again = db.session.scalars(
        select(OutgoingMail).where(OutgoingMail.to_address == grace.email)
    )
    assert (again.content.subject, again.content.body) == (
        first.content.subject,
        first.content.body,
    )
    assert "Ada" not in subject_of(again)
    _later(clock, 7)
    assert set(_reminded()) == {grace.id, tom.id}
    _later(clock, 21)
    assert _reminded() == _reminded(by_hand=True) == []
    assert set(due(by_hand=False).not_now[NotNow.ENOUGH]) == {grace.id, tom.id}


def test_once_one_parents_answers_stand_the_other_had_the_first_notice_and_no_more(
    clock: time_machine.Traveller, family: tuple[Pupil, Person, Person]
) -> None:
    ada, grace, _tom = family
    _answers_everything(ada, grace)
    _later(clock, 7)
    assert _reminded() == []


def test_whoever_is_held_not_reviewed_or_to_be_left_alone_is_never_reminded(
    clock: time_machine.Traveller, desk: Desk
) -> None:
    rows = [make.parent(make.pupil(), decision=each) for each in ContactDecision]
    held = make.parent(make.pupil())
    _asked(desk)
    place_hold(
        db.session.scalars(select(Relationship).filter_by(person_id=held.id)).one(),
        HoldKind.SCHOOL, "x",
    )  # fmt: skip
    db.session.expire_all()
    _later(clock, 7)
    wanted = list(ContactDecision).index(ContactDecision.WRITE)
    assert _reminded() == [rows[wanted].id]


def test_an_edited_request_waits_for_the_head_and_the_approved_words_go_on(
    clock: time_machine.Traveller, desk: Desk, family: object
) -> None:
    approved = desk.request.versions[-1]
    texts = {**approved.texts, "en": {**approved.texts["en"], "subject": "Something else"}}
    new_version(desk.request, texts, by=desk.office.id)
    db.session.flush()
    _later(clock, 7)
    remind(due(by_hand=False), by_hand=False)
    assert {row.version_id for row in db.session.scalars(select(Reminder))} == {approved.id}


def test_a_reminder_that_waits_is_stopped_by_the_answer_that_came_meanwhile(
    clock: time_machine.Traveller, family: tuple[Pupil, Person, Person]
) -> None:
    ada, grace, _tom = family
    _later(clock, 7)
    assert len(_reminded()) == 2
    _answers_everything(ada, grace)
    db.session.commit()
    send_waiting()
    states = [row.mail.state for row in db.session.scalars(select(Reminder))]
    assert states == [MailState.CANCELLED] * 2


def test_by_hand_it_shows_whom_and_the_job_leaves_them_alone_after(
    app: Flask, clock: time_machine.Traveller
) -> None:
    with app.app_context():
        desk = furnished()
        grace = make.parent(make.pupil("Ada"), surname="Gracely")
        make.parent(make.pupil("Ben"), surname="Paperly", email=None)
        _asked(desk)
        for each in db.session.scalars(select(Person).where(Person.id != grace.id)):
            assert each.email is None
        decide(reminder_gap_days=1)
        db.session.commit()
    clock.shift(timedelta(days=4))
    office = signed_in(app, Role.OFFICE)
    page = office.get("/staff/reminders").text
    assert "Gracely" in page
    assert "Remind 1 adult now" in page
    assert office.submit("/staff/reminders").status_code == 303
    remind_the_silent.call_local()
    clock.shift(timedelta(days=1))
    remind_the_silent.call_local()
    with app.app_context():
        rows = db.session.scalars(select(Reminder)).all()
        assert [(row.by_hand, row.made_by.partition(":")[0]) for row in rows] == [(True, "staff")]
