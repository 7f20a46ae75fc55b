"""A form pressed twice records once; a form thought over again records again."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from parentcomms import forms
from parentcomms.database import db
from tests.pages.test_stale_forms import TYPED, notes, open_form


def test_pressing_twice_records_once(app: Flask, client: FlaskClient) -> None:
    token = open_form(client)
    first = client.post("/sample/family", data=TYPED | token)
    second = client.post("/sample/family", data=TYPED | token)
    assert first.location == second.location
    assert notes(app) == 1


def test_a_second_person_filling_in_the_same_words_is_recorded_too(
    app: Flask, client: FlaskClient
) -> None:
    client.post("/sample/family", data=TYPED | open_form(client))
    client.post("/sample/family", data=TYPED | open_form(client))
    assert notes(app) == 2


def test_going_back_and_answering_otherwise_is_a_change_of_mind(
    app: Flask, client: FlaskClient
) -> None:
    token = open_form(client)
    for answer in ("no", "yes", "no"):
        client.post("/sample/family", data=TYPED | token | {"website": answer})
        client.post("/sample/family", data=TYPED | token | {"website": answer})
    assert notes(app) == 3


def test_a_form_without_a_number_is_still_recorded(app: Flask, client: FlaskClient) -> None:
    token = {"csrf_token": open_form(client)["csrf_token"]}
    assert client.post("/sample/family", data=TYPED | token).status_code == 303
    assert notes(app) == 1


def test_two_presses_at_the_same_moment_record_once(app: Flask, client: FlaskClient) -> None:
    """The second finds no trace when it looks, and the database refuses its row."""
    token = open_form(client)

    def blind(_form: forms.Form) -> None:
        return None

    first = client.post("/careless?press=1", data=token)
    seen, forms._last_turn = forms._last_turn, blind
    try:
        second = client.post("/careless?press=2", data=token)
    finally:
        forms._last_turn = seen
    assert first.location == "/done?first=1"
    assert second.status_code == 303
    assert notes(app) == 1


def test_what_was_sent_is_not_kept(app: Flask, client: FlaskClient) -> None:
    client.post("/sample/family", data=TYPED | open_form(client))
    with app.app_context():
        row = db.session.scalars(select(forms.SubmittedForm)).one()
        kept = " ".join(str(value) for value in vars(row).values())
    assert row.endpoint == "sample"
    assert "Söhne" not in kept
    assert "z@example.org" not in kept
