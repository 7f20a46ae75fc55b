"""Whoever came by their own link, and said so, finds what they raised on their own page."""

from collections.abc import Callable

from flask import Flask

from parentcomms.concerns.queries import concern_by_reference, raised_by
from parentcomms.database import db
from parentcomms.people.models import Person
from tests.client import StrictClient
from tests.concerns.conversation_for_tests import Sender
from tests.tracker.conftest import raised

LIST = "/family/concerns"


def test_what_one_parent_raised_does_not_exist_for_the_other(
    app: Flask, couple: dict[str, int], browser_of: Callable[[int], StrictClient], posts: object
) -> None:
    with app.app_context():
        reference = raised(person_id=couple["mother"], words="Between us.").reference
    page = f"{LIST}/{reference}"
    hers, his = browser_of(couple["mother"]), browser_of(couple["father"])
    assert reference in hers.get(LIST).text
    assert "Between us." in hers.get(page).text
    assert reference not in his.get(LIST).text
    assert [his.get(page + part).status_code for part in ("", "/receipt")] == [404, 404]


def test_a_message_from_her_own_page_is_hers(
    app: Flask, couple: dict[str, int], browser_of: Callable[[int], StrictClient], posts: object
) -> None:
    with app.app_context():
        reference = raised(person_id=couple["mother"]).reference
    hers = browser_of(couple["mother"])
    assert hers.submit(f"{LIST}/{reference}", {"words": "One more thing."}).status_code == 303
    with app.app_context():
        found = concern_by_reference(reference)
        assert found is not None
        assert [each.written_by for each in found.messages] == [f"person:{couple['mother']}"]


def test_the_form_joins_a_concern_to_a_parent_only_where_they_choose_it(
    app: Flask,
    couple: dict[str, int],
    browser_of: Callable[[int], StrictClient],
    posts: object,
    clock: object,
) -> None:
    hers = browser_of(couple["mother"])
    Sender(hers, clock).tell()
    with app.app_context():
        assert raised_by(couple["mother"]) == []
    Sender(hers, clock).tell(reply={"reply": "own_page", "sender_email": ""})
    with app.app_context():
        (mine,) = raised_by(couple["mother"])
        assert mine.sender_email == db.session.get_one(Person, couple["mother"]).email
    stranger = Sender(app.test_client(), clock)  # type: ignore[arg-type]
    assert "own_page" not in stranger.tell(reply={"reply": "own_page"}).text
