"""Inserts of the school's own, and texts that came with a newer version."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.communications.actions import start_insert
from parentcomms.communications.models import Communication
from parentcomms.communications.rules import CommunicationKind
from parentcomms.database import db
from tests.communications.conftest import Desk
from tests.staff_pages import signed_in

Inside = Callable[[], AbstractContextManager[Desk]]
LIST, NEW = "/staff/communications", "/staff/communications/new-insert"


def test_the_office_writes_an_insert_which_the_head_then_approves(
    app: Flask, inside: Inside
) -> None:
    with inside():
        pass
    office = signed_in(app, Role.OFFICE)
    assert NEW in office.get(LIST).text
    assert "Write a name" in office.submit(NEW, {"subject": "Summer fair", "body": "Come"}).text
    words = {"title": "Insert for the fair", "subject": "Summer fair", "body": "Please look."}
    words |= dict.fromkeys(("heading", "programme", "poster", "slide", "spoken"), "Words")
    made = office.submit(NEW, words)
    assert made.status_code == 303
    assert "Summer fair" in office.get(made.location).text
    with inside() as desk:
        found = db.session.scalars(select(Communication).filter_by(title=words["title"])).one()
        assert (found.kind, found.key) == (CommunicationKind.INSERT, None)
        assert found.versions[-1].written_by_id not in {None, desk.head_id}


def test_it_is_written_in_another_language_too_which_is_another_text_to_approve(
    app: Flask, inside: Inside
) -> None:
    with inside() as desk:
        texts = {"en": {"subject": "Fair", "body": "Please look."}}
        made = start_insert("Insert for the fair", texts, by=desk.office_id)
        number, page, shipped = made.id, f"{LIST}/{made.reference}", desk.letter.reference
        before = made.versions[-1].content_hash
    office = signed_in(app, Role.OFFICE)
    assert "it goes out in English" in office.get(page).text
    words = {"subject": "Festyn", "body": "Prosimy spojrzeć."}
    words |= dict.fromkeys(("heading", "programme", "poster", "slide", "spoken"), "Tak")
    office.submit(f"{page}/edit/pl", words)
    assert "it goes out in English" not in office.get(page).text
    with inside():
        newest = db.session.get_one(Communication, number).versions[-1]
        assert {code: each["subject"] for code, each in newest.texts.items()} == {
            "en": "Fair", "pl": "Festyn",
        }  # fmt: skip
        assert newest.content_hash != before
    assert office.get(f"{page}/edit/xx").status_code == 404
    assert office.get(f"{LIST}/{shipped}/edit/xx").status_code == 404


def test_texts_that_came_later_are_added_by_a_button_and_nothing_else_changes(
    app: Flask, inside: Inside
) -> None:
    office = signed_in(app, Role.OFFICE)
    with inside():
        spring = db.session.scalars(select(Communication).filter_by(key="insert_spring")).one()
        spring.key = "another"  # as in a school that began before the spring insert came
        before = db.session.query(Communication).count()
    assert "1 text came with a newer version" in office.get(LIST).text
    office.submit(LIST, to=f"{LIST}/shipped")
    with inside():
        assert db.session.query(Communication).count() == before + 1
    assert "came with a newer version" not in office.get(LIST).text
