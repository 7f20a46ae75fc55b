"""A school whose form is open, and one concern of each kind of sender."""

from collections.abc import Callable

import pytest
from flask import Flask

from parentcomms.accounts.actions import make_family_link, open_link
from parentcomms.accounts.models import SignInKind
from parentcomms.accounts.sessions import cookie_name
from parentcomms.concerns.actions import Received, receive
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import passphrase_of
from parentcomms.concerns.rules import AboutWhom, ConcernKind
from parentcomms.database import db
from parentcomms.people.models import Person
from tests import make
from tests.client import StrictClient
from tests.concerns.conftest import Posts, clock, posts

__all__ = ["clock", "posts"]


def raised(**others: object) -> Concern:
    said: dict[str, object] = {
        "kind": ConcernKind.COMPLAINT,
        "about": AboutWhom.SCHOOL,
        "words": "The photographer came on a Friday.",
        "recorded_by": "public",
    }
    made = receive(Received(**said | others))  # type: ignore[arg-type]
    db.session.commit()
    return made


@pytest.fixture
def with_address(app: Flask, posts: Posts) -> str:
    """The reference of a concern whose sender gave an e-mail address."""
    with app.app_context():
        return raised(sender_email="grace@example.org", sender_name="Grace").reference


@pytest.fixture
def nameless(app: Flask, posts: Posts) -> tuple[str, str]:
    """Reference and secret code of a concern without a name."""
    with app.app_context():
        made = raised(nameless=True, at_risk=True, about=AboutWhom.PUPIL)
        return made.reference, passphrase_of(made)


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
