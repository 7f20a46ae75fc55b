"""Whoever came by their own link, and said so, finds what they raised on their own page."""

from collections.abc import Callable

import pytest
from flask import Flask

from parentcomms.accounts.actions import make_family_link, open_link
from parentcomms.accounts.models import SignInKind
from parentcomms.accounts.sessions import cookie_name
from parentcomms.concerns.queries import concern_by_reference, raised_by
from parentcomms.database import db
from parentcomms.people.models import Person
from tests import make
from tests.client import StrictClient
from tests.concerns.conversation_for_tests import Sender
from tests.tracker.conftest import raised

LIST = "/family/concerns"


@pytest.fixture
def couple(app: Flask) -> dict[str, int]:
    with app.app_context():
        child = make.pupil()
        mother, father = make.parent(of=child), make.parent(of=child, forename="Fred")
        db.session.commit()
        return {"mother": mother.id, "father": father.id}


@pytest.fixture
def browser_of(app: Flask) -> Callable[[int], StrictClient]:
    def opened_by(person_id: int) -> StrictClient:
        with app.app_context():
            opened = open_link(make_family_link(db.session.get_one(Person, person_id)))
            db.session.commit()
            browser: StrictClient = app.test_client()  # type: ignore[assignment]
            browser.set_cookie(cookie_name(SignInKind.FAMILY), opened.token)
            return browser

    return opened_by


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
