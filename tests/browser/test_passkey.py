"""A passkey in a real browser, with a virtual authenticator: set up, signed out, and back in."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from parentcomms.access import Role
from parentcomms.database import db
from parentcomms.doors import SecondStepSettings
from tests import make
from tests.browser.conftest import NewPage

PASSWORD = "purple tractor lunch"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class _Quiet(WSGIRequestHandler):
    def log(self, *arguments: object, **words: object) -> None:
        """Nothing."""


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The service under a name, in this process: browsers make no passkey for 127.0.0.1."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    url = f"http://localhost:{server.server_port}"
    owed = SecondStepSettings(after_days=0)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], public_url=url, second_step=owed)
    with app.app_context():
        make.staff("Hana Head", Role.HEAD, email="head@example.org", password=PASSWORD)
        db.session.commit()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield url
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_passkey_is_set_up_and_opens_what_the_password_alone_does_not(
    new_page: NewPage, address: str
) -> None:
    page = new_page(base_url=address)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    def give_the_password() -> None:
        page.goto("/staff/sign-in")
        page.fill("[name=email]", "head@example.org")
        page.fill("[name=password]", PASSWORD)
        page.click("form button:has-text('Sign in')")

    give_the_password()
    page.click("text=Add a passkey")
    page.fill("[name=name]", "My telephone")
    page.click("#passkey-button")
    page.click("text=I have printed them")
    page.click("button:has-text('Sign out')")
    give_the_password()
    page.goto("/staff/my-sign-ins")
    assert page.url == f"{address}/staff/sign-in?next=/staff/my-sign-ins"
    page.goto("/staff/second-step")
    assert page.is_hidden("#passkey-problem")
    page.click("#passkey-button")
    page.wait_for_url("**/staff")
    page.goto("/staff/my-second-step")
    assert "last used" in page.inner_text("dl")
