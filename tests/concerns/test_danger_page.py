"""Whom to ring now, in every language of the service, before anything is asked."""

from datetime import time

import pytest
from flask import Flask
from time_machine import Traveller

from parentcomms.concerns.hours import OFFICE_OPENS
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.school.actions import decide
from parentcomms.texts.shipped import languages, text
from tests.client import StrictClient
from tests.concerns.conftest import SURNAMES
from tests.concerns.conversation_for_tests import FORM

pytestmark = pytest.mark.usefixtures("posts")
NUMBERS = ("999", "08088005000", "08001111", "01632960001", "01632960002", "01632960003")


@pytest.mark.parametrize("language", languages())
def test_it_speaks_every_language_of_the_service_with_every_number(
    app: Flask, client: StrictClient, clock: Traveller, language: str
) -> None:
    shipped, english = (text("danger_page", language=each) for each in (language, "en"))
    assert language in Settings.languages
    assert shipped.language == language
    for page in (f"/concern?lang={language}", FORM + f"?lang={language}"):
        assert f'<html lang="{language}"' in client.get(page).text
    page = client.get(f"/concern?lang={language}").text
    assert shipped.title in page
    assert all(number in page for number in NUMBERS)
    headings = [line[3:] for line in english.body.splitlines() if line.startswith("## ")]
    in_english = [each for each in (*headings, "reading messages today") if each in page]
    assert len(in_english) == (4 if language == "en" else 0)


def test_the_danger_page_has_every_number_on_it_to_tap(client: StrictClient) -> None:
    page = client.get("/concern").text
    for number in ("08088005000", "08001111", "01632960001", "01632960002", "01632960003"):
        assert f'href="tel:{number}"' in page
    for words in ("999", "ceop.police.uk", "report.iwf.org.uk", "do not send, copy or screenshot"):
        assert words in page
    assert page.index("Childline") < page.index("children&#x27;s services")
    assert f"Pat {SURNAMES['dsl']}" in page


@pytest.mark.parametrize("way", ["admissions", "exclusion", "EHC plan", "whistle", "grievance"])
def test_the_other_ways_are_shown_before_the_form(client: StrictClient, way: str) -> None:
    assert way in client.get("/concern").text


def test_the_danger_page_says_whether_anyone_is_reading(
    client: StrictClient, clock: Traveller
) -> None:
    assert "reading messages today" in client.get("/concern").text
    clock.shift(12 * 3600)
    assert "We start again on Tuesday 24 November 2026." in client.get("/concern").text
    clock.shift(-15 * 3600)
    assert "We start again today at 8.30am." in client.get("/concern").text
    assert "dziś o godzinie 8:30" in client.get("/concern?lang=pl").text
    assert time(8, 30) == OFFICE_OPENS


def test_a_closed_form_still_shows_the_numbers_and_the_way_to_the_school(
    app: Flask, client: StrictClient
) -> None:
    with app.app_context():
        decide(lado_phone="")
        db.session.commit()
    page = client.get("/concern").text
    assert "form is closed" in page
    assert FORM not in page
    for words in ("999", "08001111", "01632 960 123", "1 Elm Road", "ask your local council"):
        assert words in page
    assert client.get(FORM).status_code == 303
