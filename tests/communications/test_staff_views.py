"""From draft to sent on the pages, by who may do it."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import docx
import pytest
from flask import Flask
from sqlalchemy import func, select

from parentcomms.access import Role
from parentcomms.approvals.rules import CommunicationState, Point
from parentcomms.communications import queries
from parentcomms.communications.actions import ask_for_approval
from parentcomms.communications.models import Communication, Delivery
from parentcomms.communications.rules import CommunicationKind
from parentcomms.database import db
from parentcomms.outbox.keeping import READ_KEPT_MAIL, keep_all
from tests import make
from tests.communications.conftest import Desk
from tests.staff_pages import signed_in

Inside = Callable[[], AbstractContextManager[Desk]]
POINTS = [point.value for point in Point]
KNOWN = {"know": "y"}  # no mail server, and an address only this machine can open


def _page(communication: Communication, *rest: str) -> str:
    return "/".join(["/staff/communications", communication.reference, *rest])


def _insert(key: str) -> Communication:
    return next(
        each.communication for each in queries.communications() if each.communication.key == key
    )


def _state(inside: Inside) -> CommunicationState:
    with inside() as desk:
        return queries.listed(desk.letter).state


def _letter(inside: Inside) -> str:
    """The address of the letter's page, with one family to send it to."""
    with inside() as desk:
        make.parent(of=make.pupil())
        return _page(desk.letter)


def test_a_new_school_begins_with_the_texts_we_bring(app: Flask) -> None:
    office = signed_in(app, Role.OFFICE)
    office.submit("/staff/communications", to="/staff/communications/shipped")
    page = office.get("/staff/communications").get_data(as_text=True)
    assert "Joining letter" in page
    assert "Website notice" in page


def test_the_letter_goes_from_the_office_to_the_head_and_out(app: Flask, inside: Inside) -> None:
    letter = _letter(inside)
    office, head = signed_in(app, Role.OFFICE), signed_in(app, Role.HEAD)
    office.submit(letter, to=f"{letter}/ask")
    assert _state(inside) is CommunicationState.AWAITING_APPROVAL
    head.submit(f"{letter}/approve", {"decision": "approve", "points": POINTS})
    assert _state(inside) is CommunicationState.APPROVED
    assert "Send now" in office.get(f"{letter}/send").get_data(as_text=True)
    office.submit(f"{letter}/send", KNOWN)
    assert _state(inside) is CommunicationState.SENDING
    with inside():
        assert db.session.scalar(select(func.count()).select_from(Delivery)) == 1
    for page in (letter, f"{letter}/send", "/staff/communications"):
        assert office.get(page).status_code == 200


def test_four_ticks_are_no_approval_and_the_page_says_so(app: Flask, inside: Inside) -> None:
    letter = _letter(inside)
    with inside() as desk:
        ask_for_approval(desk.letter)
    answer = signed_in(app, Role.HEAD).submit(
        f"{letter}/approve", {"decision": "approve", "points": POINTS[:4]}
    )
    assert "Tick all five points" in answer.get_data(as_text=True)
    assert _state(inside) is CommunicationState.AWAITING_APPROVAL


def test_the_head_sends_a_text_back_with_words_the_office_reads(app: Flask, inside: Inside) -> None:
    letter = _letter(inside)
    with inside() as desk:
        ask_for_approval(desk.letter)
    signed_in(app, Role.HEAD).submit(
        f"{letter}/approve", {"decision": "send_back", "words": "Say when, please."}
    )
    assert _state(inside) is CommunicationState.SENT_BACK
    assert "Say when, please." in signed_in(app, Role.OFFICE).get(letter).get_data(as_text=True)


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.TEACHER, {"": 403, "/approve": 404, "/send": 403}),
        (Role.OFFICE, {"": 200, "/approve": 404, "/send": 200}),
        (Role.HEAD, {"": 200, "/approve": 200, "/send": 200}),
        (Role.ADMINISTRATOR, {"": 403, "/approve": 404, "/send": 403}),
    ],
)
def test_editing_approving_and_sending_are_three_permissions(
    app: Flask, inside: Inside, role: Role, pages: dict[str, int]
) -> None:
    letter, someone = _letter(inside), signed_in(app, role)
    assert {rest: someone.get(letter + rest).status_code for rest in pages} == pages


def test_a_lost_element_is_named_and_the_head_is_not_asked(app: Flask, inside: Inside) -> None:
    letter, office = _letter(inside), signed_in(app, Role.OFFICE)
    with inside() as desk:
        body = desk.letter.versions[-1].texts["en"]["body"]
    lost = body.replace("malicious or fictitious ", "")
    office.submit(f"{letter}/edit/en", {"subject": "Welcome", "body": lost})
    page = office.get(letter).get_data(as_text=True)
    assert "malicious or fictitious comments (10.1.3)" in page
    assert "Ask the head" not in page


@pytest.mark.parametrize("body", ["Dear ((Parent Name)),", "", "x" * 20_001])
def test_a_text_nobody_can_fill_is_shown_again_with_a_sentence(
    app: Flask, inside: Inside, body: str
) -> None:
    letter, office = _letter(inside), signed_in(app, Role.OFFICE)
    answer = office.submit(f"{letter}/edit/en", {"subject": "Hello", "body": body})
    assert "There is a problem" in answer.get_data(as_text=True)
    with inside() as desk:
        assert desk.letter.versions[-1].number == 1


def test_an_approved_insert_is_copied_downloaded_and_marked_as_used(
    app: Flask, inside: Inside
) -> None:
    with inside():
        insert = _page(_insert("insert_christmas"))
    office = signed_in(app, Role.OFFICE)
    assert office.get(f"{insert}/use").status_code == 404
    with inside() as desk:
        desk.approve(_insert("insert_christmas"))
    assert office.submit(f"{insert}/use", {"used_in": "Newsletter 12"}).status_code == 303
    page = office.get(f"{insert}/use").get_data(as_text=True)
    assert "Newsletter 12" in page
    assert "malicious or fictitious" in page
    word = docx.Document(io.BytesIO(office.get(f"{insert}/insert.docx").data))
    assert any("malicious or fictitious" in each.text for each in word.paragraphs)


def _newsletter() -> Communication:
    return next(
        each.communication
        for each in queries.communications()
        if each.communication.kind is CommunicationKind.NEWSLETTER
    )


def test_a_newsletter_goes_to_the_chosen_classes_only_with_its_insert(
    app: Flask, inside: Inside
) -> None:
    with inside() as desk:
        oak, elm = make.school_class("Oak"), make.school_class("Elm")
        here = make.parent(of=make.pupil(in_class=oak)).id
        make.parent(of=make.pupil(in_class=elm))
        insert = desk.approve(_insert("insert_talk_first")).reference
        chosen = oak.reference
    office = signed_in(app, Role.OFFICE)
    written = {"title": "Autumn news", "body": "The harvest was big."}
    office.submit(
        "/staff/newsletters/new", {**written, "insert": insert, "to": "chosen", "classes": [chosen]}
    )
    with inside() as desk:
        page = _page(desk.approve(_newsletter()))
    office.submit(f"{page}/send", KNOWN)
    with inside():
        (delivery,) = db.session.scalars(select(Delivery))
        assert delivery.person_id == here
        assert delivery.mail is not None
        assert "The harvest was big." in delivery.mail.content.body
        assert "malicious or fictitious" in delivery.mail.content.body


def test_the_office_prints_marks_and_hands_out(app: Flask, inside: Inside) -> None:
    with inside() as desk:
        make.parent(of=make.pupil(), email=None)
        letter = _page(desk.approve(desk.letter))
    office = signed_in(app, Role.OFFICE)
    office.submit(f"{letter}/send", KNOWN)
    assert office.get(f"{letter}/print.pdf?know=yes").data.startswith(b"%PDF")
    with inside():
        delivery = db.session.scalars(select(Delivery)).one()
        assert delivery.printed_at is None
        number = delivery.id
    office.submit(f"{letter}/send", to=f"{letter}/printed/{number}")
    office.submit(f"{letter}/send", to=f"{letter}/handed-out")
    with inside():
        delivery = db.session.scalars(select(Delivery)).one()
        assert delivery.printed_at is not None
        assert delivery.handed_out_at is not None


def test_after_sending_the_page_says_what_is_next(app: Flask, inside: Inside) -> None:
    with inside() as desk:
        make.parent(of=make.pupil())
        letter, request = _page(desk.approve(desk.letter)), _page(desk.approve(desk.request))
    office = signed_in(app, Role.OFFICE)
    assert f"{request}/send" not in office.get(f"{letter}/send").text
    office.submit(f"{letter}/send", KNOWN)
    with inside():
        keep_all()
    page = office.get(f"{letter}/send").text
    assert f'href="{request}/send"' in page
    assert READ_KEPT_MAIL in page
    assert READ_KEPT_MAIL in office.get(f"{letter}/progress").text
    office.submit(f"{request}/send", KNOWN)
    assert f"{request}/send" not in office.get(f"{letter}/send").text


def test_the_letter_can_be_seen_on_paper_before_anybody_approved_it(
    app: Flask, inside: Inside
) -> None:
    letter, office = _letter(inside), signed_in(app, Role.OFFICE)
    for language in ("en", "pl"):
        answer = office.get(f"{letter}/letter.pdf?language={language}")
        assert answer.data.startswith(b"%PDF")
    assert office.get(f"{letter}/letter.pdf?language=xx").status_code == 404
