"""A sender may be the subject, or know them: what staff find is not read off the sender's page."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from parentcomms.alarms.actions import chase_due
from parentcomms.cases import actions
from parentcomms.cases.actions import Ending
from parentcomms.cases.acts import open_to
from parentcomms.cases.queries import standing_of
from parentcomms.cases.rules import Outcome, Stage
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import concern_by_reference
from parentcomms.concerns.receipts import everything_said
from parentcomms.concerns.rules import ConcernKind
from parentcomms.concerns.words import KINDS
from parentcomms.database import db
from parentcomms.tracker.progress import progress_of
from parentcomms.tracker.receipt import receipt_pdf
from tests.cases.test_actions import case, mails_to
from tests.client import StrictClient
from tests.concerns.conftest import Posts, signed_in
from tests.concerns.conversation_for_tests import REPLY, RISK, STORY, Sender
from tests.tracker.conftest import raised
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


def read_by_sender(concern: Concern) -> tuple[object, list[tuple[str, str]]]:
    """All that the sender's page derives from the case, and the receipt."""
    progress = progress_of(concern)
    said = everything_said(concern, at_risk=progress.said_at_risk, kind=progress.said_kind)
    return asdict(progress), said


# a question has no stages, dates or findings
ENDINGS = [("complaint", each) for each in HISTORIES] + [
    ("query", "fresh"),
    ("query", "acknowledged"),
]


@pytest.mark.parametrize(("kind", "history"), ENDINGS)
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


def test_the_receipt_goes_on_calling_it_what_its_sender_called_it(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        made = case(kind="query")
        before, rows = _words(receipt_pdf(made)), read_by_sender(made)[1]
        for kind in (ConcernKind.CONCERN, ConcernKind.COMPLAINT, ConcernKind.COMPLAINT):
            actions.confirm(made, kind=kind, at_risk=False)
        db.session.commit()
        assert [e.words for e in standing_of(made).steps] == ["query", "concern"]
        assert _words(receipt_pdf(made)) == before
        assert read_by_sender(made)[1] == rows
        assert ("What it is", str(KINDS[ConcernKind.QUERY])) in rows


def test_her_own_list_calls_it_so_too_and_staff_read_both(
    app: Flask,
    couple: dict[str, int],
    browser_of: Callable[[int], StrictClient],
    posts: Posts,
    clock: Traveller,
) -> None:
    with app.test_request_context(method="POST"):
        made = raised(person_id=couple["mother"], kind=ConcernKind.QUERY, language="pl")
        actions.confirm(made, kind=ConcernKind.COMPLAINT, at_risk=False)
        db.session.commit()
        page = f"/staff/concerns/{made.reference}"
    mine = browser_of(couple["mother"]).get("/family/concerns").text
    assert f"{KINDS[ConcernKind.QUERY]}: " in mine
    assert f"{KINDS[ConcernKind.COMPLAINT]}: " not in mine
    staff = signed_in(app, "head").get(page).text
    assert "before that, a question" in staff
    assert ">Polish<" in staff


def test_pressing_send_again_after_staff_moved_it_shows_the_same_receipt(
    app: Flask, client: StrictClient, posts: Posts, clock: Traveller
) -> None:
    sender = Sender(client, clock)
    sender.press(STORY)
    sender.press(RISK)
    last = sender.page
    first = sender.press(REPLY).text
    with app.test_request_context(method="POST"):
        (made,) = db.session.scalars(select(Concern))
        actions.confirm(
            made, kind=ConcernKind.COMPLAINT, at_risk=True, people=[posts["head"], posts["dsl"]]
        )
        db.session.commit()
    sender.page = last
    assert without_tokens(sender.press(REPLY).text) == without_tokens(first)


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
