"""A sender may be the subject, or know them: what staff find is not read off the sender's page."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from time_machine import Traveller

from parentcomms.alarms.actions import chase_due
from parentcomms.cases import actions
from parentcomms.cases.actions import Ending
from parentcomms.cases.acts import open_to
from parentcomms.cases.queries import said_at_risk, standing_of
from parentcomms.cases.rules import Outcome, Stage
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import concern_by_reference
from parentcomms.concerns.receipts import everything_said
from parentcomms.concerns.rules import ConcernKind
from parentcomms.database import db
from parentcomms.tracker.progress import progress_of
from parentcomms.tracker.receipt import receipt_pdf
from tests.cases.test_actions import case, mails_to
from tests.client import StrictClient
from tests.concerns.conftest import Posts
from tests.tracker.test_public_views import MINE, ask_for_a_code, try_in, without_tokens

DAY = date(2026, 12, 9)
UPHELD = Ending(outcome=Outcome.UPHELD)
HISTORIES: dict[str, tuple[Callable[[Concern], object], ...]] = {
    "fresh": (),
    "acknowledged": (lambda e: actions.write_to_sender(e, "We have it", acknowledges=True),),
    "formal": (lambda e: actions.move_to(e, Stage.FORMAL, "She asked"),),
    "a new date": (lambda e: actions.set_new_date(e, DAY, "Our witness is ill"),),
    "closed": (lambda e: actions.close(e, UPHELD, "We are sorry"),),
}


def read_by_sender(concern: Concern) -> object:
    """All that the sender's page derives from the case, and the receipt."""
    at_risk = said_at_risk(concern, standing_of(concern).steps)
    return asdict(progress_of(concern)), everything_said(concern, at_risk=at_risk)


# a question has no stages, dates or findings
KINDS = [("complaint", each) for each in HISTORIES] + [
    ("query", "fresh"),
    ("query", "acknowledged"),
]


@pytest.mark.parametrize(("kind", "history"), KINDS)
def test_what_staff_make_safeguarding_reads_to_its_sender_as_before(
    app: Flask, posts: Posts, clock: Traveller, history: str, kind: str
) -> None:
    with app.test_request_context(method="POST"):
        made = case(kind=kind)
        actions.read(made, posts["head"])
        for step in HISTORIES[history]:
            step(made)
        before = read_by_sender(made)
        actions.make_safeguarding(made, "A bruise")
        actions.filed(made, posts["dsl"], "Cabinet 2")
        actions.hold(made, "The police asked for it")
        db.session.commit()
        assert made.at_risk
        assert read_by_sender(made) == before
        actions.move_back(made, posts["dsl"], "It was a game")
        assert read_by_sender(made) == before


def test_the_receipt_says_what_the_sender_said(app: Flask, posts: Posts, clock: Traveller) -> None:
    with app.test_request_context(method="POST"):
        made = case()
        before = receipt_pdf(made)
        actions.confirm(made, kind=ConcernKind.COMPLAINT, at_risk=True)
        db.session.commit()
        assert _words(receipt_pdf(made)) == _words(before)
        assert "Is a child at risk? No" in _words(before)


def _words(pdf: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_how_it_ended_in_safeguarding_is_not_told(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        made = case()
        actions.make_safeguarding(made, "A bruise")
        actions.close(made, Ending(outcome=Outcome.PASSED_ON), "We have looked into it.")
        db.session.commit()
        told = progress_of(made)
        assert (told.stage, told.outcome) == ("It is closed.", "")


def test_the_day_its_sender_was_promised_is_still_chased_and_can_be_moved(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        made, named = case(), case(at_risk=True)
        actions.make_safeguarding(made, "A bruise")
        db.session.commit()
        assert "new-date" in open_to(made, standing_of(made), frozenset())
        assert "new-date" not in open_to(named, standing_of(named), frozenset())
        due = progress_of(made).hear_by
        assert due is not None
        assert progress_of(named).hear_by is None
        before = len(mails_to("dsl@example.org")), len(mails_to("head@example.org"))
        clock.move_to(datetime(2027, 3, 1, 10, tzinfo=UTC))
        chase_due()
        db.session.commit()
        assert len(mails_to("dsl@example.org")) == before[0] + 2
        assert len(mails_to("head@example.org")) == before[1]


def test_the_page_itself_reads_as_before(
    app: Flask, client: StrictClient, with_address: str, posts: Posts, clock: Traveller
) -> None:
    (code,) = ask_for_a_code(app, client, with_address)
    try_in(client, with_address, code)
    before = without_tokens(client.get(MINE).text)
    assert "The photographer came" in before
    with app.test_request_context(method="POST"):
        made = concern_by_reference(with_address)
        assert made is not None
        actions.make_safeguarding(made, "A bruise")
        db.session.commit()
    assert without_tokens(client.get(MINE).text) == before
