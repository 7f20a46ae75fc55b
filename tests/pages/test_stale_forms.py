"""A token that has gone stale costs nobody their typing, and writes nothing."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from parentcomms.database import db

MORNING = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
TYPED = {
    "name": "Łukasz “Zoë” O'Brien & Söhne",
    "email": "z@example.org",
    "story": "first line\nsecond <b>line</b>\n\n  fourth, indented",
    "website": "no",
    "classes": ["1", "3"],
    "where": "b",
    "agree": "y",
    "birthday-day": "27",
    "birthday-month": "3",
    "birthday-year": "2018",
}


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found
    return found[1]


def open_form(client: FlaskClient, layout: str = "family") -> dict[str, str]:
    page = client.get(f"/sample/{layout}").text
    return {name: hidden(page, name) for name in ("csrf_token", "form_id")}


def notes(app: Flask) -> int:
    with app.app_context():
        return int(db.session.execute(text("select count(*) from sample_note")).scalar_one())


@pytest.fixture
def stale(client: FlaskClient) -> dict[str, str]:
    """A form opened in the morning; the test goes on the day after."""
    with time_machine.travel(MORNING, tick=False):
        return open_form(client)


def test_a_fresh_form_is_recorded(app: Flask, client: FlaskClient) -> None:
    answer = client.post("/sample/family", data=TYPED | open_form(client))
    assert answer.status_code == 303
    assert notes(app) == 1


def test_a_stale_form_comes_back_filled_and_can_be_sent(
    app: Flask, client: FlaskClient, stale: dict[str, str]
) -> None:
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        again = client.post("/sample/family", data=TYPED | stale)
        assert again.status_code == 400
        assert notes(app) == 0
        assert "This page had been open for a long time" in again.text
        assert "<title>Error: " in again.text
        assert hidden(again.text, "form_id") == stale["form_id"]
        fresh = stale | {"csrf_token": hidden(again.text, "csrf_token")}
        assert client.post("/sample/family", data=TYPED | fresh).status_code == 303
    assert notes(app) == 1


def test_nothing_typed_is_lost_not_even_several_ticks_and_lines(
    client: FlaskClient, stale: dict[str, str]
) -> None:
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        page = client.post("/sample/family", data=TYPED | stale).text
    ticked = re.findall(r'name="classes" type="checkbox" value="(\d)" checked', page)
    assert ticked == ["1", "3"]
    assert re.search(r'name="website" type="radio" value="no" checked', page)
    assert re.search(r'name="agree" type="checkbox" value="y" checked', page)
    assert re.search(r'<option value="b" selected', page)
    assert "first line&#10;second &lt;b&gt;line&lt;/b&gt;&#10;&#10;  fourth, indented" in page
    assert re.findall(r'name="birthday-\w+" type="text" value="(\d+)"', page) == ["27", "3", "2018"]


def test_files_must_be_chosen_again_and_the_page_says_so(
    client: FlaskClient, stale: dict[str, str]
) -> None:
    picture = {"picture": (io.BytesIO(b"x"), "me.png")}
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        page = client.post("/sample/family", data=TYPED | stale | picture).text
    assert "Choose your files once more" in page


def test_a_lost_session_shows_the_form_again_too(app: Flask, client: FlaskClient) -> None:
    token = open_form(client)
    client.delete_cookie("session")
    again = client.post("/sample/family", data=TYPED | token)
    assert again.status_code == 400
    assert "Söhne" in again.text
    fresh = token | {"csrf_token": hidden(again.text, "csrf_token")}
    assert client.post("/sample/family", data=TYPED | fresh).status_code == 303
    assert notes(app) == 1


@pytest.mark.parametrize("token", [None, "", "nonsense", "a.b.c"])
def test_a_token_this_school_never_signed_gets_a_plain_page(
    app: Flask, client: FlaskClient, token: str | None
) -> None:
    open_form(client)
    data = TYPED | ({} if token is None else {"csrf_token": token})
    answer = client.post("/sample/family", data=data)
    assert answer.status_code == 400
    assert "Söhne" not in answer.text
    assert notes(app) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Referer": "https://elsewhere.example/trick"},
    ],
)
def test_another_sites_form_is_never_shown_as_ours(
    client: FlaskClient, stale: dict[str, str], headers: dict[str, str]
) -> None:
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        answer = client.post("/sample/family", data=TYPED | stale, headers=headers)
    assert answer.status_code == 400
    assert "Söhne" not in answer.text


def test_a_view_that_asks_no_form_cannot_write_on_a_stale_token(
    app: Flask, client: FlaskClient, stale: dict[str, str]
) -> None:
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        answer = client.post("/button", data=stale)
    assert answer.status_code == 400
    assert notes(app) == 0


def test_the_request_after_a_stale_one_can_write(
    app: Flask, client: FlaskClient, stale: dict[str, str]
) -> None:
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        client.post("/sample/family", data=TYPED | stale)
        assert client.post("/button", data=open_form(client)).status_code == 302
    assert notes(app) == 1
