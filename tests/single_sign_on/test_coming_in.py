"""Staff come in by a real OpenID provider on loopback, and by nothing that only looks like it."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask
from joserfc.jwk import RSAKey
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from parentcomms.access import Role
from parentcomms.accounts.models import OutsideIdentity, SignIn, StaffMember
from parentcomms.accounts.queries import roles_of, staff_by_email
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.doors import SingleSignOnSettings
from parentcomms.outbox.models import OutgoingMail
from tests import make
from tests.client import StrictClient, _hidden_fields
from tests.single_sign_on.provider import CLIENT, SECRET, Provider, running

HANA = {"sub": "hana-1", "email": "hana@elmpark.example", "email_verified": True, "name": "Hana"}
UNTRUSTED = "could not be trusted"
ELSEWHERE = "begun in another browser"


@pytest.fixture(scope="module")
def one_provider() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(one_provider: Provider, app: Flask) -> Provider:
    one_provider.person, one_provider.change = dict(HANA), lambda claims: None
    one_provider.signing_key = None
    said = SingleSignOnSettings(
        provider="openid",
        client_id=CLIENT,
        client_secret=SECRET,
        issuer=one_provider.issuer,
        groups={"g-heads": "head", "g-office": "office", "g-it": "administrator"},
    )
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], single_sign_on=said)
    with app.app_context():
        make.staff("Hana Head", Role.TEACHER, email="hana@elmpark.example")
        db.session.commit()
    return one_provider


def _back(client: StrictClient) -> TestResponse:
    """To the provider and back again."""
    start = client.get("/staff/single-sign-on?next=/staff/my-sign-ins")
    assert start.status_code == 302, start.text
    there = requests.get(start.location, allow_redirects=False, timeout=5)
    address = urlsplit(there.headers["Location"])
    return client.get(f"{address.path}?{address.query}")


def _come_in(client: StrictClient) -> TestResponse:
    page = _back(client)
    if page.status_code != 200:
        return page
    return client.post("/staff/single-sign-on/in", data=dict(_hidden_fields(page.text)))


def test_somebody_with_a_checked_address_comes_in_and_is_known_by_subject_from_then_on(
    client: StrictClient, provider: Provider, app: Flask
) -> None:
    assert _come_in(client).location == "/staff/my-sign-ins"
    assert client.get("/staff/my-sign-ins").status_code == 200
    provider.person |= {"email": "married-name@elmpark.example", "email_verified": False}
    assert _come_in(app.test_client()).status_code == 303
    with app.app_context():
        assert db.session.scalar(select(func.count(OutsideIdentity.id))) == 1
        assert {row.way for row in db.session.scalars(select(SignIn))} == {"single-sign-on"}
    assert provider.asked["code_challenge_method"] == "S256"
    assert len(provider.asked["nonce"]) >= 20


def test_coming_back_changes_nothing_until_the_button_is_pressed_and_the_button_works_once(
    client: StrictClient, provider: Provider, app: Flask
) -> None:
    page = _back(client)
    with app.app_context():
        assert db.session.scalar(select(func.count(SignIn.id))) == 0
    data, kept = dict(_hidden_fields(page.text)), client.get_cookie("session").value
    assert client.post("/staff/single-sign-on/in", data=data).status_code == 303
    thief = app.test_client()
    thief.set_cookie("session", kept)
    assert "used already" in thief.post("/staff/single-sign-on/in", data=data).text


def _set(**claims: Any) -> Any:
    return lambda said: said.update(claims)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_set(aud="another-service"), id="another audience"),
        pytest.param(_set(aud=[CLIENT, "x"], azp="x"), id="another party"),
        pytest.param(_set(iss="https://evil.example"), id="another issuer"),
        pytest.param(_set(nonce="somebody else's"), id="another nonce"),
        pytest.param(lambda said: said.pop("nonce"), id="no nonce"),
        pytest.param(_set(exp=int(time.time()) - 600), id="expired"),
        pytest.param(lambda said: said.pop("sub"), id="no subject"),
    ],
)
def test_a_token_that_is_not_for_us_now_opens_nothing(
    client: StrictClient, provider: Provider, app: Flask, change: Any
) -> None:
    provider.change = change
    answer = _come_in(client)
    assert answer.status_code == 403
    assert UNTRUSTED in answer.text
    assert client.get("/staff/my-sign-ins").status_code == 302


def test_a_token_signed_by_another_key_opens_nothing(
    client: StrictClient, provider: Provider
) -> None:
    provider.signing_key = RSAKey.generate_key(2048, {"kid": "one"})
    assert UNTRUSTED in _come_in(client).text


def test_a_sign_on_begun_elsewhere_or_with_another_state_opens_nothing(
    client: StrictClient, provider: Provider, app: Flask
) -> None:
    start = client.get("/staff/single-sign-on")
    there = requests.get(start.location, allow_redirects=False, timeout=5)
    address = urlsplit(there.headers["Location"])
    stranger = app.test_client()
    assert ELSEWHERE in stranger.get(f"{address.path}?{address.query}").text
    assert ELSEWHERE in client.get(f"{address.path}?code=x&state=guessed").text
    assert client.get(f"{address.path}?error=access_denied").status_code == 403


def test_an_address_nobody_checked_opens_nothing(client: StrictClient, provider: Provider) -> None:
    provider.person["email_verified"] = False
    assert "has not checked your e-mail address" in _come_in(client).text


def test_an_address_handed_on_to_a_successor_is_not_the_same_person(
    client: StrictClient, provider: Provider, app: Flask
) -> None:
    _come_in(client)
    provider.person["sub"] = "hana-2"
    assert "nobody has given you access" in _come_in(app.test_client()).text


def test_somebody_unknown_gets_an_account_only_where_a_group_gives_a_role(
    client: StrictClient, provider: Provider, app: Flask
) -> None:
    provider.person |= {"sub": "new", "email": "new@elmpark.example", "name": "Nia New"}
    assert "nobody has given you access" in _come_in(client).text
    provider.person["groups"] = ["g-office", "g-choir"]
    assert _come_in(client).status_code == 303
    with app.app_context():
        new = staff_by_email("new@elmpark.example")
        assert new is not None
        assert (new.name, roles_of(new.id)) == ("Nia New", {Role.OFFICE})


def test_a_closed_account_stays_closed(
    client: StrictClient, provider: Provider, app: Flask
) -> None:
    with app.app_context():
        staff_by_email("hana@elmpark.example").ended_at = now()  # type: ignore[union-attr]
        db.session.commit()
    provider.person["groups"] = ["g-office"]
    assert "has been closed" in _come_in(client).text


def test_groups_give_and_take_what_groups_gave_and_a_watched_role_is_told(
    client: StrictClient, provider: Provider, app: Flask
) -> None:
    with app.app_context():
        make.staff("Dee", Role.DSL, email="dee@elmpark.example")
        make.staff("Ann", Role.ADMINISTRATOR, email="ann@elmpark.example", password="x")
        db.session.commit()
    provider.person["groups"] = ["g-heads"]
    _come_in(client)
    assert _roles(app) == {Role.TEACHER, Role.HEAD}
    with app.app_context():
        told = db.session.scalars(select(OutgoingMail)).all()
        assert [mail.to_address for mail in told] == ["dee@elmpark.example"]
        assert told[0].values["granted_by"] == "A group of the sign-on service"
    for silence in ([], None):
        provider.person["groups"] = silence
        _come_in(app.test_client())
        assert _roles(app) == {Role.TEACHER}  # given by hand, and so kept


def _roles(app: Flask) -> frozenset[Role]:
    with app.app_context():
        return roles_of(staff_by_email("hana@elmpark.example").id)  # type: ignore[union-attr]


def test_the_last_administrator_stays_whatever_the_groups_say(
    client: StrictClient, provider: Provider, app: Flask
) -> None:
    provider.person["groups"] = ["g-it"]
    _come_in(client)
    provider.person["groups"] = []
    assert _come_in(app.test_client()).status_code == 303
    assert Role.ADMINISTRATOR in _roles(app)
    with app.app_context():
        other = make.staff("Ann", Role.ADMINISTRATOR, email="ann@elmpark.example", password="x")
        assert isinstance(other, StaffMember)
        db.session.commit()
    _come_in(app.test_client())
    assert Role.ADMINISTRATOR not in _roles(app)


def test_the_button_stands_beside_the_password_form_only_where_there_is_a_service(
    client: StrictClient, app: Flask
) -> None:
    assert "Sign in with" not in client.get("/staff/sign-in").text
    assert client.get("/staff/single-sign-on").status_code == 404
    said = SingleSignOnSettings(provider="entra", tenant="x", client_id="x", client_secret="x")
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], single_sign_on=said)
    assert "Sign in with Microsoft" in client.get("/staff/sign-in").text


def test_a_service_that_does_not_answer_is_told_in_a_sentence(
    client: StrictClient, provider: Provider, app: Flask
) -> None:
    said = replace(app.config["SETTINGS"].single_sign_on, issuer="http://127.0.0.1:9")
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], single_sign_on=said)
    answer = client.get("/staff/single-sign-on")
    assert answer.status_code == 503
    assert "does not answer" in answer.text
