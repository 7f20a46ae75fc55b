"""A small demo school, built once, and a signed-in browser for each kind of person."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import close_all_sessions
from werkzeug.routing import Rule

from parentcomms.access import Role
from parentcomms.accounts.actions import make_family_link, open_link, sign_in
from parentcomms.accounts.models import SignInKind
from parentcomms.accounts.queries import staff_with_role
from parentcomms.accounts.sessions import cookie_name
from parentcomms.config import load_config
from parentcomms.consent.models import Answer
from parentcomms.database import db
from parentcomms.people.models import Person, Relationship
from parentcomms.web import create_app

FAMILY = "family"
NOBODY = "nobody"
EVERYBODY = (NOBODY, FAMILY, *(role.value for role in Role))
BrowserOf = Callable[[str], FlaskClient]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demo school with 28 pupils, as `flask seed-demo` makes it."""
    app = create_app(load_config(Path(tmp_path_factory.mktemp("demo"))))
    result = app.test_cli_runner().invoke(args=["seed-demo", "--pupils", "28"])
    assert result.exit_code == 0, result.output
    app.testing = True
    yield app
    close_all_sessions()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def browser_of(demo: Flask) -> BrowserOf:
    """A browser in which this kind of person is signed in: a role, `family` or `nobody`."""
    return lambda who: _signed_in(demo, who)


def _signed_in(app: Flask, who: str) -> FlaskClient:
    client = app.test_client()
    if who == NOBODY:
        return client
    with app.app_context():
        if who == FAMILY:
            kind, opened = SignInKind.FAMILY, open_link(make_family_link(an_answering_parent()))
        else:
            kind, opened = SignInKind.STAFF, sign_in(staff_with_role(Role(who))[0])
        db.session.commit()
        client.set_cookie(cookie_name(kind), opened.token)
    return client


def an_answering_parent() -> Person:
    """An adult of the demo school who has answered."""
    query = select(Person).join(Relationship, Relationship.person_id == Person.id)
    return db.session.scalars(
        query.join(Answer, Answer.relationship_id == Relationship.id).order_by(Person.id)
    ).first() or pytest.fail("nobody in the demo school has answered")


def address_of(rule: Rule) -> str:
    """An address of this rule, of a thing that is not there."""
    numbers = re.findall(r"<int:(\w+)>", rule.rule)
    built = rule.build({name: 99999 if name in numbers else "none" for name in rule.arguments})
    assert built is not None
    return str(built[1])
