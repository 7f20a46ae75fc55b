"""A report is matched by our Message-ID, noted once, and does to the address what it deserves."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from parentcomms.bounces import actions, queries
from parentcomms.bounces.models import Bounce
from parentcomms.bounces.reading import read
from parentcomms.bounces.rules import BounceKind, BounceRoute, SuppressionReason
from parentcomms.bounces.taking_in import Came, note, note_refusals
from parentcomms.communications.rules import DeliveryRoute, route_for
from parentcomms.communications.ties import ties
from parentcomms.database import db
from parentcomms.outbox.models import MailState, OutgoingMail
from tests import make
from tests.bounces.conftest import SentMail, id_of
from tests.bounces.reports import AWAY, forwarded, recipient, report

ANA = "ana@example.org"
MONDAY = datetime(2026, 9, 7, 9, tzinfo=UTC)


def _take(mail: OutgoingMail, *said: str) -> Came:
    return note(read(report(id_of(mail), *said)), BounceRoute.UPLOADED)


def _given_up() -> set[SuppressionReason]:
    return queries.suppressed_addresses().get(ANA, set())


def test_a_dead_address_is_given_up_and_its_adult_is_due_paper(sent: SentMail) -> None:
    adult = make.parent(of=make.pupil(), email="Ana@Example.org")
    mail = sent()
    assert route_for(ties()) is DeliveryRoute.EMAIL
    assert _take(mail, recipient(ANA)) is Came.NOTED
    assert _given_up() == {SuppressionReason.DEAD}
    assert route_for(ties()) is DeliveryRoute.PAPER
    assert [each.people for each in queries.given_up()] == [(adult,)]
    adult.email = "new@example.org"
    db.session.flush()
    assert route_for(ties()) is DeliveryRoute.EMAIL
    assert queries.given_up() == []  # the office's task is done


def test_the_same_report_twice_is_one_bounce(sent: SentMail) -> None:
    mail = sent()
    full = recipient(ANA, status="5.2.2")
    assert [_take(mail, full) for _ in range(3)] == [Came.NOTED, Came.KNOWN, Came.KNOWN]
    assert len(db.session.scalars(select(Bounce)).all()) == 1


def test_a_report_about_somebody_elses_mail_changes_nothing_whatever_its_address(
    sent: SentMail,
) -> None:
    mail = sent()
    forged = id_of(mail).replace("school.example.org", "elsewhere.example")
    for stranger in ("<a@b.example>", forged, "<@>"):
        raw = report(stranger, recipient(ANA))
        assert note(read(raw), BounceRoute.MAILBOX) is Came.NOT_OURS
    assert _given_up() == set()
    assert queries.newest_bounces() == []


@pytest.mark.parametrize(
    "raw", [AWAY, b"From: ana@example.org\nSubject: Thanks\n\nThank you", b"\x00"]
)
def test_neither_an_absence_note_nor_anything_else_is_a_bounce(sent: SentMail, raw: bytes) -> None:
    mail = sent()
    said = note(read(raw.replace(b"%s", id_of(mail)[1:-1].encode())), BounceRoute.MAILBOX)
    assert said in {Came.AUTO_REPLY, Came.NO_REPORT, Came.BROKEN}
    assert queries.newest_bounces() == []


def test_late_is_not_lost(sent: SentMail) -> None:
    mail = sent()
    assert _take(mail, recipient(ANA, action="delayed", status="4.4.1")) is Came.NO_FAILURE
    assert _take(mail, recipient(ANA, action="failed", status="4.4.7")) is Came.NOTED
    assert _given_up() == set()


def test_three_strikes_on_three_days_give_an_address_up_and_asking_clears_them(
    sent: SentMail,
) -> None:
    with time_machine.travel(MONDAY) as clock:
        for day in range(3):
            assert _given_up() == set()
            clock.move_to(MONDAY + timedelta(days=day))
            assert _take(sent(), recipient(ANA, status="5.2.2")) is Came.NOTED
        assert _given_up() == {SuppressionReason.THREE_STRIKES}
        make.parent(of=make.pupil(), email=ANA)
        (found,) = queries.given_up()
        clock.move_to(MONDAY + timedelta(days=3))
        actions.take_up_again(found.suppression.reference)
        assert _take(sent(), recipient(ANA, status="5.2.2")) is Came.NOTED
        assert _given_up() == set()


def test_the_office_forwards_a_report_and_it_counts(sent: SentMail) -> None:
    raw = forwarded(report(id_of(sent()), recipient(ANA)))
    assert note(read(raw), BounceRoute.UPLOADED) is Came.NOTED


def _refuse(mail: OutgoingMail, reply: str) -> None:
    mail.state, mail.problem = MailState.FAILED, reply
    db.session.commit()


def test_what_a_server_refused_at_once_counts_as_what_it_says(sent: SentMail) -> None:
    replies = {"550 5.1.1": ANA, "552 5.2.2": "full@example.org", "550 5.7.1": "b@example.org"}
    for reply, address in replies.items():
        _refuse(sent(address), reply)
    _refuse(sent("lost@example.org"), "the connection was lost before the hand-over")
    _refuse(sent("not an address"), "the message could not be made")
    for _ in range(20):
        sent("fine@example.org")
    assert (note_refusals(), note_refusals()) == (5, 0)
    assert queries.suppressed_addresses().keys() == {ANA, "not an address"}
    kinds = [each.kind for each in reversed(queries.newest_bounces())]
    blocked = BounceKind.BLOCKED
    assert kinds == [BounceKind.DEAD, BounceKind.STRIKE, blocked, blocked, BounceKind.DEAD]


def test_a_server_that_refuses_everything_sends_no_school_to_paper(sent: SentMail) -> None:
    for number in range(12):
        _refuse(sent(f"adult{number}@example.org"), "550 5.1.1")
    note_refusals()
    assert queries.suppressed_addresses() == {}
    assert queries.blocked_lately() == 12


def test_a_wrong_person_stops_even_what_waits_and_a_dead_address_only_bulk(
    sent: SentMail,
) -> None:
    mail = sent()
    actions.suppress(mail, SuppressionReason.DEAD)
    bulk, waited_for = sent(), sent()
    waited_for.lane = 1
    assert queries.address_still_wanted([bulk, waited_for]) == {waited_for.id}
    actions.report_wrong_person(mail)
    assert queries.address_still_wanted([bulk, waited_for]) == set()
