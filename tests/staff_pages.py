"""Signing staff in for tests of staff pages."""

from flask import Flask
from flask.testing import FlaskClient

from parentcomms.access import Role
from parentcomms.database import db
from tests import make

PASSWORD = "purple tractor lunch"


def signed_in(app: Flask, *roles: Role, name: str = "Sam Staff") -> FlaskClient:
    """A browser in which somebody with these roles is signed in."""
    with app.app_context():
        email = make.staff(name, *roles, password=PASSWORD).email
        db.session.commit()
    client = app.test_client()
    answer = client.submit("/staff/sign-in", {"email": email, "password": PASSWORD})
    assert answer.status_code == 303
    return client
