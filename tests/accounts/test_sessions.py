"""Who is behind a request, and what the browser is given to say so."""

from dataclasses import replace

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from parentcomms.access import Role
from parentcomms.accounts import actions
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.links import Purpose, token_for
from parentcomms.web import create_app
from tests import make
from tests.client import StrictClient

PASSWORD = "purple tractor lunch"
SIGN_IN = {"email": "head@example.org", "password": PASSWORD}


def _people(app: Flask) -> str:
    """A head with a password, and the page of a parent's link."""
    with app.app_context():
        make.staff("Hana Head", Role.HEAD, email="head@example.org", password=PASSWORD)
        link = actions.make_family_link(make.parent(make.pupil()))
        db.session.commit()
        return f"/family-link/{token_for(Purpose.FAMILY_LINK, link.reference)}"


def test_an_unknown_address_has_the_menu_for_staff_and_nobody_else(app: Flask) -> None:
    link, menu = _people(app), 'href="/staff/contact-review"'
    client, stranger = app.test_client(), app.test_client()
    client.submit("/staff/sign-in", SIGN_IN)
    answer = client.get("/staff/no-such-page")
    assert answer.status_code == 404
    assert menu in answer.text
    for nowhere in ("/staff/no-such-page", "/nowhere"):
        assert menu not in stranger.get(nowhere).text
    client.submit(link)  # from here on the same browser shows a family its page
    for nowhere in ("/staff/no-such-page", "/nowhere"):
        assert menu not in client.get(nowhere).text
        assert "Hana Head" not in client.get(nowhere).text


def _https_app(settings: Settings) -> Flask:
    made = create_app(replace(settings, public_url="https://consent.school.example"))
    made.testing = True
    made.test_client_class = StrictClient
    made.config |= {"SERVER_NAME": "consent.school.example", "PREFERRED_URL_SCHEME": "https"}
    return made


def _cookies_given(client: FlaskClient, page: str, data: dict[str, str]) -> dict[str, str]:
    answer = client.submit(page, data)
    assert answer.status_code == 303
    lines = answer.headers.getlist("Set-Cookie")
    return {line.partition("=")[0]: line for line in lines}


@pytest.mark.parametrize("kind", ["staff", "family"])
def test_over_https_a_cookie_is_bound_to_this_host(settings: Settings, kind: str) -> None:
    app = _https_app(settings)
    link = _people(app)
    client = app.test_client()
    client.environ_base["HTTP_REFERER"] = "https://consent.school.example/"
    page, data = ("/staff/sign-in", SIGN_IN) if kind == "staff" else (link, {})
    line = _cookies_given(client, page, data)[f"__Host-{kind}"]
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in line
    assert not [part for part in ("Domain", "Max-Age", "Expires") if part in line]


@pytest.mark.parametrize("kind", ["staff", "family"])
def test_on_loopback_the_name_is_plain_and_the_rest_the_same(app: Flask, kind: str) -> None:
    link = _people(app)
    page, data = ("/staff/sign-in", SIGN_IN) if kind == "staff" else (link, {})
    line = _cookies_given(app.test_client(), page, data)[kind]
    assert "HttpOnly" in line
    assert "SameSite=Lax" in line
    assert "Secure" not in line


def test_a_teacher_may_be_a_parent_in_the_same_browser(app: Flask) -> None:
    link = _people(app)
    client = app.test_client()
    client.submit("/staff/sign-in", SIGN_IN)
    client.submit(link)
    with client:
        client.get("/link-ended")
        assert g.staff is not None
        assert g.family is not None
    client.submit("/staff/my-sign-ins", to="/staff/sign-out")
    with client:
        client.get("/link-ended")
        assert g.staff is None
        assert g.family is not None


def test_requests_that_share_g_never_inherit_who_was_there(app: Flask) -> None:
    _people(app)
    signed_in, stranger = app.test_client(), app.test_client()
    signed_in.submit("/staff/sign-in", SIGN_IN)
    with app.app_context():
        assert signed_in.get("/staff/my-sign-ins").status_code == 200
        assert stranger.get("/staff/my-sign-ins").status_code == 302
        assert g.staff is None
        assert g.family is None


@pytest.mark.parametrize("cookie", ["", "nonsense", "a" * 3000, "żółw"])
def test_a_made_up_cookie_is_nobody(client: StrictClient, cookie: str) -> None:
    client.set_cookie("staff", cookie)
    client.set_cookie("family", cookie)
    assert client.get("/staff/my-sign-ins").status_code == 302
    assert client.get("/link-ended").status_code == 200
