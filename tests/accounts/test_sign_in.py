"""Staff come in with e-mail and password, slowed after failures, and go out again."""

import time
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from parentcomms.access import Role
from parentcomms.accounts.models import FailedAttempt, SignIn
from parentcomms.clock import now
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.web import create_app
from tests import make
from tests.client import StrictClient

PASSWORD = "purple tractor lunch"
PAGE = "/staff/sign-in"
WRONG = "The e-mail address or the password is not right"


@pytest.fixture
def _head(app: Flask) -> None:
    with app.app_context():
        make.staff("Hana Head", Role.HEAD, email="head@example.org", password=PASSWORD)
        db.session.commit()


def _try(client: FlaskClient, password: str = "wrong wrong wrong", email: str = "head@example.org"):
    return client.submit(PAGE, {"email": email, "password": password})


@pytest.mark.usefixtures("_head")
def test_the_right_password_opens_a_session(client: StrictClient) -> None:
    answer = _try(client, PASSWORD)
    assert answer.status_code == 303
    assert client.get("/staff/my-sign-ins").status_code == 200


@pytest.mark.usefixtures("_head")
def test_an_address_is_known_in_any_case_and_with_spaces_around_it(client: StrictClient) -> None:
    assert _try(client, PASSWORD, email=" Head@Example.org ").status_code == 303


@pytest.mark.usefixtures("_head")
@pytest.mark.parametrize("email", ["head@example.org", "nobody@example.org"])
def test_one_sentence_whether_the_address_exists_or_not(client: StrictClient, email: str) -> None:
    answer = _try(client, email=email)
    assert WRONG in answer.text
    assert client.get_cookie("staff") is None


@pytest.mark.usefixtures("_head")
def test_an_unknown_address_takes_as_long_as_a_known_one(client: StrictClient) -> None:
    _try(client, email="warm-up@example.org")
    began = time.perf_counter()
    _try(client)
    known = time.perf_counter() - began
    began = time.perf_counter()
    _try(client, email="nobody@example.org")
    unknown = time.perf_counter() - began
    assert 0.4 < unknown / known < 2.5


@pytest.mark.usefixtures("_head")
def test_a_closed_account_does_not_open(client: StrictClient, app: Flask) -> None:
    with app.app_context():
        make.staff("Gone", Role.OFFICE, email="gone@example.org", password=PASSWORD, ended_at=now())
        db.session.commit()
    assert WRONG in _try(client, PASSWORD, email="gone@example.org").text


@pytest.mark.usefixtures("_head")
def test_failures_slow_sign_in_across_two_copies_of_the_service(
    client: StrictClient, settings: Settings
) -> None:
    other = create_app(settings)
    other.test_client_class = StrictClient
    for turn in range(5):
        assert _try(client if turn % 2 else other.test_client()).status_code == 200
    assert _try(other.test_client(), PASSWORD).status_code == 429
    answer = _try(client, PASSWORD)
    assert answer.status_code == 429
    assert "Too many tries" in answer.text


@pytest.mark.usefixtures("_head")
def test_the_wait_passes_and_a_right_password_clears_the_count(
    client: StrictClient, app: Flask
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(5):
            _try(client)
        assert _try(client, PASSWORD).status_code == 429
        clock.shift(timedelta(seconds=31))
        assert _try(client, PASSWORD).status_code == 303
    with app.app_context():
        assert db.session.scalar(select(func.count(FailedAttempt.id))) == 5  # those of the place


@pytest.mark.usefixtures("_head")
def test_a_colleague_on_the_same_network_is_not_shut_out(client: StrictClient, app: Flask) -> None:
    with app.app_context():
        make.staff("Tess", Role.TEACHER, email="tess@example.org", password=PASSWORD)
        db.session.commit()
    for _ in range(6):
        _try(client)
    assert _try(client, PASSWORD, email="tess@example.org").status_code == 303


@pytest.mark.usefixtures("_head")
@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/staff/accounts?page=2", "/staff/accounts?page=2"),
        ("//evil.example", "/staff"),
        ("https://evil.example/", "/staff"),
        ("/\\evil.example", "/staff"),
        ("javascript:alert(1)", "/staff"),
    ],
)
def test_signing_in_never_leads_to_another_site(
    client: StrictClient, wanted: str, led_to: str
) -> None:
    from urllib.parse import quote

    answer = client.submit(
        f"{PAGE}?next={quote(wanted)}", {"email": "head@example.org", "password": PASSWORD}
    )
    assert answer.location == led_to


@pytest.mark.usefixtures("_head")
def test_signing_out_ends_the_session_for_a_copied_cookie_too(client: StrictClient) -> None:
    _try(client, PASSWORD)
    token = client.get_cookie("staff").value
    assert client.submit("/staff/my-sign-ins", to="/staff/sign-out").status_code == 303
    client.set_cookie("staff", token)
    assert client.get("/staff/my-sign-ins").status_code == 302


@pytest.mark.usefixtures("_head")
def test_a_session_ends_after_ten_hours(client: StrictClient) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        _try(client, PASSWORD)
        for _ in range(9):
            clock.shift(timedelta(hours=1, minutes=6))
            assert client.get("/staff/my-sign-ins").status_code == 200
        clock.shift(timedelta(minutes=7))
        assert client.get("/staff/my-sign-ins").status_code == 302


@pytest.mark.usefixtures("_head")
def test_a_session_nobody_uses_for_two_hours_ends_and_no_old_copy_of_its_cookie_opens_it(
    client: StrictClient,
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        _try(client, PASSWORD)
        copied = client.get_cookie("staff").value
        for _ in range(3):
            clock.shift(timedelta(hours=1))
            assert client.get("/staff/my-sign-ins").status_code == 200
        used = client.get_cookie("staff").value
        assert used != copied
        token, _, _ = copied.partition(".")
        for old in (copied, token, f"{used[:-1]}{'0' if used[-1] != '0' else '1'}"):
            client.set_cookie("staff", old)
            assert client.get("/staff/my-sign-ins").status_code == 302
        client.set_cookie("staff", used)
        clock.shift(timedelta(hours=2, minutes=1))
        assert client.get("/staff/my-sign-ins").status_code == 302


@pytest.mark.usefixtures("_head")
def test_i_can_end_my_session_on_another_machine_but_nobody_elses(app: Flask) -> None:
    here, there, hers = app.test_client(), app.test_client(), app.test_client()
    with app.app_context():
        make.staff("Tess", Role.TEACHER, email="tess@example.org", password=PASSWORD)
        db.session.commit()
    _try(here, PASSWORD)
    _try(there, PASSWORD)
    _try(hers, PASSWORD, email="tess@example.org")
    with app.app_context():
        references = list(db.session.scalars(select(SignIn.reference).order_by(SignIn.id)))
    mine, tess = references[1], references[2]
    page = "/staff/my-sign-ins"
    assert here.submit(page, to=f"{page}/{mine}/end").status_code == 303
    assert there.get(page).status_code == 302
    assert here.submit(page, to=f"{page}/{tess}/end").status_code == 404
    assert hers.get(page).status_code == 200
