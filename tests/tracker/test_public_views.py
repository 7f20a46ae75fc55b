"""The sender's page: a code to the address given, a secret code, and nothing told to a guess."""

import io

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from parentcomms.concerns.actions import add_message
from parentcomms.concerns.models import Attachment, ConcernMessage
from parentcomms.concerns.queries import concern_by_reference
from parentcomms.database import db
from parentcomms.links import Purpose, code_for, show_code
from parentcomms.outbox.messages import as_text, subject_of
from parentcomms.outbox.models import OutgoingMail
from parentcomms.tracker.models import TrackerCode
from tests.client import StrictClient
from tests.concerns.conversation_for_tests import hidden_in
from tests.concerns.test_uploads import jpeg_with_gps

IN = "/concern/track"
MINE = "/concern/track/mine"
WRONG = "do not go together"


def ask_for_a_code(app: Flask, client: StrictClient, reference: str) -> list[str]:
    answer = client.submit(f"{IN}/code", {"reference": reference})
    assert answer.status_code == 303, answer.text
    with app.app_context():
        sent = db.session.scalars(select(TrackerCode).order_by(TrackerCode.id))
        return [show_code(code_for(Purpose.CONCERN_CODE, each.reference)) for each in sent]


def try_in(client: StrictClient, reference: str, secret: str) -> int:
    answer = client.submit(IN, {"reference": reference, "secret": secret})
    assert answer.status_code != 200 or WRONG in answer.text
    return answer.status_code


def mails(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        rows = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))
        return [(each.to_address, subject_of(each), as_text(each)) for each in rows]


def test_a_code_goes_to_the_address_given_and_opens_the_page_once(
    app: Flask, client: StrictClient, with_address: str
) -> None:
    (code,) = ask_for_a_code(app, client, with_address.upper())
    address, subject, text = mails(app)[-1]
    assert address == "grace@example.org"
    assert code in text
    assert code not in subject
    assert "photographer" not in text
    assert try_in(client, with_address, code.lower()) == 303
    page = client.get(MINE).text
    assert "The photographer came on a Friday." in page
    assert "the head teacher" in page
    assert try_in(app.test_client(), with_address, code) == 200


def test_a_code_is_good_for_an_hour_and_so_is_the_page(
    app: Flask, client: StrictClient, with_address: str, clock: Traveller
) -> None:
    (code,) = ask_for_a_code(app, client, with_address)
    clock.shift(3601)
    assert try_in(client, with_address, code) == 200
    *_, fresh = ask_for_a_code(app, client, with_address)
    assert try_in(client, with_address, fresh) == 303
    clock.shift(3601)
    assert client.get(MINE).status_code == 303


def test_the_secret_code_of_the_receipt_opens_a_nameless_concern(
    client: StrictClient, nameless: tuple[str, str]
) -> None:
    reference, secret = nameless
    assert try_in(client, reference, secret.lower().replace("-", " ")) == 303
    assert "ring 999" in client.get(MINE).text


def test_a_secret_code_opens_nothing_where_an_address_was_given(
    app: Flask, client: StrictClient, with_address: str
) -> None:
    with app.app_context():
        derived = show_code(code_for(Purpose.CONCERN, with_address))
    assert try_in(client, with_address, derived) == 200


def test_one_senders_code_does_not_open_anothers_concern(
    app: Flask, client: StrictClient, with_address: str, nameless: tuple[str, str]
) -> None:
    (code,) = ask_for_a_code(app, client, with_address)
    assert try_in(client, nameless[0], code) == 200
    assert try_in(client, with_address, nameless[1]) == 200


def test_known_and_unknown_references_read_the_same(
    app: Flask, client: StrictClient, with_address: str, nameless: tuple[str, str]
) -> None:
    pages = []
    for reference in (with_address, nameless[0], "222222222222"):
        asked = client.submit(f"{IN}/code", {"reference": reference})
        shown = client.get(asked.location).text.replace(reference, "…")
        guessed = client.submit(IN, {"reference": reference, "secret": "00000-00000"})
        pages.append((asked.status_code, without_tokens(shown), guessed.status_code))
    assert pages[0] == pages[1] == pages[2]
    assert len([each for each in mails(app) if "code" in each[1]]) == 1


def without_tokens(page: str) -> str:
    return "\n".join(
        line
        for line in page.splitlines()
        if "csrf_token" not in line and "form_id" not in line and "nonce" not in line
    )


def test_wrong_codes_are_counted_for_known_and_unknown_alike(
    app: Flask, client: StrictClient, with_address: str, clock: Traveller
) -> None:
    (code,) = ask_for_a_code(app, client, with_address)
    for reference in (with_address, "222222222222"):
        tried = [try_in(client, reference, "00000-00000") for _ in range(6)]
        assert tried == [200] * 5 + [429]
    assert try_in(client, with_address, code) == 429
    clock.shift(121)
    assert try_in(client, with_address, code) == 303


def test_codes_are_not_sent_without_end(
    app: Flask, client: StrictClient, with_address: str, clock: Traveller
) -> None:
    for _ in range(5):
        ask_for_a_code(app, client, with_address)
    assert client.submit(f"{IN}/code", {"reference": with_address}).status_code == 429


@pytest.fixture
def inside(app: Flask, client: StrictClient, nameless: tuple[str, str]) -> StrictClient:
    try_in(client, *nameless)
    return client


def test_a_message_with_a_picture_reaches_those_who_have_the_concern(
    app: Flask, inside: StrictClient, nameless: tuple[str, str]
) -> None:
    before = len(mails(app))
    photo = (io.BytesIO(jpeg_with_gps()), "gate.jpg")
    answer = inside.submit(MINE, {"words": "It was at the gate.", "files": photo})
    assert answer.status_code == 303
    page = inside.get(MINE).text
    assert "It was at the gate." in page
    told = mails(app)[before:]
    assert {each[0] for each in told} == {f"{p}@example.org" for p in ("dsl", "deputy", "manager")}
    assert not any("gate" in subject + text for _, subject, text in told)
    with app.app_context():
        (message,) = db.session.scalars(select(ConcernMessage))
        (file,) = db.session.scalars(select(Attachment))
        assert (message.from_sender, message.written_by) == (True, "public")
        assert file.message_id == message.id
        reference = file.reference
    got = inside.get(f"{MINE}/files/{reference}")
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.data.startswith(b"\xff\xd8")
    assert app.test_client().get(f"{MINE}/files/{reference}").status_code == 404


def test_one_sender_does_not_open_anothers_file(
    app: Flask, inside: StrictClient, with_address: str
) -> None:
    photo = (io.BytesIO(jpeg_with_gps()), "gate.jpg")
    inside.submit(MINE, {"words": "It was at the gate.", "files": photo})
    with app.app_context():
        reference = db.session.scalars(select(Attachment.reference)).one()
    other: StrictClient = app.test_client()  # type: ignore[assignment]
    *_, code = ask_for_a_code(app, other, with_address)
    assert try_in(other, with_address, code) == 303
    assert other.get(f"{MINE}/files/{reference}").status_code == 404
    assert inside.get(f"{MINE}/files/{reference}").status_code == 200


def test_a_second_press_sends_one_message(app: Flask, inside: StrictClient) -> None:
    page = inside.get(MINE).text
    hidden = hidden_in(page[page.index("Write to the school") - 3000 :])
    for _ in range(2):
        assert inside.post(MINE, data={**hidden, "words": "Once."}).status_code == 303
    with app.app_context():
        assert len(list(db.session.scalars(select(ConcernMessage)))) == 1


def test_an_answer_of_the_school_is_read_only_when_its_reader_says_so(
    app: Flask, client: StrictClient, with_address: str
) -> None:
    with app.app_context():
        concern = concern_by_reference(with_address)
        assert concern is not None
        add_message(concern, "We spoke to him.", from_sender=False, written_by="staff:1")
        db.session.commit()
    address, subject, text = mails(app)[-1]
    assert (address, "spoke" in subject + text) == ("grace@example.org", False)
    *_, code = ask_for_a_code(app, client, with_address)
    try_in(client, with_address, code)
    assert "We spoke to him." in client.get(MINE).text
    assert seen(app) == [False]
    assert client.submit(MINE, {"go": "read"}).status_code == 303
    assert seen(app) == [True]


def seen(app: Flask) -> list[bool]:
    with app.app_context():
        return [each.seen_at is not None for each in db.session.scalars(select(ConcernMessage))]


def test_a_message_typed_after_the_page_closed_is_shown_to_copy(
    app: Flask, inside: StrictClient, clock: Traveller
) -> None:
    clock.shift(3601)
    hidden = inside.get(IN).text
    assert hidden
    answer = inside.submit(IN, {"words": "A long story."}, to=MINE)
    assert answer.status_code == 401
    assert "A long story." in answer.text


def test_closing_the_page_closes_it_for_the_next_one_at_this_phone(
    app: Flask, inside: StrictClient
) -> None:
    token = inside.get_cookie("tracker")
    assert token is not None
    inside.submit(MINE, to="/concern/track/leave")
    inside.set_cookie("tracker", token.value)
    assert inside.get(MINE).status_code == 303


def test_the_receipt_is_a_pdf_with_everything_said(app: Flask, inside: StrictClient) -> None:
    got = inside.get(f"{MINE}/receipt")
    with pypdfium2.PdfDocument(got.data) as document:
        words = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "The photographer came on a Friday." in " ".join(words.split())
    assert got.headers["Cache-Control"] == "no-store"
