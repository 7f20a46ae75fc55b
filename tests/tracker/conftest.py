"""A school whose form is open, and one concern of each kind of sender."""

import pytest
from flask import Flask

from parentcomms.concerns.actions import Received, receive
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import passphrase_of
from parentcomms.concerns.rules import AboutWhom, ConcernKind
from parentcomms.database import db
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
