"""A school changes its words: what went missing is named at once, hints stop nothing."""

import pytest
from flask import Flask

from parentcomms.access import Role
from parentcomms.communications import content, queries
from parentcomms.communications.actions import new_version
from parentcomms.communications.models import Communication
from parentcomms.errors import Refused
from tests.communications.conftest import Desk
from tests.communications.test_staff_views import Inside, _insert, _page
from tests.staff_pages import signed_in

LONG = "Word " * 26 + "end."


def test_the_words_are_checked_as_typed_and_nothing_is_kept(app: Flask, inside: Inside) -> None:
    with inside() as desk:
        letter = _page(desk.letter)
        body = desk.letter.versions[-1].texts["en"]["body"]
    typed = body.replace("malicious or fictitious ", "") + f"\n\nYou must stop. ((oops)) {LONG}"
    office = signed_in(app, Role.OFFICE)
    answer = office.submit(
        f"{letter}/edit/en", {"subject": "Hi", "body": typed}, to=f"{letter}/check/en"
    )
    page = answer.get_data(as_text=True)
    for sentence in (
        "malicious or fictitious comments (10.1.3)",
        "“must” orders or threatens",
        "Nobody can fill in ((oops)) here",
        "A long sentence",
        "<textarea",
    ):
        assert sentence in page
    with inside() as desk:
        assert desk.letter.versions[-1].number == 1


def test_while_somebody_types_only_the_findings_come_back(app: Flask, inside: Inside) -> None:
    with inside() as desk:
        letter = _page(desk.letter)
    office = signed_in(app, Role.OFFICE)
    answer = office.submit(
        f"{letter}/edit/en",
        {"subject": "Hi", "body": "Dear all,"},
        to=f"{letter}/check/en",
        headers={"HX-Request": "true"},
    )
    page = answer.get_data(as_text=True)
    assert "It has to say" in page
    assert "<html" not in page


def test_hints_stop_nothing_and_a_missing_element_stops(desk: Desk) -> None:
    texts = desk.letter.versions[-1].texts
    english = texts["en"]
    hinted = {**texts, "en": {**english, "body": f"{english['body']}\n\nYou must. {LONG}"}}
    new_version(desk.letter, hinted, by=desk.office.id)
    desk.approve(desk.letter)
    assert queries.approved(desk.letter)
    lost = {**texts, "en": {**english, "body": english["body"].replace("fictitious", "silly")}}
    new_version(desk.letter, lost, by=desk.office.id)
    with pytest.raises(Refused):
        desk.approve(desk.letter)


@pytest.mark.parametrize("part", content.PACK)
def test_a_lost_element_in_the_words_for_an_event_stops_the_insert(desk: Desk, part: str) -> None:
    insert = _insert("insert_christmas")
    new_version(insert, _with(insert, part, "Enjoy the show!"), by=desk.office.id)
    with pytest.raises(Refused):
        desk.approve(insert)


@pytest.mark.parametrize("part", ["heading", *content.PACK])
def test_another_word_in_the_event_pack_voids_the_approval(desk: Desk, part: str) -> None:
    insert = desk.approve(_insert("insert_christmas"))
    words = insert.versions[-1].texts["en"]["pack"][part]
    new_version(insert, _with(insert, part, f"{words} Thanks"), by=desk.office.id)
    assert not queries.approved(insert)


def _with(insert: Communication, part: str, words: str) -> content.Texts:
    texts = insert.versions[-1].texts
    return {
        **texts,
        "en": {**texts["en"], "pack": {**texts["en"]["pack"], part: words}},
    }


def test_the_office_changes_an_insert_and_its_pack_on_one_page(app: Flask, inside: Inside) -> None:
    with inside():
        insert = _insert("insert_spring")
        page, written = _page(insert), insert.versions[-1].texts["en"]
    office = signed_in(app, Role.OFFICE)
    changed = {"subject": "Days out", "body": written["body"], **written["pack"], "heading": "Hi!"}
    assert office.submit(f"{page}/edit/en", changed).status_code == 303
    with inside():
        now = _insert("insert_spring").versions[-1].texts
        assert now["en"]["pack"]["heading"] == "Hi!"
        assert now["en"]["subject"] == "Days out"
        assert now["pl"]["pack"]
    assert "Hi!" in office.get(page).get_data(as_text=True)
