"""Signing staff in for tests of staff pages."""

from flask import Flask
from flask.testing import FlaskClient

from parentcomms.access import Role
from parentcomms.accounts.actions import sign_in
from parentcomms.accounts.sessions import keep
from parentcomms.database import db
from tests import make


def signed_in(app: Flask, *roles: Role, name: str = "Sam Staff") -> FlaskClient:
    """A browser in which somebody with these roles is signed in."""
    with app.test_request_context("/staff/sign-in", method="POST"):
        opened = sign_in(make.staff(name, *roles))
        db.session.commit()
        cookies = keep(app.response_class(), opened).headers.getlist("Set-Cookie")
    client = app.test_client()
    for cookie in cookies:
        crumb, _, _ = cookie.partition(";")
        key, _, value = crumb.partition("=")
        client.set_cookie(key, value)
    return client
