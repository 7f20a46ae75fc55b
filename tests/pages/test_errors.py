"""Error pages say what to do next, and the log says nothing a person typed."""

import logging

import pytest

from parentcomms import errors


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/refused", 409, "That letter has already gone out."),
        ("/missing", 404, "Page not found"),
        ("/nowhere", 404, "Page not found"),
        ("/crash", 500, "Sorry, something went wrong"),
    ],
)
def test_each_error_is_a_page_of_the_school(client, address, status, words):
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.text
    assert "Hazelwick Primary School" in answer.text
    assert "Tell the school about a concern" in answer.text


def test_error_pages_speak_the_readers_language(client):
    assert "Nie znaleziono strony" in client.get("/nowhere?lang=pl").text


def test_a_missing_thing_and_a_hidden_one_look_the_same(client):
    hidden, absent = client.get("/missing"), client.get("/missing-too")
    assert hidden.status_code == absent.status_code == 404
    start = absent.text.index("<main")
    assert hidden.text[hidden.text.index("<main") :][:300] == absent.text[start:][:300]


def test_a_wrong_method_is_a_page_too(client):
    answer = client.get("/button")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert "Hazelwick" in answer.text


def test_the_log_of_a_crash_names_a_number_and_a_place_and_nothing_else(client, caplog):
    with caplog.at_level(logging.DEBUG):
        page = client.get("/crash?token=very-secret").text
    log = caplog.text
    assert "endpoint=crash" in log
    assert "ValueError at sample.py" in log
    assert "very-secret" not in log
    assert "Kacper" not in log
    assert "/crash" not in log
    number = log.split("error ")[1].split(":")[0]
    assert number in page


def test_a_crash_of_the_error_page_still_answers(app, client, caplog):
    app.jinja_env.globals["static_url"] = None
    answer = client.get("/crash")
    assert answer.status_code == 500
    assert "Please ring the school" in answer.text


def test_a_form_that_is_too_big_is_said_to_be_too_big(app, client):
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = client.post("/sample/family", data={"name": "x" * 5000})
    assert answer.status_code == 413
    assert "too big" in answer.text


def test_a_refusal_may_choose_its_status():
    assert errors.Refused("No.", status=422).status == 422


def test_a_link_to_a_page_that_does_not_exist_is_none(app):
    with app.test_request_context("/done"):
        assert errors.link_to("no_room.no_page") is None
        assert errors.link_to("done") == "/done"
