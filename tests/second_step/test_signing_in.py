"""A password alone opens nothing where there is, or must be, a second step."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from pyotp import TOTP
from sqlalchemy import inspect, select
from werkzeug.test import TestResponse

from parentcomms.access import Role
from parentcomms.accounts.queries import staff_by_email
from parentcomms.clock import now
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.doors import SecondStepSettings
from parentcomms.outbox.models import OutgoingMail
from parentcomms.second_step import queries
from parentcomms.second_step.models import CodeMaker, RecoveryCode
from parentcomms.web import create_app
from tests import make
from tests.client import StrictClient
from tests.staff_pages import signed_in

PASSWORD = "purple tractor lunch"
EMAIL = "head@example.org"
INSIDE = "/staff/my-sign-ins"
GIVE = "/staff/second-step"


@pytest.fixture(autouse=True)
def head(app: Flask) -> None:
    """A head who owes a second step at once."""
    said = SecondStepSettings(after_days=0)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], second_step=said)
    with app.app_context():
        make.staff("Hana Head", Role.HEAD, email=EMAIL, password=PASSWORD)
        db.session.commit()


def _password(client: StrictClient) -> TestResponse:
    return client.submit("/staff/sign-in", {"email": EMAIL, "password": PASSWORD})


def _secret(page: str) -> str:
    found = re.search(r'doors-code">([A-Z2-7 ]+)<', page)
    assert found is not None
    return found[1].replace(" ", "")


def _set_up(client: StrictClient) -> tuple[str, list[str]]:
    """The secret in the telephone, and the codes for paper."""
    assert _password(client).location == "/staff/second-step/set-up"
    page = client.get("/staff/second-step/app").text
    secret = _secret(page)
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    answer = client.post("/staff/second-step/app", data=hidden | {"code": TOTP(secret).at(now())})
    codes = re.findall(r'doors-code">([0-9A-Z-]{11})<', answer.text)
    assert (answer.status_code, len(codes)) == (200, 8)
    return secret, codes


def test_who_owes_one_gets_no_further_than_setting_it_up_and_then_is_in(
    client: StrictClient,
) -> None:
    _password(client)
    assert client.get(INSIDE).status_code == 302
    _set_up(client)
    assert client.get(INSIDE).status_code == 200


def test_the_password_alone_then_opens_nothing_and_a_code_opens_once(
    app: Flask, client: StrictClient
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        secret, _ = _set_up(client)
        clock.shift(timedelta(minutes=2))
        again, thief = app.test_client(), app.test_client()
        assert _password(again).location == GIVE
        for page in (INSIDE, "/staff", "/staff/second-step/set-up", "/staff/second-step/app"):
            assert again.get(page).status_code in {302, 303}, page
        code = TOTP(secret).at(now())
        before = again.get_cookie("staff").value
        assert again.submit(GIVE, {"code": code}).status_code == 303
        assert again.get_cookie("staff").value != before
        assert again.get(INSIDE).status_code == 200
        _password(thief)
        assert "used already" in thief.submit(GIVE, {"code": code}).text
        thief.set_cookie("staff", before)
        assert thief.get(INSIDE).status_code == 302


def test_a_code_from_paper_opens_once_and_only_its_owner_s_account(
    app: Flask, client: StrictClient
) -> None:
    _, codes = _set_up(client)
    for turn, answer in enumerate((303, 200)):
        browser = app.test_client()
        _password(browser)
        typed = codes[0].lower() if turn else codes[0]
        assert browser.submit(GIVE, {"code": typed}).status_code == answer
    with app.app_context():
        assert queries.recovery_codes_left(staff_by_email(EMAIL).id) == 7  # type: ignore[union-attr]


def test_a_stolen_database_holds_neither_secret_nor_code(app: Flask, client: StrictClient) -> None:
    secret, codes = _set_up(client)
    with app.app_context():
        kept = db.session.scalars(select(CodeMaker)).one().sealed_secret
        hashes = set(db.session.scalars(select(RecoveryCode.code_hash)))
    assert secret not in kept
    assert not {code.replace("-", "") for code in codes} & hashes


def test_guesses_are_slowed_across_two_copies_of_the_service(
    app: Flask, client: StrictClient, settings: Settings
) -> None:
    secret, _ = _set_up(client)
    other = create_app(settings)
    other.test_client_class = StrictClient
    for turn in range(5):
        browser = (app if turn % 2 else other).test_client()
        _password(browser)
        assert browser.submit(GIVE, {"code": "000000"}).status_code == 200
    with time_machine.travel(now() + timedelta(seconds=20), tick=False):
        browser = other.test_client()
        _password(browser)
        right = TOTP(secret).at(now() + timedelta(seconds=30))
        assert browser.submit(GIVE, {"code": right}).status_code == 429


def test_a_new_password_by_a_link_does_not_go_round_the_second_step(
    app: Flask, client: StrictClient
) -> None:
    _set_up(client)
    from parentcomms.accounts.invitations import invitation_reference
    from parentcomms.links import Purpose, token_for

    with app.app_context():
        reference = invitation_reference(staff_by_email(EMAIL))  # type: ignore[arg-type]
        token = token_for(Purpose.STAFF_INVITATION, reference)
    browser = app.test_client()
    chosen = {"new_password": "seven brown kettles"}
    assert browser.submit(f"/staff/invitation/{token}", chosen).location == GIVE
    assert browser.get(INSIDE).status_code == 302


def test_nobody_changes_it_at_a_computer_left_open(app: Flask, client: StrictClient) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        _set_up(client)
        clock.shift(timedelta(minutes=31))
        page = "/staff/my-second-step"
        assert client.submit(page, to=f"{page}/app/end").status_code == 409
        assert client.get("/staff/second-step/app").status_code == 409
        with app.app_context():
            assert queries.has_one(staff_by_email(EMAIL).id)  # type: ignore[union-attr]


def test_a_lost_telephone_is_mended_on_the_machine_itself(app: Flask, client: StrictClient) -> None:
    _set_up(client)
    result = app.test_cli_runner().invoke(args=["staff", "reset", EMAIL])
    assert "/staff/invitation/" in result.output
    assert client.get(INSIDE).status_code == 302
    with app.app_context():
        assert not queries.has_one(staff_by_email(EMAIL).id)  # type: ignore[union-attr]
    assert app.test_cli_runner().invoke(args=["staff", "reset", "x@example.org"]).exit_code == 1


def test_a_colleague_resets_a_lost_one_and_its_owner_is_told(
    app: Flask, client: StrictClient
) -> None:
    _set_up(client)
    admin = signed_in(app, Role.ADMINISTRATOR, name="Ann Admin")
    with app.app_context():
        lost = staff_by_email(EMAIL).reference  # type: ignore[union-attr]
    page = f"/staff/accounts/{lost}/second-step"
    assert page in admin.get(f"/staff/accounts/{lost}").text
    assert admin.submit(page).status_code == 303
    assert client.get(INSIDE).status_code == 302
    assert _password(client).location == "/staff/second-step/set-up"
    with app.app_context():
        assert not queries.has_one(staff_by_email(EMAIL).id)  # type: ignore[union-attr]
        (mail,) = db.session.scalars(select(OutgoingMail))
        assert (mail.to_address, mail.values["granted_by"]) == (EMAIL, "Ann Admin")
    assert admin.get(page).status_code == 409  # nothing left to reset


def test_nobody_resets_their_own_here_nor_at_a_computer_left_open(
    app: Flask, client: StrictClient
) -> None:
    _set_up(client)
    with time_machine.travel(now(), tick=False) as clock:
        admin = signed_in(app, Role.ADMINISTRATOR, name="Ann Admin")
        with app.app_context():
            lost = staff_by_email(EMAIL)
            assert lost is not None
            lost_id, page = lost.id, f"/staff/accounts/{lost.reference}/second-step"
        assert client.get(page).status_code == 409
        clock.shift(timedelta(minutes=31))
        assert admin.submit(page).status_code == 409
        with app.app_context():
            assert queries.has_one(lost_id)


def test_a_head_whose_day_has_come_is_led_through_it_by_the_password_they_have(
    app: Flask, client: StrictClient
) -> None:
    said = SecondStepSettings(after_days=14)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], second_step=said)
    with time_machine.travel(now(), tick=False) as clock:
        assert _password(client).location == "/staff"
        clock.shift(timedelta(days=14))
        later = app.test_client()
        _set_up(later)
        assert later.get(INSIDE).status_code == 200


def test_before_the_day_the_home_page_asks_and_the_password_still_opens(
    app: Flask, client: StrictClient
) -> None:
    said = SecondStepSettings(after_days=14)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], second_step=said)
    assert _password(client).location == "/staff"
    assert "Set up a second step" in client.get("/staff").text


def test_no_table_has_a_column_for_a_token_or_a_secret_in_clear(app: Flask) -> None:
    with app.app_context():
        columns = {
            f"{table}.{column['name']}"
            for table in inspect(db.engine).get_table_names()
            for column in inspect(db.engine).get_columns(table)
        }
    suspicious = {name for name in columns if re.search(r"\.(token|secret|password|code)$", name)}
    # which sheet of paper a scan shows: it opens no page
    assert suspicious == {"scanned_form.code"}
