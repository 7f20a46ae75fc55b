"""The two tiles about letters: what waits for the head, and what is approved and went to nobody."""

from parentcomms.communications.actions import ask_for_approval
from parentcomms.communications.queries import communications
from parentcomms.communications.rules import CommunicationKind
from parentcomms.communications.sending import send
from parentcomms.database import db
from parentcomms.home.letter_tiles import still_to_send, to_approve
from parentcomms.outbox.sending import send_waiting
from parentcomms.school.actions import decide
from tests import make
from tests.communications.conftest import Desk, desk

__all__ = ["desk"]


def test_an_approved_letter_counts_until_it_went_to_somebody(desk: Desk) -> None:
    decide(is_demo=True)  # whose mail counts as sent
    make.parent(of=make.pupil())
    nothing = still_to_send(communications())
    assert "approved" not in nothing
    desk.approve(desk.of(CommunicationKind.NOTICE))
    assert still_to_send(communications()) == nothing
    desk.approve(desk.letter), desk.approve(desk.request)
    assert still_to_send(communications()) == "2 are approved and not sent yet."
    send(desk.letter)
    db.session.commit()
    send_waiting()
    assert still_to_send(communications()) == "1 is approved and not sent yet."
    send(desk.request)
    assert still_to_send(communications()) == nothing


def test_one_text_that_waits_is_opened_at_once_and_two_are_a_list(desk: Desk) -> None:
    ask_for_approval(desk.letter)
    assert to_approve(communications()) == (
        "1 text waits for you.",
        "communications_staff.approve",
        {"reference": desk.letter.reference},
    )
    ask_for_approval(desk.request)
    sentence, page, values = to_approve(communications())
    assert (sentence, page, values) == (
        "2 texts wait for you.", "communications_staff.communications", {},
    )  # fmt: skip
