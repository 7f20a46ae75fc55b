"""A family and its browser."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from parentcomms.accounts.actions import make_family_link, open_link
from parentcomms.accounts.models import SignInKind
from parentcomms.accounts.sessions import cookie_name
from parentcomms.database import db
from parentcomms.people.models import Person
from parentcomms.policies.actions import install_shipped_statement
from parentcomms.school.actions import decide
from parentcomms.school.values import common_values
from tests import make


@pytest.fixture
def family(app: Flask) -> dict[str, int]:
    """A mother of two, with responsibility for both."""
    with app.app_context():
        decide(name="Elm Park", phone="01632 960000", email="office@elmpark.example.org")
        make.questions()
        install_shipped_statement(common_values())
        ada, ben = make.pupil("Ada"), make.pupil("Ben")
        mother = make.parent(of=ada)
        make.relationship(ben, mother)
        db.session.commit()
        return {"mother": mother.id, "ada": ada.id, "ben": ben.id}


@pytest.fixture
def browser_of(app: Flask) -> Callable[[int], FlaskClient]:
    def browser(person_id: int) -> FlaskClient:
        with app.app_context():
            opened = open_link(make_family_link(db.session.get_one(Person, person_id)))
            db.session.commit()
            client = app.test_client()
            client.set_cookie(cookie_name(SignInKind.FAMILY), opened.token)
            return client

    return browser
