"""Pause, resume and stop; deciding about a mail of unknown fate; the pages for it."""

from flask import Flask

from parentcomms.access import Role
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.outbox.actions import Addressed, MailText, Recipient, queue_mail, queue_many
from parentcomms.outbox.claims import claim
from parentcomms.outbox.models import Lane, MailState, Order, OutgoingMail
from parentcomms.outbox.orders import give_order
from parentcomms.outbox.rules import Pace
from parentcomms.school.actions import decide
from tests.staff_pages import signed_in

HELLO = MailText("Hello", "Dear ((parent_name)),")
FREE = Pace(0)


def _campaign(name: str, count: int = 2) -> list[OutgoingMail]:
    decide(name="Elm Park", email="office@school.example.org")
    letters = [
        Addressed(
            Recipient("Ana", f"{name}{number}@example.org"),
            {"parent_name": "Ana"},
            fact=f"{name}:{number}",
        )
        for number in range(count)
    ]
    mails = queue_many(HELLO, letters, campaign=name)
    db.session.commit()
    return mails


def test_a_paused_campaign_rests_and_the_others_go_on(session: object) -> None:
    resting, going = _campaign("one"), _campaign("two")
    give_order(Order.PAUSE, campaign="one", by="staff:1")
    db.session.commit()
    assert {mail.id for mail in claim("w", at_most=10, pace=FREE)} == {mail.id for mail in going}
    give_order(Order.RESUME, campaign="one", by="staff:1")
    db.session.commit()
    assert {mail.id for mail in claim("w", at_most=10, pace=FREE)} == {mail.id for mail in resting}


def test_a_pause_takes_what_is_claimed_and_not_begun_out_of_a_senders_hands(
    session: object,
) -> None:
    mails = _campaign("one")
    claim("w", at_most=10, pace=FREE)
    give_order(Order.PAUSE, campaign="one", by="staff:1")
    db.session.commit()
    db.session.expire_all()
    assert {(mail.state, mail.claimed_by) for mail in mails} == {(MailState.QUEUED, None)}


def test_a_stop_cancels_what_has_not_left_and_spares_who_waits(session: object) -> None:
    bulk = _campaign("one")
    waiting = queue_mail(HELLO, Recipient("Ben", "ben@example.org"), {"parent_name": "Ben"})
    db.session.commit()
    give_order(Order.STOP, campaign=None, by="staff:1")
    db.session.commit()
    db.session.expire_all()
    assert {mail.state for mail in bulk} == {MailState.CANCELLED}
    assert waiting.state is MailState.QUEUED


def test_the_rate_counts_what_every_worker_began_and_never_holds_back_who_waits(
    session: object,
) -> None:
    _campaign("one", 30)
    slow = Pace(20)
    assert len(claim("first", at_most=100, pace=slow)) == 2
    assert claim("second", at_most=100, pace=slow) == []
    queue_mail(HELLO, Recipient("Ben", "ben@example.org"), {"parent_name": "Ben"})
    db.session.commit()
    (found,) = claim("second", at_most=100, pace=slow)
    assert found.lane == Lane.PERSON_IS_WAITING


def test_the_office_pauses_and_decides_on_the_outbox_page(app: Flask) -> None:
    with app.app_context():
        again, taken = _campaign("one")
        for mail in (again, taken):
            mail.state, mail.tried_at = MailState.UNCERTAIN, now()
        _secret = queue_mail(HELLO, Recipient("Sue Secret", "sue@example.org"), {"parent_name": ""})
        _secret.state, _secret.tried_at = MailState.UNCERTAIN, now()
        db.session.commit()
        references = again.reference, taken.reference
    office = signed_in(app, Role.OFFICE)
    page = office.get("/staff/outbox").get_data(as_text=True)
    assert "one0@example.org" in page
    assert "sue@example.org" not in page
    where = "/staff/outbox/uncertain"
    office.submit("/staff/outbox", {}, to=f"{where}/{references[0]}/send_again")
    office.submit("/staff/outbox", {}, to=f"{where}/{references[1]}/take_as_sent")
    office.submit("/staff/outbox", {}, to="/staff/outbox/pause")
    assert "Resume the whole outbox" in office.get("/staff/outbox").get_data(as_text=True)
    with app.app_context():
        states = [db.session.get_one(OutgoingMail, number).state for number in (1, 2)]
        assert states == [MailState.QUEUED, MailState.SENT]
        assert claim("w", at_most=10, pace=FREE) == []
